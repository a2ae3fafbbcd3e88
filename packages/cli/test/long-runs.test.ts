import { loadProject, maskLine, memoryHost } from '@transpose/core';
import { convert, credentialSpans, looksSecret, targetNamed } from '@transpose/targets';
import { expect, test } from 'vitest';

/**
 * Texts that make a careless regular expression look at each place again and again. What is quadratic in them does not
 * end within the time of a test; what is linear is done in a moment.
 */
const runs = {
  letters: 'a',
  capitals: 'A',
  digits: '7',
  hex: 'deadbeef01',
  spaces: ' ',
  dashes: '-',
  dots: 'a.',
  slashes: '/',
  addresses: 'a://',
  users: 'a:b@',
  assignments: 'pw=',
  entries: 'password: x ',
  options: ' --token a',
  quotes: '"',
  brackets: ']',
  dollars: '$2y$',
  tokens: 'eyJ',
  keys: '-----BEGIN ',
  clients: 'curl -u mysql -p ',
  hosts: 'localhost:',
  lines: 'a\n',
} as const;

const filled = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

test.each(Object.entries(runs))('a megabyte of %s ends', (_, unit) => {
  const text = filled(unit, 1_000_000);
  expect(credentialSpans(text).length).toBeLessThan(text.length);
  expect(typeof looksSecret('TEXT', text)).toBe('boolean');
  const line = maskLine({ text, start: 0, end: 1 }, 'text', looksSecret, credentialSpans);
  expect(line.text.length).toBeLessThan(10_000);
});

test.each(Object.entries(runs))('a project full of %s ends', (_, unit) => {
  const value = filled(unit, 60_000).replaceAll('$', '$$$$');
  const service = {
    image: 'x',
    environment: { BLOB: value, DB_PASSWORD: `${value}1` },
    labels: { long: value },
    command: ['x', value],
    healthcheck: { test: ['CMD', 'x', value] },
    configs: ['c'],
  };
  const compose = JSON.stringify({ services: { web: service }, configs: { c: { content: value } } });
  const host = memoryHost({ files: { '/shop/compose.yaml': compose }, cwd: '/shop' });
  const loaded = loadProject(host);
  for (const name of ['kubernetes', 'docker-run', 'systemd', 'quadlet']) {
    const target = targetNamed(name);
    if (!target) throw new Error(name);
    expect(convert({ host, loaded, target }).account.entries.length).toBeGreaterThan(0);
  }
});
