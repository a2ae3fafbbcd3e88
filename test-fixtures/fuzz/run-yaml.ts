import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { randomFrom } from './random.ts';
import type { YamlForm } from './yaml-form.ts';
import { yamlFormOf } from './yaml-form.ts';
import { yamlText } from './yaml-texts.ts';

/** A text, and what go-yaml reads in it; null when it refuses the text. */
export type YamlAnswer = readonly [text: string, documents: readonly YamlForm[] | null];

/** Answers of go-yaml that were recorded, for machines without Go. */
export function recordedAnswers(fixtures: string): readonly YamlAnswer[] {
  return JSON.parse(readFileSync(resolve(fixtures, 'yaml/answers.json'), 'utf8')) as YamlAnswer[];
}

/** Those that our reader gives otherwise. */
export function unlikeAnswers(answers: readonly YamlAnswer[]): readonly YamlAnswer[] {
  return answers.filter(([text, documents]) => JSON.stringify(yamlFormOf(text)) !== JSON.stringify(documents));
}

/**
 * `npm run fuzz -- yaml COUNT [SEED] [--write]`: generated texts, each of which our reader and go-yaml must read alike.
 * It takes Go, which builds a small program with go-yaml. `--write` records the answers for the tests.
 */
export function runYaml(words: readonly string[], root: string): number {
  const [count = 10_000, first = 1] = words.filter((word) => word !== '--write').map(Number);
  if (!Number.isInteger(count) || !Number.isInteger(first)) {
    console.error('use: npm run fuzz -- yaml COUNT [SEED] [--write]');
    return 2;
  }
  const texts = Array.from({ length: count }, (_, index) => yamlText(randomFrom((first + index) % 2 ** 31)));
  const answers = goAnswers(texts, root);
  if (!answers) return 1;
  const unlike = unlikeAnswers(answers);
  for (const [text, documents] of unlike.slice(0, 10)) {
    console.log(JSON.stringify(text));
    console.log(`  go-yaml: ${JSON.stringify(documents)}\n  ours:    ${JSON.stringify(yamlFormOf(text))}`);
  }
  if (words.includes('--write') && unlike.length === 0) {
    const lines = answers.map((answer) => JSON.stringify(answer)).join(',\n');
    writeFileSync(resolve(root, 'test-fixtures/yaml/answers.json'), `[\n${lines}\n]\n`);
  }
  const read = answers.filter(([, documents]) => documents !== null).length;
  console.log(`${count} texts: ${read} read by go-yaml, ${count - read} refused`);
  console.log(`${count - unlike.length} passed, ${unlike.length} failed`);
  return unlike.length === 0 ? 0 : 1;
}

function goAnswers(texts: readonly string[], root: string): readonly YamlAnswer[] | undefined {
  const program = resolve(root, 'node_modules/.cache/transpose/go-yaml');
  mkdirSync(resolve(program, '..'), { recursive: true });
  const built = spawnSync('go', ['build', '-o', program, '.'], {
    cwd: resolve(root, 'test-fixtures/fuzz/go-yaml'),
    encoding: 'utf8',
  });
  if (built.status !== 0) {
    console.error(`go-yaml cannot be built: ${built.error?.message ?? built.stderr.trim()}`);
    return undefined;
  }
  const input = texts.map((text) => `${JSON.stringify(text)}\n`).join('');
  const { stdout } = spawnSync(program, { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  const lines = stdout.trimEnd().split('\n');
  return texts.map((text, index) => [text, JSON.parse(lines[index] ?? 'null') as YamlAnswer[1]]);
}
