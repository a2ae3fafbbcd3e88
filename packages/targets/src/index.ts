export type { TargetCode } from './account/codes.ts';
export { targetCodes } from './account/codes.ts';
export type { ConversionRequest, ConversionResult, LoadedVariation } from './convert.ts';
export { convert } from './convert.ts';
export type { ImageHealthcheck, ImageRecord, ImageRecords } from './shared/images/image-record.ts';
export type { ReadImages } from './shared/images/read-images.ts';
export type { ProjectImage } from './kubernetes/facts/project-images.ts';
export { projectImages } from './kubernetes/facts/project-images.ts';
export { readImages } from './shared/images/read-images.ts';
export type { Account, Ledger, LedgerEntry, LedgerNote } from './account/ledger.ts';
export type { Severity } from './account/severity.ts';
export { severities } from './account/severity.ts';
export type { ProjectFile, ProjectFiles } from './shared/project-files.ts';
export { answerSchema } from './template/program/answer.ts';
export type { KnownSupport, TargetDefinition } from './define-target.ts';
export { defineTarget } from './define-target.ts';
export type { ProgramRun } from './template/program/program-target.ts';
export { programTarget } from './template/program/program-target.ts';
export { clashAmong, pathProblem } from './shared/output-path.ts';
export { objectName } from './shared/names/k8s-name.ts';
export { looksSecret } from './shared/secrets/looks-secret.ts';
export { shellQuoted } from './shared/shell/shell-word.ts';
export type { ProjectSecrets, TextPlace } from './shared/secrets/project-secrets.ts';
export { projectSecrets } from './shared/secrets/project-secrets.ts';
export { credentialSpans } from './shared/secrets/secret-values.ts';
export { serviceHash } from './shared/service-hash.ts';
export { printYaml } from './shared/formats/yaml.ts';
export type { Support, SupportRows, SupportTable } from './account/support.ts';
export { approximated, carried, dropped, resolved } from './account/support.ts';
export type { SupportRow } from './account/support-table.ts';
export { rowAt, rowsOf } from './account/support-table.ts';
export type {
  Conversion,
  Emitted,
  FileOf,
  Layout,
  LoadedProject,
  NextStep,
  OptionsOf,
  OptionValues,
  OutputField,
  OutputFile,
  Target,
  TargetOption,
  Variation,
  VariationKind,
} from './target.ts';
export { targetNamed, targets } from './targets.ts';
export type { BuiltModel } from './template/model/build-model.ts';
export { buildModel } from './template/model/build-model.ts';
export { templateTarget } from './template/index.ts';
export type { TemplateModel } from './template/model/model.ts';
export { templateOptions } from './template/options.ts';
export type { TemplateSources } from './template/read-templates.ts';
export { readTemplates } from './template/read-templates.ts';
export type { Wording } from './account/wording.ts';
export { phrase, wordingOf } from './account/wording.ts';
