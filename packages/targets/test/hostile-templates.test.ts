import { execFileSync } from 'node:child_process';
import hcl from 'hcl2-parser';
import { marked } from 'marked';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderTemplates } from '../src/template/testing.ts';
import { variablesOf } from './engine-calls.ts';
import { composeText, escaped, metacharacterGroups } from './hostile-text.ts';
import { hasManager, loadService, startedWord } from './systemd-manager.ts';

const compose = composeText({
  name: 'shop',
  services: {
    web: {
      image: 'registry.example/web:1',
      environment: Object.fromEntries(metacharacterGroups.map((text, index) => [`V${index}`, escaped(text)])),
    },
  },
});

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const withoutEntities = (html: string): string =>
  html.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name = '') =>
    code === undefined ? (entities[name] ?? '') : String.fromCodePoint(Number(code)),
  );

interface Reader {
  /** The file that a template writes: what comes before and behind each value. */
  readonly line: string;
  /** The values that the reader of the format has. */
  readonly read: (file: string) => readonly unknown[];
  /** What the format cannot keep of a text. */
  readonly kept?: (text: string) => string;
}

/** Each helper that writes a value in a syntax, with a program that reads it. */
const readers: Readonly<Record<string, Reader>> = {
  shell: {
    line: `printf '%s\\0' {{shell this}}\n`,
    read: (file) => execFileSync('sh', ['-c', file], { encoding: 'utf8' }).split('\0').slice(0, -1),
  },
  'shell-comment': {
    line: '{{shell-comment this}}\necho x\n',
    read: (file) => execFileSync('sh', ['-c', file], { encoding: 'utf8' }).split('\n').slice(0, -1),
    kept: () => 'x',
  },
  yaml: { line: '- {{yaml this}}\n', read: (file) => parse(file) as readonly unknown[] },
  'yaml-block': {
    line: '-\n  a: {{yaml-block this 4}}\n',
    read: (file) => (parse(file) as { a: unknown }[]).map(({ a }) => a),
  },
  json: { line: '{{json this}},\n', read: (file) => JSON.parse(`[${file.replace(/,\n$/, '')}]`) as readonly unknown[] },
  hcl: {
    line: 'block { a = {{hcl this}} }\n',
    read(file) {
      const [data] = hcl.parseToObject(file) as [{ block: { a: unknown }[] }];
      return data.block.map(({ a }) => a);
    },
  },
  systemd: {
    line: 'ExecStart=/bin/echo {{systemd this}}\n',
    read: (file) =>
      loadService(`[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\n${file}`).commands.map((words) =>
        startedWord(words[1] ?? ''),
      ),
  },
  'env-line': {
    line: '{{env-line @key this}}\n',
    read: (file) =>
      metacharacterGroups
        .map((_, index) => variablesOf(file).find((one) => one.startsWith(`V${index}=`)) ?? '')
        .map((one) => one.slice(one.indexOf('=') + 1)),
  },
  markdown: {
    line: '| {{markdown this}} |\n',
    read(file) {
      const html = marked.parse(`| a |\n| - |\n${file}`) as string;
      return [...html.matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell = '']) =>
        withoutEntities(cell.replaceAll('<br>', '\n')),
      );
    },
  },
  base64: {
    line: '{{base64 this}}\n',
    read: (file) =>
      file
        .trim()
        .split('\n')
        .map((one) => Buffer.from(one, 'base64').toString()),
  },
};

const named = hasManager ? Object.entries(readers) : Object.entries(readers).filter(([name]) => name !== 'systemd');

test.each(named)('the helper %s writes what its reader reads as the same text', async (name, { line, read, kept }) => {
  const template = `{{#each services.web.environment}}${line}{{/each}}`;
  const { texts, problems } = await renderTemplates({ [`${name}.txt.hbs`]: template }, { compose });
  expect(problems).toEqual([]);
  const [file = ''] = Object.values(texts).map(String);
  expect(read(file)).toEqual(metacharacterGroups.map((text) => kept?.(text) ?? text));
});
