import { expect, it } from 'vitest';
import { runCommand } from './run.ts';

it.each([
  ['--stdout', ''],
  ['-n prod', '--namespace prod'],
  ['-j --stdout', '--json'],
  ['--pvc-request-size 5Gi', '--volume-size 5Gi'],
  ['--with-kompose-annotation=false --secrets-as-files --generate-network-policies', ''],
  ['--provider kubernetes', ''],
  ['--out - --yaml --indent 4', ''],
  ['--push-image-registry reg.example.com', '--registry reg.example.com'],
])('%s of kompose means %s', (there, here) => {
  const { code, out } = runCommand(`convert ${there}`);
  expect(code).toBe(0);
  expect(out).toBe(runCommand(`convert ${here}`).out);
});

it.each([
  ['--controller daemonSet', 'x-transpose: {kind: KIND}'],
  ['--replicas 3', '--scale SERVICE=N'],
  ['--volumes hostPath', '--bind-mounts'],
  ['--emptyvols', 'write tmpfs'],
  ['--no-interpolate', '-t helm'],
  ['--build local', 'build.sh'],
  ['-c', 'give a directory, as -o DIR/'],
  ['--provider openshift', 'OpenShift takes'],
])('%s is refused with the word for it', (there, word) => {
  const { code, out, err } = runCommand(`convert ${there}`);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(word);
});

it('help does not show them', () => {
  expect(runCommand('convert --help').out).not.toMatch(/--pvc-request-size|--provider|--stdout/);
});
