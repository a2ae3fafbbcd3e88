import type { Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { base64 } from '../../shared/bytes/base64.ts';
import { escapeDollar } from '../../shared/formats/k8s-dollar.ts';
import { configKeys, envNameSupport } from '../../shared/names/k8s-name.ts';
import { NameTable } from '../../shared/names/name-table.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { EnvFileObject, EnvFileObjects, ObjectValue } from './env-files.ts';
import { envFileObjects } from './env-files.ts';
import { objectMeta } from '../objects/metadata.ts';
import type { ConfigMap, EnvVar, Secret } from '../objects/objects.ts';
import type { ProjectTexts } from './secret-text.ts';

/** The environment of a service's container. */
export interface ServiceEnvironment {
  /** In source order, `$` escaped, host names rewritten, secret values by `secretKeyRef`. */
  readonly env: readonly EnvVar[];
  /** Names and plain values of the entries that are in the Secret. */
  readonly secretValues: ReadonlyMap<string, string>;
  /** Names and plain values of the other entries. */
  readonly plainValues: ReadonlyMap<string, string>;
  /** The objects of env files that entries refer to. */
  readonly envFiles: readonly EnvFileObject[];
}

export interface Environments {
  of(service: string): ServiceEnvironment;
  /**
   * The Secrets and ConfigMaps of the services' environments. `scripts`: by service, further keys of its Secret: a
   * healthcheck that holds a secret value is mounted from there, since probes expand no secret.
   */
  objects(
    scripts: ReadonlyMap<string, Readonly<Record<string, string>>>,
    texts: ProjectTexts,
  ): readonly (ConfigMap | Secret)[];
}

/** From this version on a name may hold any printable ASCII character but `=`. */
const relaxedNamesSince = 32;

/** A variable of a service: plain, or the value of an object. */
interface Variable extends Omit<ObjectValue, 'kind'> {
  readonly kind: ObjectValue['kind'] | 'plain';
  readonly path: KeyPath;
}

/** The environment of a service with what goes into objects of its own, by their keys. */
interface SplitEnvironment extends ServiceEnvironment {
  readonly secretData: ReadonlyMap<string, string>;
  readonly configData: ReadonlyMap<string, string>;
  /** The variable of each key of the ConfigMap. */
  readonly configNames: ReadonlyMap<string, string>;
}

/**
 * `environment` (with `env_file` resolved) of all services: plain entries, and Secrets for what looks secret. What
 * several services take from one env file is one object.
 */
export function environmentsOf(context: KubernetesContext): Environments {
  const { project, pods, names } = context;
  const variables = new Map(pods.emitted.map((service) => [service.name, variablesOf(context, service)]));
  const shared = envFileObjects(context, [...variables.values()].flat().filter(isObjectValue));
  const split = new Map(
    [...variables].map(([service, list]) => [service, splitEnvironment(context, service, list, shared.holding)]),
  );
  const empty: ServiceEnvironment = { env: [], secretValues: new Map(), plainValues: new Map(), envFiles: [] };
  return {
    of: (service) => split.get(service) ?? empty,
    objects(scripts, texts) {
      // A plain value with a secret in it is in the container, with the variable that holds the secret.
      const isOpen = (service: string, name: string, value: string) =>
        !texts.of(service).holdsSecret(value, { path: pathTo(['services', service, 'environment', name]), name });
      const own = Object.keys(project.services).flatMap((service): readonly (ConfigMap | Secret)[] => {
        const found = split.get(service);
        if (!found) return [];
        const open = new Map(
          [...found.configData].filter(([key, value]) => isOpen(service, found.configNames.get(key) ?? key, value)),
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
      const ofFiles = shared.all.flatMap((object): readonly (ConfigMap | Secret)[] => {
        if (object.kind === 'Secret') return [secretOf(context, object.name, object.name, object.data)];
        const users = [...split].filter(([, { envFiles }]) => envFiles.includes(object)).map(([service]) => service);
        const open = new Map(
          [...object.data].filter(([name, value]) => users.some((service) => isOpen(service, name, value))),
        );
        return open.size > 0 ? [configMapOf(context, object.name, object.name, open)] : [];
      });
      return [...ofFiles, ...own];
    },
  };
}

const isObjectValue = (variable: Variable): variable is Variable & ObjectValue => variable.kind !== 'plain';

function variablesOf(context: KubernetesContext, service: Service): readonly Variable[] {
  return Object.entries(service.environment).flatMap(([name, written]): readonly Variable[] => {
    const path = pathTo(['services', service.name, 'environment', name]);
    // Named without a value, and nobody gave it one: Docker leaves it out as well.
    if (written === null || !isWritable(context, name, written, path)) return [];
    const value = context.hosts.rewrite(service.name, written, path);
    const secret = context.secrets.isSecret(name, value, path);
    const kind = secret ? 'Secret' : context.options.env === 'configmap' ? 'ConfigMap' : 'plain';
    return [{ service: service.name, name, value, path, kind, file: context.envFileOf(path) }];
  });
}

function splitEnvironment(
  { names, ledger }: KubernetesContext,
  service: string,
  variables: readonly Variable[],
  holding: EnvFileObjects,
): SplitEnvironment {
  const env: EnvVar[] = [];
  const secretValues = new Map<string, string>();
  const plainValues = new Map<string, string>();
  const secretData = new Map<string, string>();
  const configData = new Map<string, string>();
  const configNames = new Map<string, string>();
  const envFiles = new Set<EnvFileObject>();
  const keys = new NameTable(configKeys);

  for (const variable of variables) {
    const { name, value } = variable;
    (variable.kind === 'Secret' ? secretValues : plainValues).set(name, value);
    if (variable.kind === 'Secret') ledger.carried(variable.path, 'Secret.data');
    if (!isObjectValue(variable)) {
      env.push(envVar(name, escapeDollar(value)));
      continue;
    }
    const file = holding(variable);
    if (file) envFiles.add(file);
    const key = file ? name : keys.allocate(name).name;
    if (variable.kind === 'Secret') {
      if (!file) secretData.set(key, value);
      env.push({ name, valueFrom: { secretKeyRef: { name: file?.name ?? names.environmentSecret(service), key } } });
      continue;
    }
    if (!file) configData.set(key, value);
    configNames.set(key, name);
    env.push({
      name,
      valueFrom: { configMapKeyRef: { name: file?.name ?? names.environmentConfigMap(service), key } },
    });
  }
  return { env, secretValues, plainValues, envFiles: [...envFiles], secretData, configData, configNames };
}

/** An entry with a value. The API server keeps no empty one, and `kubectl apply` would find a difference forever. */
export function envVar(name: string, value: string): EnvVar {
  return value === '' ? { name } : { name, value };
}

/** Whether a Pod can have the entry; reported when not. */
export function isWritable(context: KubernetesContext, name: string, value: string, path: KeyPath): boolean {
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
