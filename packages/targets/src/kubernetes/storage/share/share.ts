import type { Volume } from '@transpose/core';
import { parseMountOptions } from '@transpose/core';

/** A directory of a file server that Docker's local driver mounts: `type: nfs` or `type: cifs` of `driver_opts`. */
export interface Share {
  readonly kind: 'nfs' | 'smb';
  /** A name or an address, without brackets. */
  readonly server: string;
  /** Of NFS an absolute path, of SMB `SHARE/DIRECTORY`. */
  readonly path: string;
  readonly readOnly: boolean;
  /** What else `o` says, for the mount: `nolock`, `vers=3.0`. */
  readonly options: readonly string[];
  /** Who logs in; empty where nobody is named. */
  readonly login: Readonly<Partial<Record<'username' | 'password' | 'domain', string>>>;
  /** The file on Docker's host that says who logs in. */
  readonly loginFile?: string;
}

const types = new Map<string, Share['kind']>([
  ['nfs', 'nfs'],
  ['nfs4', 'nfs'],
  ['cifs', 'smb'],
  ['smb3', 'smb'],
]);

/** The names that mount.cifs has for each part of a login. */
const loginKeys = new Map<string, 'username' | 'password' | 'domain'>([
  ['username', 'username'],
  ['user', 'username'],
  ['password', 'password'],
  ['pass', 'password'],
  ['domain', 'domain'],
  ['dom', 'domain'],
  ['workgroup', 'domain'],
]);

/** Whether the options of a volume mean a share, be it one that can be read or not. */
export const isShare = (volume: Volume | undefined): boolean =>
  volume !== undefined && !volume.external && types.has(volume.driver_opts['type'] ?? '');

/** The share of a volume; undefined where it is none, or its server or path is not to be found. */
export function shareOf(volume: Volume | undefined): Share | undefined {
  const { type = '', o = '', device = '' } = volume?.driver_opts ?? {};
  const kind = types.get(type);
  if (kind === undefined || !isShare(volume)) return undefined;
  const given = parseMountOptions(o);
  const valueOf = (key: string) => given.findLast((option) => option.key === key)?.value;
  const place = kind === 'nfs' ? ofNfs(device, valueOf('addr')) : ofSmb(device);
  if (place === undefined) return undefined;
  const login: Share['login'] =
    kind === 'nfs'
      ? {}
      : Object.fromEntries(
          given.flatMap(({ key, value }) => {
            const part = loginKeys.get(key);
            return part === undefined ? [] : [[part, value]];
          }),
        );
  const loginFile = kind === 'smb' ? (valueOf('credentials') ?? valueOf('cred')) : undefined;
  const taken = (key: string): boolean =>
    ['addr', 'rw', 'ro', 'credentials', 'cred'].includes(key) || (kind === 'smb' && loginKeys.has(key));
  const options = given.flatMap(({ key, text }) => (taken(key) ? [] : [text]));
  const versioned = type !== 'nfs4' || given.some(({ key }) => key === 'vers' || key === 'nfsvers');
  return {
    kind,
    ...place,
    readOnly: given.findLast(({ key }) => key === 'ro' || key === 'rw')?.key === 'ro',
    options: versioned ? options : [...options, 'nfsvers=4'],
    login,
    ...(loginFile !== undefined && { loginFile }),
  };
}

/** `:/path`, `server:/path`, `[2001:db8::1]:/path`; the address of the options is the one that Docker mounts from. */
function ofNfs(device: string, address: string | undefined): Pick<Share, 'server' | 'path'> | undefined {
  const [, host = '', path] = /^(\[[^\]]*\]|[^:/]*):(\/.*)$/.exec(device) ?? [];
  const server = (address ?? host).replace(/^\[(.*)\]$/, '$1');
  return server === '' || path === undefined ? undefined : { server, path };
}

/** `//server/share/directory`. */
function ofSmb(device: string): Pick<Share, 'server' | 'path'> | undefined {
  if (!/^[/\\]{2}[^/\\]/.test(device)) return undefined;
  const [server = '', ...steps] = device.split(/[/\\]/).filter((step) => step !== '');
  return steps.length === 0 ? undefined : { server, path: steps.join('/') };
}
