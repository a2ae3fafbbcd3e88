import { expect, it } from 'vitest';
import { loadProject, memoryHost } from '@transpose/core';
import { imageBuilders } from './built-images.ts';

function buildersOf(services: string): unknown {
  const source = `name: shop\nservices:\n${services}`;
  const { project } = loadProject(memoryHost({ cwd: '/shop', files: { '/shop/compose.yaml': source } }));
  return project && Object.fromEntries(imageBuilders(project).of);
}

it('finds the service that builds an image by the name of the image, before or after it', () => {
  const services = `
  migrate: { image: 'acme/api:1' }
  api: { image: 'acme/api:1', build: ./app }
  worker: { image: 'acme/api:1' }
  other: { image: 'acme/api:2' }`;
  expect(buildersOf(services)).toEqual({ migrate: 'api', api: 'api', worker: 'api' });
});

it('knows the name that a build without an image gets', () => {
  expect(buildersOf('  api: { build: . }\n  worker: { image: shop-api }')).toEqual({ api: 'api', worker: 'api' });
});

it('builds equal builds once, and others each for itself', () => {
  const services = `
  web: { build: . }
  cron: { build: . }
  debug: { build: { context: ., target: debug } }
  arm: { build: ., platform: linux/arm64 }
  fresh: { build: ., pull_policy: build }`;
  expect(buildersOf(services)).toEqual({ web: 'web', cron: 'web', debug: 'debug', arm: 'arm', fresh: 'fresh' });
});
