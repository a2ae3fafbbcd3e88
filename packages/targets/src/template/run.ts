import type { Report, Source, Span } from '@transpose/core';
import type { TargetCode } from '../account/codes.ts';
import type { Meter } from './limits.ts';
import { createMeter } from './limits.ts';
import type { Sheet } from './output.ts';
import { newSheet } from './output.ts';
import type { PathContext } from './paths.ts';
import { TemplateProblem } from './problem.ts';
import type { Reads } from './reads.ts';
import type { Program } from './syntax/syntax.ts';

/** A template to render. */
export interface Template {
  readonly program: Program;
  readonly source: Source;
}

/** A file as the templates made it. */
export interface RenderedFile {
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
  readonly secret: boolean;
  /** Where it was asked for; undefined: the template's own file. */
  readonly span?: Span;
}

export interface RenderContext extends PathContext {
  readonly partials: ReadonlyMap<string, Template>;
  readonly reads: Reads;
  readonly report: Report<TargetCode>;
}

/** All that is in motion while templates are rendered. */
export interface Run extends RenderContext {
  readonly meter: Meter;
  readonly files: RenderedFile[];
  /** What is being written to. */
  sheet: Sheet;
  /** Inside of `{{#file}}`. */
  inFile: boolean;
  depth: number;
  readonly told: Set<string>;
}

export function createRun(context: RenderContext): Run {
  const meter = createMeter((message) => {
    throw new TemplateProblem('template-limit', message, undefined, { final: true });
  });
  return { ...context, meter, files: [], sheet: newSheet(), inFile: false, depth: 0, told: new Set() };
}
