import { expect, test } from 'vitest';
import { knownImageOf, replacesProgram } from './image-facts.ts';
import { composeContext } from '../testing/compose.ts';

const search = { 'search/Dockerfile': 'FROM elasticsearch:8.15.0\nRUN elasticsearch-plugin install x\n' };

test('what a Dockerfile starts from is looked up in the image table, also for an image that another service builds', () => {
  const { context } = composeContext(
    `services:
  search: {build: ./search, image: acme/search}
  again: {image: acme/search}
  other: {image: acme/unknown}`,
    { files: search },
  );
  const known = (name: string) => knownImageOf(context, context.project.services[name]!);
  expect(known('search')).toMatchObject({ dataStore: true, uid: 1000 });
  expect(known('again')).toEqual(known('search'));
  expect(known('other')).toBeUndefined();
  expect(context.ports.of('search').map(({ port, evidence }) => [port, evidence[0]?.kind])).toContainEqual([
    9200,
    'image',
  ]);
});

test('a program in the place of that of the base image serves nothing for certain', () => {
  const { context } = composeContext('services: {backup: {build: ./backup, restart: "no"}}', {
    files: { 'backup/Dockerfile': 'FROM postgres:16\nCOPY backup.sh /\nCMD ["/backup.sh"]\n' },
  });
  expect(replacesProgram(context, context.project.services['backup']!)).toBe(true);
  expect(context.ports.of('backup')[0]?.evidence).toEqual([{ kind: 'base' }]);
  expect(context.kinds.get('backup')).toBe('Job');
});
