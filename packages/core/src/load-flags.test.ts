import { describe, expect, it } from 'vitest';
import { configData } from './config/print.ts';
import type { LoadOptions } from './load-options.ts';
import { loadProject } from './load.ts';
import { memoryHost } from './host/memory-host.ts';

function load(text: string, options: LoadOptions = {}, files: Record<string, string> = {}) {
  const result = loadProject(
    memoryHost({ files: { '/p/compose.yaml': text, ...files }, cwd: '/p', env: { X: 'set' } }),
    options,
  );
  const raw = options.interpolate === false;
  const data = result.tree && JSON.parse(JSON.stringify(configData(result.tree, { format: 'json', raw })));
  return { data, codes: result.diagnostics.map(({ code }) => code) };
}

describe('stages that are switched off', () => {
  it('fills in no variable where they stay in the text, not even by bare names', () => {
    const text = 'services: {a: {image: "${X}", environment: {X: }, build: {args: [X, Y=1]}}}';
    expect(load(text, { interpolate: false }).data.services.a).toMatchObject({
      image: '${X}',
      environment: { X: null },
      build: { args: ['Y=1'] },
    });
    expect(load(text).data.services.a).toMatchObject({
      environment: { X: 'set' },
      build: { args: { X: 'set', Y: '1' } },
    });
  });

  it('has networks and volumes that are only named', () => {
    const text = 'services: {a: {image: x, networks: [n], volumes: ["vol:/d"]}}\nnetworks: {n: }\nvolumes: {vol: }';
    expect(load(text, { normalize: false }).data).toMatchObject({
      networks: { n: { ipam: {} } },
      volumes: { vol: {} },
    });
  });

  it('checks nothing without validation', () => {
    const text = 'name: "${NAME}"\nservices: {a: {imagee: x, labels: "$X"}}';
    expect(load(text, { interpolate: false, validation: false }).codes).toEqual([]);
    expect(load(text, { interpolate: false }).codes).not.toEqual([]);
  });
});

describe('odd forms', () => {
  it('keeps spaces in names of labels, and refuses them in names of variables', () => {
    expect(load('services: {a: {image: x, labels: ["A = 1"], sysctls: ["b =1"]}}').data.services.a).toMatchObject({
      labels: { 'A ': ' 1' },
      sysctls: { 'b ': '1' },
    });
    expect(load('services: {a: {image: x, environment: ["A = 1"]}}').codes).toEqual(['invalid-value']);
  });

  it('drops a command that is a date', () => {
    const { data, codes } = load('services: {a: {image: x, command: 2024-01-02}}');
    expect([data.services.a.command, codes]).toEqual([null, ['dropped-value']]);
  });

  it.each(['tmpfs', 'dns_search', 'healthcheck: {test'])('refuses a date as %s', (key) => {
    const text = `services:\n  a:\n    image: x\n    ${key}: 2024-01-02${key.includes('{') ? '}' : ''}\n`;
    expect(load(text).codes).toEqual(['wrong-type']);
  });

  it.each(['build: true', 'depends_on: 5'])('refuses %j in any service of a file that is extended', (entry) => {
    const base = `services: {b: {image: x}, c: {${entry}}}`;
    const { codes } = load('services: {a: {extends: {file: b.yaml, service: b}}}', {}, { '/p/b.yaml': base });
    expect(codes).toEqual(['wrong-type']);
  });
});
