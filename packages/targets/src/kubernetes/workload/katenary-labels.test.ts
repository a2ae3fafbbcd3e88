import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { loadProject, memoryHost } from '@transpose/core';
import { convert } from '../../convert.ts';
import { targetNamed } from '../../targets.ts';
import { katenaryRow, katenaryRows } from './katenary-labels.ts';

const page = readFileSync(new URL('../../../../../docs/from-others.md', import.meta.url), 'utf8');

test.each(Object.entries(katenaryRows))('%s has a row in the documentation', (name, { instead }) => {
  expect(page).toContain(`| \`${name}\` | ${instead.replaceAll('|', '\\|')} |`);
});

it('does not become a dead annotation, and says what to write instead', () => {
  const source =
    'services:\n  web:\n    image: nginx\n    labels: {katenary.v3/same-pod: php, example.org/team: shop}\n';
  const host = memoryHost({ cwd: '/shop', files: { '/shop/compose.yaml': source } });
  const { files, account } = convert({ host, loaded: loadProject(host), target: targetNamed('kubernetes')! });
  const text = files.map(({ content }) => content).join('');
  expect(text).not.toContain('katenary');
  expect(text).toContain('example.org/team: shop');
  expect(account.entries.map(({ support }) => support)).toContainEqual({
    kind: 'dropped',
    reason: 'It is a label of Katenary, which is not read',
    instead: katenaryRows['same-pod']?.instead,
    severity: 'breaks',
  });
});

it('names labels of Katenary, and only those', () => {
  expect(katenaryRow('katenary.v3/ignore')?.instead).toContain('kind: none');
  expect(katenaryRow('katenary.v3/new-one')?.instead).toBe('Leave it out');
  expect(katenaryRow('katenary.v3')).toBeUndefined();
  expect(katenaryRow('example.org/ignore')).toBeUndefined();
});
