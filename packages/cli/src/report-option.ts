import { Option } from 'commander';
import { UsageError } from './usage-error.ts';

/** Forms of the report: words for people, one JSON document, SARIF 2.1.0, Code Quality of GitLab, Markdown. */
export type ReportForm = 'text' | 'json' | 'sarif' | FileForm;
/** Forms that only files have. */
export type FileForm = 'gitlab' | 'md';

/** A report that goes into a file. */
export interface ReportFile {
  readonly form: Exclude<ReportForm, 'text'>;
  readonly path: string;
}

/** What all `--report` of a command line ask for. */
export interface Reports {
  /** On standard error. */
  readonly form?: 'text' | 'json' | 'sarif';
  readonly files: readonly ReportFile[];
}

const onStandardError = ['text', 'json', 'sarif'] as const;
const inFiles = ['json', 'sarif', 'gitlab', 'md'] as const;

/** `--report FORM` for standard error and `--report FORM=FILE`, which may be given several times. */
export const reportOption = (): Option =>
  new Option(
    '--report <FORM>',
    'form of the report on standard error (text, json, sarif), or FORM=FILE: json, sarif, gitlab or md into a file (repeatable)',
  ).argParser((text: string, earlier: Reports | undefined): Reports | undefined => {
    const before = earlier ?? { files: [] };
    const at = text.indexOf('=');
    if (at < 0) {
      const form = onStandardError.find((one) => one === text);
      if (form === undefined)
        throw new UsageError(`--report ${text}: choose one of ${onStandardError.join(', ')}, or FORM=FILE`);
      return { ...before, form };
    }
    const form = inFiles.find((one) => one === text.slice(0, at));
    const path = text.slice(at + 1);
    if (form === undefined || path === '')
      throw new UsageError(`--report ${text}: write FORM=FILE with one of the forms ${inFiles.join(', ')}`);
    return { ...before, files: [...before.files, { form, path }] };
  });

/** The reports that are before and after the name of the command, as one. */
export function joinReports(before: Reports | undefined, after: Reports | undefined): Reports {
  const form = after?.form ?? before?.form;
  return { ...(form === undefined ? {} : { form }), files: [...(before?.files ?? []), ...(after?.files ?? [])] };
}
