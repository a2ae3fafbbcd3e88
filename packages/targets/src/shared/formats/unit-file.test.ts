import { expect, test } from 'vitest';

import { hasManager, loadService } from '../../../test/systemd-manager.ts';
import type { UnitEntry } from './unit-file.ts';
import { printUnit, unitEntry } from './unit-file.ts';

const unit = printUnit({
  header: 'Made by a test.\nSecond line \\',
  sections: [
    { name: 'Unit', entries: [{ key: 'DefaultDependencies', value: 'no' }] },
    { name: 'Empty', entries: [] },
    {
      name: 'Service',
      entries: [
        { key: 'Type', value: 'oneshot' },
        { key: 'Environment', value: 'A=1', comment: 'from compose.yaml:3\r\nrm -rf / \\' },
        { key: 'Environment', value: 'B=2' },
        { key: 'ExecStart', value: ['/bin/echo', '--name "a  b"', '', 'c'] },
      ],
    },
  ],
});

test('prints sections, repeated keys, comments and values over several lines', () => {
  expect(unit).toBe(`# Made by a test.
# Second line \\ .

[Unit]
DefaultDependencies=no

[Service]
Type=oneshot
# from compose.yaml:3
# rm -rf / \\ .
Environment=A=1
Environment=B=2
ExecStart=/bin/echo \\
    --name "a  b" \\
    c
`);
});

test.skipIf(!hasManager)('systemd reads what was meant', () => {
  expect(loadService(unit)).toEqual({ environment: ['A=1', 'B=2'], commands: [['/bin/echo', '--name', 'a  b', 'c']] });
});

test.each(['a\nb', 'a\r', 'a\\'])('an unquoted value is our bug: %j', (value) => {
  expect(() => printUnit({ sections: [{ name: 'Unit', entries: [{ key: 'Description', value }] }] })).toThrow(
    'unquoted',
  );
});

test('takes no misspelt key', () => {
  const entries = [
    unitEntry('RestartSec', '1'),
    // @ts-expect-error
    unitEntry('RestartSecs', '1'),
  ];
  // @ts-expect-error
  const written: UnitEntry = { key: 'PublishPorts', value: '80' };
  expect([...entries, written].map(({ value }) => value)).toEqual(['1', '1', '80']);
});
