import type { Target } from '@transpose/targets';

/** How `-t` names a target that is not built in. */
export type PlugInName =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'program'; readonly command: string };

/** What a value of `-t` names; undefined: a built-in target, or a directory of templates. */
export function plugInName(text: string): PlugInName | undefined {
  if (text.startsWith('exec:')) return { kind: 'program', command: text.slice('exec:'.length) };
  if (text.startsWith('package:')) return { kind: 'package', name: text.slice('package:'.length) };
  return /[\\/]/.test(text) && /\.[cm]?[jt]s$/.test(text) ? { kind: 'file', path: text } : undefined;
}

/** What the user brings beside the built-in targets: all of it is known before the command line is read. */
export interface PlugIns {
  /** Targets by the name that `-t` gives them. */
  readonly targets: ReadonlyMap<string, Target>;
  /** The configuration file that was read, and what it says. */
  readonly config?: Config;
}

/** A configuration file, checked: `transpose.config.json`. */
export interface Config {
  readonly file: string;
  /** Values of options by their long names without dashes. */
  readonly options: ConfigOptions;
  /** Those of single commands, which count more. */
  readonly commands: Readonly<Record<string, ConfigOptions>>;
}

export type ConfigOptions = Readonly<Record<string, string | number | boolean | readonly string[]>>;
