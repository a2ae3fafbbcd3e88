import { expect, test } from 'vitest';
import { composeContext } from '../testing/compose.ts';

const init = '#!/bin/bash\nuntil curl -s db:5984; do sleep 1; done\ncurl -X PUT http://db:5984/_users\n';
const start = '#!/bin/bash\nmkdir -p /x\nexec "$@"\n';

const kindOf = (web: string, files: Readonly<Record<string, string>>, more = '') =>
  composeContext(`services: {web: {image: x, ${web}}}\n${more}`, { files }).context.kinds.get('web');

test.each([
  ['of a shell', 'command: bash /init.sh, volumes: ["./init.sh:/init.sh"]'],
  ['of a shell with options', 'command: sh -eu /init.sh now, volumes: ["./init.sh:/init.sh:ro"]'],
  ['by its own first line', 'entrypoint: /run/init, volumes: ["./init.sh:/run/init"]'],
  ['in a directory', 'entrypoint: ["/scripts/init.sh"], volumes: ["./:/scripts:ro"]'],
  ['from the working directory', 'command: ./init.sh, working_dir: /app, volumes: ["./init.sh:/app/init.sh"]'],
])('a mounted script that ends is a Job: %s', (_, web) => {
  expect(kindOf(web, { 'init.sh': init })).toBe('Job');
  expect(kindOf(web, { 'init.sh': `${init}exec java -jar app.jar\n` })).toBe('Deployment');
  expect(kindOf(web, {})).toBe('Deployment');
});

test('a script of a config counts', () => {
  const web = 'command: sh /init.sh, configs: [{source: init, target: /init.sh}]';
  expect(kindOf(web, { 'init.sh': init }, 'configs: {init: {file: ./init.sh}}')).toBe('Job');
  expect(kindOf(web, {}, 'configs: {init: {content: "mkdir -p /x"}}')).toBe('Job');
});

test.each([
  ['a volume over its directory', 'command: bash /s/init.sh, volumes: ["./:/s", "data:/s/init.sh"]'],
  ['what it is given is run', 'entrypoint: /start.sh, command: ./server, volumes: ["./start.sh:/start.sh"]'],
  ['a program of another language', 'command: /init.py, volumes: ["./init.py:/init.py"]'],
])('nothing is concluded: %s', (_, web) => {
  const files = { 'start.sh': start, 'init.py': '#!/usr/bin/env python3\nmkdir\n', 'init.sh': init };
  expect(kindOf(web, files, 'volumes: {data: {}}')).toBe('Deployment');
});

test.each(['ports: ["8080:8080"]', 'healthcheck: {test: "true"}'])(
  'a script that may run a server before its last command is none with %s',
  (sign) => {
    const web = `command: sh /start.sh, volumes: ["./start.sh:/start.sh"], ${sign}`;
    expect(kindOf(web, { 'start.sh': 'java -jar /app.jar\nrm -f /tmp/lock\n' })).toBe('Deployment');
  },
);
