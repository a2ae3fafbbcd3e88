import { loadProject, memoryHost } from '@transpose/core';
import { expect, test } from 'vitest';
import { projectSecrets } from './project-secrets.ts';

/** Whether the value of a second variable, whose name says nothing, is hidden where a password has the same. */
function isHiddenElsewhere(value: string): boolean {
  const compose = `services: {db: {image: x, environment: {DB_PASSWORD: ${value}, LINK: ${value}}}}`;
  const loaded = loadProject(memoryHost({ files: { '/shop/compose.yaml': compose }, cwd: '/shop' }));
  return (
    projectSecrets(loaded).spansIn(value, { path: ['services', 'db', 'environment', 'LINK'], name: 'LINK' }).length > 0
  );
}

test.each(['9c75c563-b549-40e6-a0d2-360cf9a962ea', '876d9bcb20ec6d314566547213650cd8'])(
  'what is random is secret under each of its names: %s',
  (value) => {
    expect(isHiddenElsewhere(value)).toBe(true);
  },
);

test.each(['shop', 'shop-admin', 'shop_user_2024', 'db.example.org'])(
  'what people choose is shown where a name does not say that it is secret: %s',
  (value) => {
    expect(isHiddenElsewhere(value)).toBe(false);
  },
);
