import { looksSecret } from '../../../shared/secrets/looks-secret.ts';
import { isNameOfSecret } from '../../../shared/secrets/secret-names.ts';
import { utf8Text } from '../../../shared/bytes/utf8.ts';
import { baseName } from '../../../shared/names/base-name.ts';

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
const keyNames = words(
  'id_rsa id_ed25519 id_ecdsa htpasswd .htpasswd .netrc netrc .pgpass pgpass .npmrc .msmtprc msmtprc sasl_passwd users.acl kubeconfig',
);

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

/** Files that keep a directory in Git, or say how Git and editors treat it. */
const placeholders = words(
  '.gitkeep .keep .gitignore .gitattributes .githold .gitempty .hgkeep .empty .placeholder .dockerignore .ds_store .directory',
);

/** Whether a file stands for a directory that has none: no program reads it. */
export const isPlaceholder = (path: string): boolean => placeholders.has(baseName(path).toLowerCase());

export function isScript(path: string): boolean {
  return scriptSuffixes.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}

/** Suffixes of files that may hold a secret and nothing else: `db_password.txt`, `jwt-secret`. */
const valueSuffixes = words(' txt json yml yaml conf cnf cfg ini properties toml token secret');

/**
 * Whether a file belongs into a Secret: by its name or the folder that it is in, or by a key or password in its text.
 * `path`: relative to the project, or to the directory that is mounted.
 */
export function isSecretFile(path: string, bytes: Uint8Array): boolean {
  if (fileKind(path) === 'key' || /(?:^|\/)\.?secrets?\//i.test(path)) return true;
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  if (valueSuffixes.has(dot > 0 ? name.slice(dot + 1).toLowerCase() : '') && isNameOfSecret(stem)) return true;
  const text = utf8Text(bytes);
  return text !== undefined && looksSecret('', text);
}

/** Whether a file is to be executed: it says so itself, or its first line names an interpreter. */
export function isExecutable(file: { readonly bytes: Uint8Array; readonly executable: boolean }): boolean {
  return file.executable || (file.bytes[0] === 0x23 && file.bytes[1] === 0x21);
}
