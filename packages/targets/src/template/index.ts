import type { Span } from '@transpose/core';
import type { Conversion, OutputFile, Target } from '../target.ts';
import { buildModel } from './model/build-model.ts';
import { setOptions, templateOptions } from './options.ts';
import { clashAmong, nameProblem } from '../shared/output-path.ts';
import { closedMode } from '../shared/secrets/closed-mode.ts';
import type { Sheet } from './output.ts';
import { sheetText } from './output.ts';
import type { TemplateSources } from './read-templates.ts';
import { createReads } from './reads.ts';
import type { Ref } from './ref.ts';
import { renderTemplate } from './render.ts';
import type { RenderedFile, Run, Template } from './run.ts';
import { createRun } from './run.ts';
import { rootShape } from './model/shape.ts';
import { support } from './support.ts';
import type { Parsed, TemplateParser } from './syntax/syntax.ts';
import { loadParser, parseTemplate } from './syntax/syntax.ts';
import { makesFiles } from './syntax/makes-files.ts';
import { optionNames } from './syntax/option-names.ts';

/** The target that a directory of templates is. Loads the parser of handlebars. */
export async function templateTarget(sources: TemplateSources): Promise<Target> {
  return targetOf(sources, await loadParser());
}

function targetOf(sources: TemplateSources, parser: TemplateParser): Target {
  const parse = (texts: TemplateSources['templates']): ReadonlyMap<string, Parsed> =>
    new Map([...texts].map(([name, source]) => [name, parseTemplate(parser, source)]));
  const templates = parse(sources.templates);
  const partials = parse(sources.partials);
  const [only, ...others] = templates.keys();
  const single = only !== undefined && others.length === 0 && !makesFiles(templates.get(only), partials);
  return {
    name: `template:${sources.name}`,
    summary: `The templates in ${sources.name}`,
    options: templateOptions,
    get support() {
      return support();
    },
    ...(single ? { stream: only } : {}),
    emit: (conversion) => emit(conversion, templates, partials),
  };
}

function emit(
  conversion: Conversion,
  templates: ReadonlyMap<string, Parsed>,
  partials: ReadonlyMap<string, Parsed>,
): readonly OutputFile[] {
  const { report, ledger, base } = conversion;
  for (const parsed of [...templates.values(), ...partials.values()]) {
    if (!parsed.ok) report.add({ code: 'template-syntax', message: parsed.message, span: parsed.span });
  }
  const options = setOptions(conversion.options, report);
  if (report.failed) return [];

  const { model, sources, secretPaths, secretValues } = buildModel(
    base.project,
    base.loaded,
    options,
    conversion.secrets,
  );
  const root: Ref = { value: model, at: [], shape: rootShape };
  const reads = createReads(base.loaded, sources, secretPaths);
  const run = createRun({ root, sources, partials: readable(partials), reads, report });
  const files: RenderedFile[] = [];
  for (const [name, parsed] of templates) {
    if (!parsed.ok) continue;
    const sheet = renderTemplate(run, parsed);
    if (!sheet) return [];
    if (!makesFiles(parsed, partials)) files.push(ownFile(name, sheet));
    else refuseStrayText(run, parsed, sheet);
  }
  files.push(...run.files);
  checkNames(run, files);
  checkOptions(run, Object.keys(options), [...templates.values(), ...partials.values()]);
  reads.tell(ledger);
  const modeOf = closedMode(secretValues, conversion.secrets);
  return files.map((file) => ({ path: file.path, content: file.content, mode: modeOf(file) }));
}

const ownFile = (path: string, sheet: Sheet): RenderedFile => ({
  path,
  content: sheetText(sheet),
  executable: false,
  secret: sheet.secret,
});

function readable(partials: ReadonlyMap<string, Parsed>): ReadonlyMap<string, Template> {
  return new Map([...partials].flatMap(([name, parsed]) => (parsed.ok ? [[name, parsed] as const] : [])));
}

/** A template that makes files has no other place for text. */
function refuseStrayText(run: Run, { source }: Template, sheet: Sheet): void {
  const text = sheetText(sheet).trim();
  if (text === '') return;
  const [line = ''] = text.split('\n', 1);
  const start = Math.max(0, source.text.indexOf(line));
  const span: Span = { source, start, end: start + (source.text.includes(line) ? line.length : 0) };
  run.report.add({
    code: 'template-use',
    message: 'this text goes into no file: the template writes files with {{#file}}, and this is outside of them',
    span,
  });
}

/** An option that no template asks for is a slip of the pen. */
function checkOptions({ report }: Run, given: readonly string[], templates: readonly Parsed[]): void {
  const known = optionNames(templates);
  if (known === undefined) return;
  for (const name of given) {
    if (known.has(name)) continue;
    const hint = known.size === 0 ? 'they read none' : `they read ${[...known].join(', ')}`;
    report.add({ code: 'bad-option', message: `--set ${name}: no template reads such an option`, hint });
  }
}

function checkNames({ report }: Run, files: readonly RenderedFile[]): void {
  const clashes = clashAmong(files.map(({ path }) => path));
  for (const [index, { path, span }] of files.entries()) {
    const problem = nameProblem(path) ?? clashes.get(index);
    if (problem === undefined) continue;
    report.add({ code: 'template-use', message: `cannot write "${path}": ${problem}`, ...(span ? { span } : {}) });
  }
}
