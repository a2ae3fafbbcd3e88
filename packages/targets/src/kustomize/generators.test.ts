import { loadProject, memoryHost } from '@transpose/core';
import { expect, test } from 'vitest';
import { convert } from '../convert.ts';
import { kustomize } from './index.ts';

test('texts that a patch adds to a Secret are in the files of its generator', () => {
  const compose = `name: shop
services:
  web:
    image: x
    environment: { DB_PASSWORD: correct-horse }
    x-transpose: { patches: { Secret/web-env: { stringData: { ADDED: battery-staple } } } }
`;
  const host = memoryHost({ cwd: '/p', files: { '/p/compose.yaml': compose } });
  const { files } = convert({ host, loaded: loadProject(host), target: kustomize });
  const holding = (text: string) => files.flatMap(({ path, content }) => (content.includes(text) ? [path] : []));
  expect(holding('battery-staple')).toEqual(holding('correct-horse'));
  expect(holding('battery-staple')).toHaveLength(1);
});
