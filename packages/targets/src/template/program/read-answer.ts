import type { Path } from '@transpose/core';
import type { Answer, AnswerFile, AnswerRemark, AnswerUse } from './answer.ts';
import { answerVersion } from './answer.ts';

/** Reads what a program wrote; a text says why it is not an answer. */
export function readAnswer(text: string): Answer | string {
  if (text.trim() === '') return 'it wrote nothing to its standard output';
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return `its standard output is not JSON: ${(error as Error).message}`;
  }
  try {
    return answerOf(data);
  } catch (error) {
    if (error instanceof WrongAnswer) return `its answer is wrong: ${error.message}`;
    throw error;
  }
}

class WrongAnswer extends Error {}

function answerOf(data: unknown): Answer {
  const answer = recordOf(data, 'the answer', ['version', 'files', 'errors', 'notes', 'account']);
  if (answer['version'] !== answerVersion)
    throw new WrongAnswer(`version is ${shown(answer['version'])}, and this transpose reads version ${answerVersion}`);
  const account = answer['account'];
  return {
    version: answerVersion,
    files: listOf(answer['files'], 'files', fileOf),
    errors: listOf(answer['errors'] ?? [], 'errors', remarkOf),
    notes: listOf(answer['notes'] ?? [], 'notes', remarkOf),
    ...(account === undefined ? {} : { account: listOf(account, 'account', useOf) }),
  };
}

function fileOf(data: unknown, place: string): AnswerFile {
  const file = recordOf(data, place, ['path', 'content', 'executable', 'secret']);
  return {
    path: textOf(file['path'], `${place}.path`),
    content: textOf(file['content'], `${place}.content`),
    executable: switchOf(file['executable'], `${place}.executable`),
    secret: switchOf(file['secret'], `${place}.secret`),
  };
}

function remarkOf(data: unknown, place: string): AnswerRemark {
  const { message, path, hint } = recordOf(data, place, ['message', 'path', 'hint']);
  return {
    message: textOf(message, `${place}.message`),
    ...(path === undefined ? {} : { path: pathOf(path, `${place}.path`) }),
    ...(hint === undefined ? {} : { hint: textOf(hint, `${place}.hint`) }),
  };
}

function useOf(data: unknown, place: string): AnswerUse {
  const use = recordOf(data, place, ['path', 'becomes', 'field', 'reason', 'instead']);
  const becomes = (['carried', 'approximated', 'dropped'] as const).find((one) => one === use['becomes']);
  if (becomes === undefined)
    throw new WrongAnswer(`${place}.becomes is ${shown(use['becomes'])}: carried, approximated or dropped`);
  const needed = (key: 'field' | 'reason', isNeeded: boolean): string =>
    isNeeded || use[key] !== undefined ? textOf(use[key], `${place}.${key}`) : '';
  return {
    path: pathOf(use['path'], `${place}.path`),
    becomes,
    field: needed('field', becomes !== 'dropped'),
    reason: needed('reason', becomes !== 'carried'),
    ...(use['instead'] === undefined ? {} : { instead: textOf(use['instead'], `${place}.instead`) }),
  };
}

function recordOf(data: unknown, place: string, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new WrongAnswer(`${place} is ${shown(data)}, not an object`);
  const other = Object.keys(data).find((key) => !keys.includes(key));
  if (other !== undefined)
    throw new WrongAnswer(`${place} has ${JSON.stringify(other)}; its keys are ${keys.join(', ')}`);
  return data as Readonly<Record<string, unknown>>;
}

function listOf<T>(data: unknown, place: string, read: (item: unknown, place: string) => T): readonly T[] {
  if (!Array.isArray(data)) throw new WrongAnswer(`${place} is ${shown(data)}, not a list`);
  return data.map((item, index) => read(item, `${place}[${index}]`));
}

function textOf(data: unknown, place: string): string {
  if (typeof data !== 'string') throw new WrongAnswer(`${place} is ${shown(data)}, not a text`);
  return data;
}

function switchOf(data: unknown, place: string): boolean {
  if (data !== undefined && typeof data !== 'boolean')
    throw new WrongAnswer(`${place} is ${shown(data)}, not true or false`);
  return data === true;
}

function pathOf(data: unknown, place: string): Path {
  return listOf(data, place, (step, at) => {
    if (typeof step === 'string' || (typeof step === 'number' && Number.isInteger(step) && step >= 0)) return step;
    throw new WrongAnswer(`${at} is ${shown(step)}, not a key or an index`);
  });
}

/** What is there instead, short: values of a project may be secret. */
function shown(data: unknown): string {
  if (data === undefined) return 'missing';
  if (typeof data === 'number' || typeof data === 'boolean' || data === null) return String(data);
  return Array.isArray(data) ? 'a list' : typeof data === 'string' ? 'a text' : 'an object';
}
