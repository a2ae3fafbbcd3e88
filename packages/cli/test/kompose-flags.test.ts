import { expect, it } from 'vitest';
import { runCommand } from './run.ts';

it.each([
  ['--stdout', ''],
  ['-n prod', '--namespace prod'],
  ['-j --stdout', '--json'],
  ['--pvc-request-size 5Gi', '--volume-size 5Gi'],
  ['--with-kompose-annotation=false --secrets-as-files --generate-network-policies', ''],
  ['--provider kubernetes', ''],
])('%s of kompose means %s', (there, here) => {
  const { code, out } = runCommand(`convert ${there}`);
  expect(code).toBe(0);
  expect(out).toBe(runCommand(`convert ${here}`).out);
});

it.each([
  ['--controller daemonSet', 'x-transpose: {kind: KIND}'],
  ['--replicas 3', '--scale SERVICE=N'],
  ['--volumes hostPath', '--bind-mounts'],
  ['-c', 'charts are not written yet'],
  ['--provider openshift', 'OpenShift takes'],
])('%s is refused with the word for it', (there, word) => {
  const { code, out, err } = runCommand(`convert ${there}`);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(word);
});

it('help does not show them', () => {
  expect(runCommand('convert --help').out).not.toMatch(/--pvc-request-size|--provider|--stdout/);
});
