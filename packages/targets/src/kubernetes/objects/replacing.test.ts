import { loadProject, memoryHost } from '@transpose/core';
import { expect, test } from 'vitest';
import { convert } from '../../convert.ts';
import { kubernetes } from '../index.ts';
import { replacedServices } from './replacing.ts';

const fileOf = (compose: string): string => {
  const host = memoryHost({ files: { '/shop/compose.yaml': compose }, cwd: '/shop' });
  const { files } = convert({ host, loaded: loadProject(host), target: kubernetes });
  return files.find(({ path }) => path === 'b.yaml')?.content ?? '';
};

test('an edit of one service that gives another an address is named, with the line that makes way', () => {
  const before = fileOf('services: {a: {image: a:1}, b: {image: b:1}}');
  const after = fileOf('services: {a: {image: a:1, environment: {URL: "http://b:8080/"}}, b: {image: b:1}}');
  expect(replacedServices(before, after)).toEqual([
    'The Service "b" is no longer headless, and kubectl apply cannot change its address: run kubectl -n shop delete service b first',
  ]);
  expect(replacedServices(after, before)[0]).toContain('becomes headless');
  expect(replacedServices(after, after)).toEqual([]);
});
