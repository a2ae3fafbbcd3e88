/**
 * Judges every regular expression of the packages: each is linear in the text that it reads, or is listed with a reason
 * in expressions.json. What was judged linear is kept there too, so that only new expressions take time.
 * `npm run expressions -- --write` judges and records; without it, the check only fails on what is not recorded.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';
import { check } from 'recheck';

const list = new URL('expressions.json', import.meta.url);
const { excepted, composed, linear } = JSON.parse(readFileSync(list, 'utf8'));
const write = process.argv.includes('--write');

/** @type {Map<string, { pattern: string, flags: string, place: string }>} */
const found = new Map();
/** Files that compose expressions of strings, and how many. */
const composing = {};

const isSource = (file) => /^[^/]+\/src\/.*\.ts$/.test(file) && !/\.(?:test|d)\.ts$|\/testing[/.-]/.test(file);
for (const file of readdirSync('packages', { recursive: true })
  .filter(isSource)
  .toSorted((one, other) => (one < other ? -1 : 1))) {
  const text = readFileSync(`packages/${file}`, 'utf8');
  const visitor = new Visitor({
    Literal({ regex, start }) {
      if (!regex) return;
      const { pattern, flags } = regex;
      found.set(`/${pattern}/${flags}`, {
        pattern,
        flags,
        place: `${file}:${text.slice(0, start).split('\n').length}`,
      });
    },
    NewExpression({ callee }) {
      if (callee.name === 'RegExp') composing[file] = (composing[file] ?? 0) + 1;
    },
  });
  visitor.visit(parseSync(file, text).program);
}

const problems = [];
const judged = new Set(linear);
for (const [name, { pattern, flags, place }] of found) {
  if (judged.has(name) || Object.hasOwn(excepted, name)) continue;
  // One at a time, so that the others do not use up its time.
  const { status, complexity, error, attack } = await check(pattern, flags, { timeout: 20_000 });
  if (status === 'safe') judged.add(name);
  else
    problems.push(
      `${place}: ${name} is ${complexity?.summary ?? `not judged: ${error?.kind}`} ${attack?.pattern ?? ''}`,
    );
  if (status === 'safe' && !write)
    problems.push(`${place}: ${name} is linear; record it: npm run expressions -- --write`);
}
for (const name of Object.keys(excepted))
  if (!found.has(name)) problems.push(`expressions.json: ${name} is not used any more`);
for (const [file, count] of Object.entries(composing))
  if (composed[file]?.count !== count)
    problems.push(`${file}: ${count} composed expressions; judge them, and list them`);
for (const file of Object.keys(composed))
  if (!composing[file]) problems.push(`expressions.json: ${file} composes none`);

if (write) {
  const kept = [...judged].filter((name) => found.has(name)).toSorted((a, b) => (a < b ? -1 : 1));
  writeFileSync(list, `${JSON.stringify({ excepted, composed, linear: kept }, null, 2)}\n`);
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
console.log(
  `${found.size} regular expressions: ${found.size - Object.keys(excepted).length} linear, the others excepted`,
);
