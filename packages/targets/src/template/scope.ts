import type { Program } from './syntax/syntax.ts';
import type { Source } from '@transpose/core';
import type { Ref } from './ref.ts';

/** What a piece of a template sees. */
export interface Scope {
  readonly source: Source;
  /** `this` */
  readonly self: Ref;
  /** `../` */
  readonly parent?: Scope;
  /** Block parameters (`as |service|`) and what a partial was given (`{{> part key=value}}`). */
  readonly names: ReadonlyMap<string, Ref>;
  /** `@index`, `@key`, `@first`, `@last`. */
  readonly data: ReadonlyMap<string, Ref>;
  /** The data around: `@../index`. */
  readonly outerData?: Scope;
  /** `{{#*inline "name"}}` */
  readonly inlines: ReadonlyMap<string, Body>;
  /** `{{> @partial-block}}` */
  readonly block?: Body;
}

/** A piece of a template with the scope that it was written in. */
export interface Body {
  readonly program: Program;
  readonly source: Source;
  readonly scope?: Scope;
}
