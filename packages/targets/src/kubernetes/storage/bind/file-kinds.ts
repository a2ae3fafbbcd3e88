import { looksSecret } from '../../../shared/secrets/looks-secret.ts';
import { utf8Text } from '../../../shared/bytes/utf8.ts';
import { baseName } from '../container-path.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Suffixes of files that configure or script a program. */
const configSuffixes = words(
  'conf cnf cfg config ini yml yaml json json5 jsonc toml xml properties env tmpl template tpl j2 rules list hcl cue ' +
    'sh bash ash zsh py rb pl lua js mjs cjs ts php sql psql cql cypher graphql html htm css md txt csv ' +
    'service socket timer crontab cron policy acl zone hosts map types vcl nginx caddy jsonnet tf ldif xsl xsd plist',
);
const keySuffixes = words(
  'key pem crt cer cert ca-bundle p12 pfx jks keystore truststore kdbx gpg asc htpasswd kubeconfig ovpn',
);
const dataSuffixes = words('db db3 sqlite sqlite3 log mdb rdb');
const scriptSuffixes = words('sh bash ash zsh py rb pl');
/** File names without a suffix that say what they are. */
const configNames = words('caddyfile dockerfile makefile procfile corefile hosts crontab passwd my.cnf');
const keyNames = words('id_rsa id_ed25519 id_ecdsa htpasswd .htpasswd .netrc .pgpass .npmrc kubeconfig');

/** What a file is, by its name alone; undefined: it may as well be a directory. */
export type FileKind = 'config' | 'key' | 'data';

export function fileKind(path: string): FileKind | undefined {
  const name = baseName(path).toLowerCase();
  if (keyNames.has(name) || /^\.env(?:\.|$)/.test(name) || name.endsWith('.env')) return 'key';
  if (configNames.has(name)) return 'config';
  const dot = name.lastIndexOf('.');
  if (dot < 0) return undefined;
  const suffix = name.slice(dot + 1);
  if (keySuffixes.has(suffix)) return 'key';
  if (dataSuffixes.has(suffix)) return 'data';
  return configSuffixes.has(suffix) && dot > 0 ? 'config' : undefined;
}

export function isScript(path: string): boolean {
  return scriptSuffixes.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}

/** Whether a file belongs into a Secret: by its name, or by a key or password in its text. */
export function isSecretFile(path: string, bytes: Uint8Array): boolean {
  if (fileKind(path) === 'key') return true;
  const text = utf8Text(bytes);
  return text !== undefined && looksSecret('', text);
}

/** Whether a file is to be executed: it says so itself, or its first line names an interpreter. */
export function isExecutable(file: { readonly bytes: Uint8Array; readonly executable: boolean }): boolean {
  return file.executable || (file.bytes[0] === 0x23 && file.bytes[1] === 0x21);
}
