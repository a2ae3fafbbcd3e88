import type { Path, Report, Service } from '@transpose/core';
import type { TargetCode } from '../codes.ts';

/** `x-transpose` of a service: what has no Compose word. All fields may be absent. */
export interface ServiceSettings {
  /** Kind of the workload; `none`: the service is left out. */
  readonly kind?: (typeof kinds)[number];
  /** Type of the Service for published ports. */
  readonly expose?: (typeof exposures)[number];
  /** Size of the claims that only this service uses: a quantity. */
  readonly size?: string;
  readonly accessMode?: (typeof accessModes)[number];
  readonly storageClass?: string;
  /** An existing ServiceAccount, whose token the Pod gets. */
  readonly serviceAccount?: string;
  /** Of a CronJob: `0 3 * * *`. */
  readonly schedule?: string;
  /** Secrets with the credentials of registries. */
  readonly pullSecrets?: readonly string[];
  /** Copy what the image has at the path of a volume into an empty claim, as Docker does. */
  readonly populate?: boolean;
}

const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'none'] as const;
const exposures = ['load-balancer', 'node-port', 'none'] as const;
const accessModes = ['ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOncePod'] as const;

/** The keys and what they take: a list of choices, or a type. */
const rules: { readonly [K in keyof Required<ServiceSettings>]: readonly string[] | 'text' | 'texts' | 'flag' } = {
  kind: kinds,
  expose: exposures,
  size: 'text',
  accessMode: accessModes,
  storageClass: 'text',
  serviceAccount: 'text',
  schedule: 'text',
  pullSecrets: 'texts',
  populate: 'flag',
};

/** Reads `x-transpose` of a service; what is wrong is reported and left out. Keys may be written `access-mode`, too. */
export function settingsOf(service: Service, report: Report<TargetCode>): ServiceSettings {
  const written = service.extensions['x-transpose'];
  const path: Path = ['services', service.name, 'x-transpose'];
  if (written === undefined || written === null) return {};
  if (typeof written !== 'object' || Array.isArray(written)) {
    report.add({ code: 'illegal-value', message: 'x-transpose must be a mapping', path });
    return {};
  }
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(written)) {
    const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const rule = Object.hasOwn(rules, key) ? rules[key as keyof ServiceSettings] : undefined;
    const problem = rule === undefined ? `x-transpose has no key "${name}"` : wrong(name, value, rule);
    if (problem === undefined) settings[key] = value;
    else {
      const known = rule === undefined ? { hint: `the keys are ${Object.keys(rules).join(', ')}` } : {};
      report.add({ code: 'illegal-value', message: problem, path: [...path, name], ...known });
    }
  }
  return settings as ServiceSettings;
}

function wrong(name: string, value: unknown, rule: readonly string[] | 'text' | 'texts' | 'flag'): string | undefined {
  if (rule === 'flag') return typeof value === 'boolean' ? undefined : `${name} must be true or false`;
  if (rule === 'text') return typeof value === 'string' && value !== '' ? undefined : `${name} must be a text`;
  if (rule === 'texts') {
    return Array.isArray(value) && value.every((item) => typeof item === 'string')
      ? undefined
      : `${name} must be a list of texts`;
  }
  return rule.includes(String(value)) ? undefined : `${name} must be one of ${rule.join(', ')}`;
}
