import { buildModel } from '../model/build-model.ts';
import { setOptions, templateOptions } from '../options.ts';
import { closedMode } from '../../shared/secrets/closed-mode.ts';
import { clashAmong, nameProblem } from '../../shared/output-path.ts';
import { dropped } from '../../account/support.ts';
import type { Conversion, OutputFile, Target } from '../../target.ts';
import type { Answer, AnswerFile, AnswerUse } from './answer.ts';
import { fullTable } from '../../define-target.ts';
import { readAnswer } from './read-answer.ts';

/** What became of a run of the program: its standard output, or why there is none. */
export type ProgramRun = { readonly output: string } | { readonly problem: string };

/**
 * A target that is a program: it gets the model of the project (`transpose config --format model`) as JSON, and answers
 * with files as JSON (`answer.ts`).
 */
export function programTarget(name: string, run: (input: string) => ProgramRun): Target {
  return {
    name,
    summary: `The program ${name}`,
    options: templateOptions,
    support: fullTable({}, dropped(`${name} does not say that it reads it`)),
    emit: (conversion) => emit(name, run, conversion),
  };
}

function emit(name: string, run: (input: string) => ProgramRun, conversion: Conversion): readonly OutputFile[] {
  const { base, secrets, report } = conversion;
  const options = setOptions(conversion.options, report);
  if (report.failed) return [];
  const { model, secretValues } = buildModel(base.project, base.loaded, options, secrets);
  const ran = run(`${JSON.stringify(model)}\n`);
  const answer = 'problem' in ran ? ran.problem : readAnswer(ran.output);
  if (typeof answer === 'string') {
    report.add({ code: 'failed-program', message: `${name}: ${answer}` });
    return [];
  }
  tell(name, answer, conversion);
  checkNames(name, answer.files, conversion);
  const modeOf = closedMode(secretValues, secrets);
  return report.failed
    ? []
    : answer.files.map((file) => ({ path: file.path, content: file.content, mode: modeOf(file) }));
}

/** What the program says of its work. */
function tell(name: string, { errors, notes, account }: Answer, { base, ledger, report }: Conversion): void {
  for (const { message, path, hint } of errors)
    report.add({
      code: 'failed-program',
      message: `${name}: ${message}`,
      ...(path && { path }),
      ...(hint !== undefined && { hint }),
    });
  for (const { message, path, hint } of notes)
    ledger.note(`${name}: ${hint === undefined ? message : `${message}; ${hint}`}`, path);
  for (const use of account ?? []) tellUse(use, ledger);
  if (account) return;
  const silent = 'the program does not say what it makes of it';
  for (const section of base.loaded.tree?.entries.keys() ?? [])
    ledger.approximated([section], 'the input of the program', silent, undefined, 'cosmetic');
}

function tellUse({ path, becomes, field, reason, instead }: AnswerUse, ledger: Conversion['ledger']): void {
  if (becomes === 'carried') ledger.carried(path, field);
  else if (becomes === 'approximated') ledger.approximated(path, field, reason, instead);
  else ledger.dropped(path, reason, instead);
}

function checkNames(name: string, files: readonly AnswerFile[], { report }: Conversion): void {
  const clashes = clashAmong(files.map(({ path }) => path));
  for (const [index, { path }] of files.entries()) {
    const problem = nameProblem(path) ?? clashes.get(index);
    if (problem !== undefined)
      report.add({ code: 'failed-program', message: `${name} cannot write "${path}": ${problem}` });
  }
}
