import { shortHash } from '../bytes/hash.ts';

/**
 * The rule for the names of one kind of thing: `legal` makes any text a legal name of at most `most` characters.
 */
export interface NameRule {
  readonly most: number;
  readonly legal: (text: string) => string;
}

/** How long object names may be: leaves room below 63 for `-published`, a Job's hash, CronJob and StatefulSet suffixes. */
const longestObjectName = 52;

/**
 * The one rule for objects, containers and volumes of a Pod: a DNS-1035 label (it serves Services, the strictest kind)
 * of at most 52 characters. Lower case, illegal runs to `-`, `x-` before anything that does not start with a letter;
 * what is longer is cut and ends in a hash of the whole text.
 *
 * See https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export const objectNames: NameRule = { most: longestObjectName, legal: objectName };

/** Keys of ConfigMaps and Secrets. */
export const configKeys: NameRule = { most: 253, legal: configKey };

export function objectName(text: string): string {
  const label = trimmed(text.replace(/[^a-zA-Z0-9-]+/g, '-').toLowerCase(), /^-+|(?<!-)-+$/g);
  return cut(/^[a-z]/.test(label) ? label : label === '' ? 'x' : `x-${label}`, longestObjectName, text);
}

/** `name` with a suffix that starts with `-`, within `most` characters: the name gives way, and ends in its hash then. */
export function suffixedName(name: string, suffix: string, most = 63): string {
  return cut(name, most - suffix.length, name) + suffix;
}

/** The Namespace of a project: `default` and the cluster's own (`kube-*`) get `-app` appended. */
export function namespaceName(project: string): string {
  const name = objectName(project);
  return name === 'default' || name.startsWith('kube-') ? suffixedName(name, '-app', longestObjectName) : name;
}

/** The key of a ConfigMap or Secret for a file name or path: `conf.d/a b.conf` is `conf.d_a_b.conf`. */
export function configKey(text: string): string {
  const key = text.replace(/[^-._a-zA-Z0-9]+/g, '_').replace(/^\.\.+/, (dots) => '_'.repeat(dots.length));
  return cut(key === '' || key === '.' ? '_' : key, 253, text);
}

/** The value of a label like `text`: at most 63 letters, digits, `-_.`, a letter or digit at both ends; may be empty. */
export function labelValue(text: string): string {
  return cut(trimmed(text.replace(/[^-._a-zA-Z0-9]+/g, '-'), /^[-._]+|(?<![-._])[-._]+$/g), 63, text);
}

/** The `hostname` of a Pod for a host name: its first label, made a DNS-1123 label of at most 63. */
export function podHostname(text: string): string {
  const first = text.replace(/^\.+/, '').split('.', 1)[0] ?? '';
  const label = trimmed(first.replace(/[^a-zA-Z0-9-]+/g, '-').toLowerCase(), /^-+|(?<!-)-+$/g);
  return cut(label === '' ? 'x' : label, 63, first);
}

/** Whether `text` can be a Service's name as it is. */
export function isDns1035Label(text: string): boolean {
  return text.length <= 63 && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text);
}

export function isDns1123Label(text: string): boolean {
  return text.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text);
}

/** Whether `text` is a legal host name with dots, as in `hostAliases` and routes; lower case only. */
export function isDns1123Subdomain(text: string): boolean {
  return text.length <= 253 && /^(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.(?!$)|$))+$/.test(text);
}

export function isLabelValue(text: string): boolean {
  return text.length <= 63 && /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/.test(text);
}

/** Whether `key` can be the key of a label: `[PREFIX/]NAME`, the prefix a DNS subdomain. */
export function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (name.length > 63 || !/^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(name)) return false;
  return slash < 0 || isDns1123Subdomain(key.slice(0, slash));
}

/** Whether `key` can be the key of an annotation: as for labels, but the server looks at it in lower case. */
export function isAnnotationKey(key: string): boolean {
  return isLabelKey(key.toLowerCase());
}

/** Whether `key` can be the key of a ConfigMap or Secret. */
export function isConfigKey(key: string): boolean {
  return key.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(key) && key !== '.' && !key.startsWith('..');
}

/**
 * Which clusters take a name of an environment variable: `always`; `relaxed` from Kubernetes 1.32 (any printable ASCII
 * but `=`); `never`.
 */
export function envNameSupport(name: string): 'always' | 'relaxed' | 'never' {
  if (/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && name !== '.' && !name.startsWith('..')) return 'always';
  return /^[ -<>-~]+$/.test(name) ? 'relaxed' : 'never';
}

/** Whether `name` can be the name of a port: at most 15 of `[a-z0-9-]`, a letter in it, no `-` at the ends or doubled. */
export function isPortName(name: string): boolean {
  return name.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name);
}

export interface PortToName {
  readonly target: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** As the user named it. */
  readonly name?: string | undefined;
}

/**
 * The names of a Service's (or container's) ports, in order: the user's where it is legal and not taken, else
 * `port-8080`, `udp-53`. Ports are unique by protocol and number, so these are unique, too.
 */
export function portNames(ports: readonly PortToName[]): readonly string[] {
  const plain = (port: PortToName) => `${port.protocol === 'tcp' ? 'port' : port.protocol}-${port.target}`;
  const taken = new Set(ports.map(plain));
  return ports.map((port) => {
    const { name } = port;
    if (name === undefined || name === plain(port) || !isPortName(name) || taken.has(name)) return plain(port);
    taken.add(name);
    return name;
  });
}

function trimmed(text: string, ends: RegExp): string {
  return text.replace(ends, '');
}

/** Cuts to `most` characters, the last nine then being `-` and a hash of `whole`. */
function cut(name: string, most: number, whole: string): string {
  return name.length <= most ? name : `${trimmed(name.slice(0, most - 9), /[-._]+$/g)}-${shortHash(whole)}`;
}
