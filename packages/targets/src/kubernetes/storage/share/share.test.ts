import { expect, it } from 'vitest';
import { shareOf } from './share.ts';

const volume = (driver_opts: Readonly<Record<string, string>>) => ({
  name: 'v',
  external: false,
  driver_opts,
  labels: {},
  extensions: {},
});

it.each([
  [{ type: 'nfs', o: 'addr=10.0.0.1', device: ':/x' }, 'nfs 10.0.0.1 /x rw'],
  [{ type: 'nfs', o: 'addr=10.0.0.1,ro, soft ,,timeo=10', device: ':/x y' }, 'nfs 10.0.0.1 /x y ro soft timeo=10'],
  [{ type: 'nfs', o: 'ro,rw', device: 'nas:/x' }, 'nfs nas /x rw'],
  [{ type: 'nfs', o: 'addr=10.0.0.1', device: 'nas:/x' }, 'nfs 10.0.0.1 /x rw'],
  [{ type: 'nfs', device: '[2001:db8::1]:/x' }, 'nfs 2001:db8::1 /x rw'],
  [{ type: 'nfs4', o: 'addr=nas', device: ':/' }, 'nfs nas / rw nfsvers=4'],
  [{ type: 'nfs4', o: 'addr=nas,vers=4.2', device: ':/' }, 'nfs nas / rw vers=4.2'],
  [
    { type: 'cifs', o: 'user=u,pass=a=b,dom=D,vers=3', device: '\\\\nas\\share\\a' },
    'smb nas share/a rw vers=3 username=u password=a=b domain=D',
  ],
  [{ type: 'cifs', o: 'cred=/root/.smb', device: '//nas/share/' }, 'smb nas share rw from /root/.smb'],
])('reads %j', (options, expected) => {
  const share = shareOf(volume(options as Record<string, string>));
  const login = Object.entries(share?.login ?? {}).map(([key, value]) => `${key}=${value}`);
  const words = [
    share?.kind,
    share?.server,
    share?.path,
    share?.readOnly ? 'ro' : 'rw',
    ...(share?.options ?? []),
    ...login,
  ];
  expect([...words, ...(share?.loginFile === undefined ? [] : [`from ${share.loginFile}`])].join(' ')).toBe(expected);
});

it.each([
  { type: 'nfs', device: '/x' },
  { type: 'nfs', device: ':/x' },
  { type: 'nfs', o: 'addr=nas', device: 'x' },
  { type: 'cifs', device: 'nas/share' },
  { type: 'cifs', device: '//nas' },
  { type: 'ext4', device: '/dev/sda' },
  {},
])('finds no share in %j', (options) => {
  expect(shareOf(volume(options as Record<string, string>))).toBeUndefined();
});

it('leaves volumes that exist already to the cluster', () => {
  const share = { ...volume({ type: 'nfs', o: 'addr=nas', device: ':/x' }), external: true };
  expect(shareOf(share)).toBeUndefined();
});
