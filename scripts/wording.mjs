/** Looks for phrases that are nobody's English in messages, comments, names of tests and pages, and says what to write. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What is written wrongly, and what to write; `there is no` and `is no longer` are right. */
const phrases = [
  [/\bcan not\b/gi, 'cannot'],
  [/(?<!\bthere )\b(?:is|are) no(?! (?:longer|more|other)\b)(?= [a-z"`'])/gi, 'is not a'],
  [/\bstands?\b(?! (?:for|in for|it|still)\b|-)/gi, 'is, appears, exists'],
  [/\bthe reference\b(?! (?:as|of)\b)/gi, 'Docker Compose'],
  [/\bfor ever\b/gi, 'forever'],
];

const listed = execFileSync('git', ['ls-files', '--', 'packages', 'scripts', 'docs', 'examples', '*.md'], {
  encoding: 'utf8',
});
const files = listed
  .split('\n')
  .filter((file) => /\.(?:ts|mjs|cjs|js|sh|md)$/.test(file) && !/CHANGELOG|wording\.mjs/.test(file));

const found = files.flatMap((file) => {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    phrases.flatMap(([phrase, better]) =>
      [...line.matchAll(phrase)].map(
        ({ 0: text, index: column }) => `${file}:${index + 1}:${column + 1}: "${text}": write "${better}"`,
      ),
    ),
  );
});

for (const line of found) console.error(line);
if (found.length > 0) process.exitCode = 1;
