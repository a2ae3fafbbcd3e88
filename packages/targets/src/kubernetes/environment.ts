import type { Path, Service } from '@transpose/core';
import { base64 } from '../shared/base64.ts';
import { escapeDollar } from '../shared/k8s-dollar.ts';
import { configKeys, envNameSupport } from '../shared/k8s-name.ts';
import { NameTable } from '../shared/name-table.ts';
import type { Environments, KubernetesContext, ServiceEnvironment } from './context.ts';
import { objectMeta } from './metadata.ts';
import type { ConfigMap, EnvVar, Secret } from './objects.ts';

/** From this version on a name may hold any printable ASCII character but `=`. */
const relaxedNamesSince = 32;

/** The environment of a service with what goes into objects, by their keys. */
interface SplitEnvironment extends ServiceEnvironment {
  readonly secretData: ReadonlyMap<string, string>;
  readonly configData: ReadonlyMap<string, string>;
  /** The variable of each key of the ConfigMap. */
  readonly configNames: ReadonlyMap<string, string>;
}

/** `environment` (with `env_file` resolved) of all services: plain entries, and Secrets for what looks secret. */
export function environmentsOf(context: KubernetesContext): Environments {
  const { project, pods, names } = context;
  const split = new Map(pods.emitted.map((service) => [service.name, splitEnvironment(context, service)]));
  const empty: ServiceEnvironment = { env: [], secretValues: new Map(), plainValues: new Map() };
  return {
    of: (service) => split.get(service) ?? empty,
    objects(scripts, texts) {
      return Object.keys(project.services).flatMap((service): readonly (ConfigMap | Secret)[] => {
        const found = split.get(service);
        if (!found) return [];
        // A plain value with a secret in it stands in the container, with the variable that holds the secret.
        const open = new Map(
          [...found.configData].filter(([key, value]) => {
            const name = found.configNames.get(key) ?? key;
            return !texts.of(service).holdsSecret(value, { path: ['services', service, 'environment', name], name });
          }),
        );
        const secret = new Map([
          ...found.secretData,
          ...texts.addedTo(service),
          ...Object.entries(scripts.get(service) ?? {}),
        ]);
        return [
          ...(open.size > 0
            ? [configMapOf(context, names.environmentConfigMap(service), names.service(service), open)]
            : []),
          ...(secret.size > 0
            ? [secretOf(context, names.environmentSecret(service), names.service(service), secret)]
            : []),
        ];
      });
    },
  };
}

function splitEnvironment(context: KubernetesContext, service: Service): SplitEnvironment {
  const env: EnvVar[] = [];
  const secretValues = new Map<string, string>();
  const plainValues = new Map<string, string>();
  const secretData = new Map<string, string>();
  const configData = new Map<string, string>();
  const configNames = new Map<string, string>();
  const keys = new NameTable(configKeys);

  for (const [name, written] of Object.entries(service.environment)) {
    const path: Path = ['services', service.name, 'environment', name];
    // Named without a value, and nobody gave it one: Docker leaves it out as well.
    if (written === null || !isWritable(context, name, written, path)) continue;
    const value = context.hosts.rewrite(service.name, written, path);
    if (context.secrets.isSecret(name, value, path)) {
      const key = keys.allocate(name).name;
      secretValues.set(name, value);
      secretData.set(key, value);
      env.push({ name, valueFrom: { secretKeyRef: { name: context.names.environmentSecret(service.name), key } } });
      context.ledger.carried(path, 'Secret.data');
    } else if (context.options.env === 'configmap') {
      const key = keys.allocate(name).name;
      plainValues.set(name, value);
      configData.set(key, value);
      configNames.set(key, name);
      env.push({
        name,
        valueFrom: { configMapKeyRef: { name: context.names.environmentConfigMap(service.name), key } },
      });
    } else {
      plainValues.set(name, value);
      env.push(envVar(name, escapeDollar(value)));
    }
  }
  return { env, secretValues, plainValues, secretData, configData, configNames };
}

/** An entry with a value. The API server keeps no empty one, and `kubectl apply` would find a difference for ever. */
export function envVar(name: string, value: string): EnvVar {
  return value === '' ? { name } : { name, value };
}

/** Whether a Pod can have the entry; reported when not. */
export function isWritable(context: KubernetesContext, name: string, value: string, path: Path): boolean {
  const support = envNameSupport(name);
  if (support === 'never') {
    context.ledger.dropped(path, 'Kubernetes takes names of printable ASCII characters without "=" only');
    return false;
  }
  if (support === 'relaxed' && context.options.minor < relaxedNamesSince) {
    context.ledger.dropped(
      path,
      `Before Kubernetes 1.${relaxedNamesSince} a name is made of letters, digits, "-", "_" and "."`,
      `Set --kubernetes-version 1.${relaxedNamesSince} or later when the cluster is`,
    );
    return false;
  }
  if (value.includes('\0')) {
    context.ledger.dropped(path, 'No process can be given a value with a NUL character');
    return false;
  }
  return true;
}

function secretOf(context: KubernetesContext, name: string, owner: string, data: ReadonlyMap<string, string>): Secret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: objectMeta(context, name, owner),
    type: 'Opaque',
    data: Object.fromEntries([...data].map(([key, value]) => [key, base64(value)])),
  };
}

function configMapOf(
  context: KubernetesContext,
  name: string,
  owner: string,
  data: ReadonlyMap<string, string>,
): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: objectMeta(context, name, owner),
    data: Object.fromEntries(data),
  };
}
