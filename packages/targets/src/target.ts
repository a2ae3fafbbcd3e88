import type { LoadResult, Path, Project, Report } from '@transpose/core';
import type { TargetCode } from './account/codes.ts';
import type { Ledger } from './account/ledger.ts';
import type { ImageLookup } from './shared/images/image-lookup.ts';
import type { ProjectFiles } from './shared/project-files.ts';
import type { ProjectSecrets } from './shared/secrets/project-secrets.ts';
import type { SupportTable } from './account/support.ts';

/** A file that a target writes. */
export interface OutputFile {
  /** Relative to the output directory, with `/`. */
  readonly path: string;
  readonly content: string;
  /** Permission bits: 0o644, 0o755 for scripts, 0o600 for what holds secrets. */
  readonly mode: number;
  /** Where the fields of the file come from, for `transpose explain`; targets that do not know it leave it out. */
  fields?(): readonly OutputField[];
}

/** A field of an output file that a value of the project became, or is part of. */
export interface OutputField {
  /** For people: `Deployment/web spec.replicas`. */
  readonly name: string;
  /** Where it begins, from 1; undefined where lines say nothing. */
  readonly line?: number;
  /** The value: `['services', 'web', 'deploy', 'replicas']`. */
  readonly from: Path;
  /** The field stands for the whole: an object for its service. */
  readonly whole: boolean;
}

/** An option of a target: the command makes a flag of it (`volumeSize` -> `--volume-size VALUE`), docs a table row. */
export interface TargetOption {
  /** Without dashes, kebab-case: `volume-size`. */
  readonly name: string;
  /** `flag`: true or false; `list`: may be repeated. */
  readonly type: 'string' | 'flag' | 'list';
  /** Placeholder for help: `SIZE`. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly default?: string | boolean;
  readonly description: string;
}

/** Values of a target's options by their names; what was not given has its default. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a program may give for the options of a target: a misspelt name or value does not compile. */
export type OptionsOf<T extends Target> = string extends T['options'][number]['name']
  ? OptionValues
  : { readonly [Option in T['options'][number] as Option['name']]?: ValueOf<Option> | undefined };

type ValueOf<Option extends TargetOption> = Option extends { readonly type: 'flag' }
  ? boolean
  : Option extends { readonly type: 'list' }
    ? readonly string[]
    : Option extends { readonly choices: readonly (infer Choice)[] }
      ? Choice
      : string;

/** The files of a target: those of `kubernetes` have their objects beside the text. */
export type FileOf<T extends Target> = ReturnType<T['emit']>[number];

/** The project that is converted. */
export interface LoadedProject {
  readonly project: Project;
  readonly loaded: LoadResult;
}

/** How a variation differs from the base: by further Compose files or env files, or by a profile that is on as well. */
export type VariationKind = 'overlay' | 'profile';

/** The project in another form, converted with the same options; it has a report and a ledger of its own. */
export interface Variation {
  readonly kind: VariationKind;
  /** Of the environment, or of the profile. */
  readonly name: string;
  readonly conversion: Conversion;
}

/** One stream, one file with others beside it, or a directory. */
export type Layout = 'stream' | 'file' | 'directory';

/** All that a conversion hands to a target. */
export interface Conversion {
  readonly base: LoadedProject;
  /** Those of the kinds that `Target.variations` names. */
  readonly variations: readonly Variation[];
  readonly options: OptionValues;
  /**
   * `stream` and `file`: as much as can be should appear in the file that `Target.stream` names. To a `stream` nothing else
   * can be written.
   */
  readonly layout: Layout;
  /** Takes what becomes of each use of a key, beyond what the support table says in general. */
  readonly ledger: Ledger;
  /** Takes problems that stop the conversion. */
  readonly report: Report<TargetCode>;
  /** What of the project is secret. */
  readonly secrets: ProjectSecrets;
  /** The only way to the content of the project's files. */
  readonly files: ProjectFiles;
  /** What is known of images by their configuration. */
  readonly images: ImageLookup;
  /** See `ConversionRequest`. */
  readonly salt: string | undefined;
}

/** A command that comes after a conversion. */
export interface NextStep {
  /** What it is for: `build and push the images`. */
  readonly why: string;
  /** Words; `file` is one of the output files, empty for their directory. */
  readonly words: readonly (string | { readonly file: string })[];
}

/** What the next steps are made of. */
export interface Emitted {
  readonly files: readonly OutputFile[];
  readonly project: Project;
  readonly options: OptionValues;
}

/**
 * A format that Transpose writes. Adding one is a folder and a line in `targets.ts`.
 * A target that names its options and what is special about its files hands both types on to who calls `convert`.
 */
export interface Target<
  Options extends readonly TargetOption[] = readonly TargetOption[],
  File extends OutputFile = OutputFile,
> {
  /** As in `-t NAME`. */
  readonly name: string;
  /** One line for `transpose targets`. */
  readonly summary: string;
  readonly options: Options;
  readonly support: SupportTable;
  /** The kinds of variations that it writes; none when left out. */
  readonly variations?: readonly VariationKind[];
  /** The name of the main file when output goes to one stream or `-o FILE`; undefined: a directory is needed. */
  readonly stream?: string;
  /** What has to be done before one text of a file is applied over another: each as a sentence with the line to run. */
  replacing?(before: string, after: string): readonly string[];
  /** The output file with secrets whose head keeps the salt of a conversion, as `# Salt: …`. */
  readonly saltFile?: string;
  /** Project to files. Problems go into the report, uses into the ledger; nothing is thrown. */
  emit(conversion: Conversion): readonly File[];
  /** What to run with the files once they are written, in order. */
  nextSteps?(emitted: Emitted): readonly NextStep[];
}
