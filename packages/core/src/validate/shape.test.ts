import { describe, expect, test } from 'vitest';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';
import { pathText } from '../tree/node.ts';
import { positionOf } from '../tree/source.ts';

function problems(text: string): readonly string[] {
  const { diagnostics } = loadProject(memoryHost({ cwd: '/p', files: { '/p/compose.yaml': text } }));
  return diagnostics.map(({ code, path, span, hint }) => {
    const place = span ? positionOf(span.source, span.start) : undefined;
    return `${place?.line}:${place?.column} ${code} ${pathText(path ?? [])}${hint ? ` (${hint})` : ''}`;
  });
}

const service = (body: string): string => `services:\n  a:\n    image: x\n    ${body}\n`;

describe('what is where', () => {
  test.each([
    [
      'a duration without a unit',
      service('stop_grace_period: 10'),
      '4:24 wrong-type services.a.stop_grace_period (write it with a unit: `10s`, `1m30s`)',
    ],
    ['a misspelt key', service('comand: x'), '4:5 unknown-key services.a.comand (did you mean `command`?)'],
    [
      'a key one level too high',
      service('replicas: 2'),
      '4:5 unknown-key services.a.replicas (`replicas` belongs in `deploy`)',
    ],
    [
      'a key one level too low',
      service('deploy: {ports: ["80"]}'),
      '4:14 unknown-key services.a.deploy.ports (`ports` belongs one level further out)',
    ],
    ['a key of Compose 1', service('net: host'), '4:5 unknown-key services.a.net (write `network_mode` or `networks`)'],
    [
      'a section indented too far',
      'services:\n  a: {image: x}\n  volumes:\n    data: {}\n',
      '4:5 unknown-key services.volumes.data (`volumes` is a section of the top level: move it out of `services`)',
    ],
    [
      'a service indented too little',
      'services:\n  a: {image: x}\nb:\n  image: y\n',
      '3:1 unknown-key b (indent it under `services:`)',
    ],
    [
      'a key of services at the top level',
      `${service('tty: true')}hostname: x\n`,
      '5:1 unknown-key hostname (`hostname` is a key of services: indent it below the one that it belongs to)',
    ],
    [
      'a key of services elsewhere',
      `${service('tty: true')}volumes: {v: {hostname: x}}\n`,
      '5:15 unknown-key volumes.v.hostname',
    ],
    ['a key of nothing', `${service('tty: true')}frobnicate: x\n`, '5:1 unknown-key frobnicate'],
    [
      'a file of version 1',
      'web:\n  image: x\n',
      '1:1 legacy-file web (put a line `services:` before the services and indent them)',
    ],
    ['a list for a string', service('hostname: [x]'), '4:15 wrong-type services.a.hostname'],
    ['nothing where something must be', service('ports:'), '4:5 wrong-type services.a.ports'],
    ['a word of none', service('cgroup: none'), '4:13 invalid-value services.a.cgroup'],
    ['a missing key', service('provider: {options: {a: b}}'), '4:5 missing-key services.a.provider'],
    [
      'a name with a space',
      'services: {"my app": {image: x}}\n',
      '1:12 invalid-name services.my app (names consist of letters, digits, `.`, `_` and `-`)',
    ],
    ['a number that is too large', service('oom_score_adj: 1001'), '4:20 out-of-range services.a.oom_score_adj'],
    ['a repeat', service('security_opt: [a, b, a]'), '4:26 duplicate-item services.a.security_opt[2]'],
    ['a key that must be a mapping below an extension', service('x-a: {image: 5}'), undefined],
    ['no finite number', service('x-a: .inf'), '4:10 invalid-value services.a.x-a'],
  ])('%s', (_name, text, expected) => {
    expect(problems(text)).toEqual(expected === undefined ? [] : [expected]);
  });

  test('all violations are reported at once', () => {
    expect(problems('services:\n  a: {image: [], nope: 1}\n  b: {imagee: x, restart: true}\n')).toHaveLength(4);
  });

  test('a plain number where a string is wanted can be mended by quotes', () => {
    const { diagnostics } = loadProject(memoryHost({ cwd: '/p', files: { '/p/compose.yaml': service('user: 0755') } }));
    expect(diagnostics[0]?.mend?.edits.map(({ text }) => text)).toEqual(['"0755"']);
  });
});
