import type { KeyTable, Type } from './rule.ts';
import { between, bool, integer, key, list, map, object, oneOf, text, words } from './type.ts';

/**
 * The keys of `x-transpose`, in which a file says what Compose has no word for. Docker reads no `x-` keys: they are no
 * part of the Compose table, are merged by key as all of them, and are checked when a project is converted.
 */

/** In the words of Kubernetes, or in those of Docker. */
const size = {
  is: 'string',
  pattern: /^\d+(\.\d+)?\s*[kmgtpeKMGTPE]?[iI]?[bB]?$/,
  like: 'a size such as 10Gi',
} as const;
const amount = {
  is: 'string',
  pattern: /^\d+(\.\d+)?([numkMGTPE]|[KMGTPE]i|e\d+)?$/,
  like: 'an amount such as 2, 500m or 1Gi',
} as const;
const portNumber = between(1, 65535);
const intOrText = oneOf(integer, text);
const kinds = words('Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'none');
const accessModes = words('ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOncePod');
const exposures = words('load-balancer', 'node-port', 'none');

const headers = list(object({ name: key(text, 'Name of the header.'), value: key(text, 'Its value.') }));

/** A probe; what is not given is taken from the `healthcheck`. */
const probe = oneOf(
  bool,
  object({
    exec: key(list(text), 'A command that succeeds while all is well, as words.'),
    httpGet: key(
      object({
        path: key(text, 'Path of the request.'),
        port: key(oneOf(portNumber, text), 'Port, or its name.'),
        scheme: key(words('HTTP', 'HTTPS'), 'HTTP unless it says otherwise.'),
        host: key(text, 'Host to ask instead of the Pod.'),
        httpHeaders: key(headers, 'Headers of the request.'),
      }),
      'A request that is answered with a status from 200 to 399.',
    ),
    tcpSocket: key(object({ port: key(oneOf(portNumber, text), 'Port, or its name.') }), 'A port that is open.'),
    grpc: key(
      object({ port: key(portNumber, 'Port.'), service: key(text, 'Service to ask for.') }),
      'The health protocol of gRPC.',
    ),
    initialDelaySeconds: key(between(0), 'Time before the first try.'),
    periodSeconds: key(between(1), 'Time from one try to the next.'),
    timeoutSeconds: key(between(1), 'Time after which a try has failed.'),
    successThreshold: key(between(1), 'Successes in a row that count as well.'),
    failureThreshold: key(between(1), 'Failures in a row that count as ill.'),
  }),
);

const patches = map(object({}, { open: true }), { names: /^[A-Za-z]+(\/[a-z0-9.-]+)?$/ });
const patchesRow = key(
  patches,
  'Strategic merge patches of the emitted objects, each under `Kind/name`, or `Kind` where there is one of it.',
);

const externalNames = key(
  map(text, { names: /^[a-z]([a-z0-9-]*[a-z0-9])?$/ }),
  'Names for hosts outside the project: Services of type ExternalName.',
);

const claimKeys = {
  size: key(size, 'Size of the claim: `10Gi`.'),
  accessMode: key(accessModes, 'Who may mount the claim at the same time.'),
  storageClass: key(text, "Storage class of the claim; the cluster's default otherwise."),
} as const;

/** Names of variables, labels and options, beside what the table of names says of them. */
const secretNames = {
  secrets: key(list(text), 'Names whose values are secrets, though they do not look so.'),
  plain: key(list(text), 'Names whose values are not secrets, though they look so.'),
} as const;

/** `--strict` finds nothing in them. */
const accept = key(
  map({ is: 'string', pattern: /\S/, like: 'the reason as a text' }),
  'Losses and differences that are accepted, each key with the reason: `cgroup_parent: The nodes set it`. `--strict` does not count them.',
);

/** `x-transpose` of a service. */
const serviceSettings = object(
  {
    ...secretNames,
    kind: key(kinds, 'Kind of the workload; `none` leaves the service out.'),
    schedule: key(
      text,
      'When the service runs, as five fields of cron: `0 3 * * *`. It becomes a CronJob, a systemd timer, or a line for a crontab.',
    ),
    expose: key(exposures, 'How published ports are opened; also those that would stay closed.'),
    sessionAffinity: key(words('ClientIP', 'None'), 'Whether a client keeps to one Pod.'),
    externalTrafficPolicy: key(words('Cluster', 'Local'), 'Whether published ports see the address of the client.'),
    size: key(size, 'Size of the claims that only this service mounts: `10Gi`.'),
    accessMode: key(accessModes, 'Who may mount its claims at the same time.'),
    storageClass: key(text, "Storage class of its claims; the cluster's default otherwise."),
    populate: key(bool, 'Fill empty volumes with what the image has at their paths, as Docker does.'),
    probes: key(
      object({
        readiness: key(probe, 'When the Pod is sent traffic; `false`: always.'),
        liveness: key(probe, 'When the container is restarted; `true`: by the `healthcheck`.'),
        startup: key(probe, 'When the other probes begin; comes with `liveness`, from `start_period`.'),
      }),
      'Probes other than the readiness probe that the `healthcheck` becomes.',
    ),
    serviceAccount: key(text, 'An existing ServiceAccount, whose token the Pod gets.'),
    pullSecrets: key(list(text), 'Secrets with the credentials of registries.'),
    resources: key(
      map(oneOf(integer, amount)),
      'Further limits, such as the resources of device plugins: `example.com/fpga: 1`.',
    ),
    runtimeClass: key(text, 'Runtime class of the Pod, which the cluster has to have.'),
    externalNames,
    autoscaling: key(
      object(
        {
          min: key(between(1), 'Fewest Pods; the replicas of the service otherwise.'),
          max: key(between(1), 'Most Pods.'),
          cpu: key(between(1), 'Percent of the requested CPU to keep to; 80 when nothing is said.'),
          memory: key(between(1), 'Percent of the requested memory to keep to.'),
        },
        { required: ['max'] },
      ),
      'Number of Pods by their load: a HorizontalPodAutoscaler.',
    ),
    disruptionBudget: key(
      object({
        minAvailable: key(intOrText, 'Pods that stay, as a number or in percent.'),
        maxUnavailable: key(intOrText, 'Pods that may go, as a number or in percent.'),
      }),
      'How many Pods an upgrade of nodes leaves alone: a PodDisruptionBudget.',
    ),
    accept,
    patches: patchesRow,
  },
  { closed: true },
);

/** `x-transpose` of a top-level volume. */
const volumeSettings = object({ ...claimKeys, accept }, { closed: true });

/** `x-transpose` at the top level. */
const projectSettings = object(
  {
    ...secretNames,
    expose: key(exposures, 'How published ports are opened where a service says nothing.'),
    size: key(size, 'Size of claims where volume and service say nothing.'),
    storageClass: key(text, 'Storage class of claims where volume and service say nothing.'),
    pullSecrets: key(list(text), 'Secrets with the credentials of registries, for all Pods.'),
    externalNames,
    accept,
    patches: patchesRow,
  },
  { closed: true },
);

/** The keys of `x-transpose` by where it is. */
export const settingsTypes = { project: projectSettings, service: serviceSettings, volume: volumeSettings } as const;

export type ProjectSettings = ValueOf<typeof projectSettings>;
export type ServiceSettings = ValueOf<typeof serviceSettings>;
export type VolumeSettings = ValueOf<typeof volumeSettings>;
/** A probe as `x-transpose` writes it. */
export type ProbeSettings = Exclude<NonNullable<NonNullable<ServiceSettings['probes']>['liveness']>, boolean>;

/** What a value of a type of the table is in TypeScript; keys of objects may all be absent. */
export type ValueOf<T extends Type> = T extends { readonly is: 'one-of'; readonly of: readonly (infer U)[] }
  ? U extends Type
    ? ValueOf<U>
    : never
  : T extends { readonly is: 'enum'; readonly values: readonly (infer V)[] }
    ? V
    : T extends { readonly is: 'string' }
      ? string
      : T extends { readonly is: 'number' | 'integer' }
        ? number
        : T extends { readonly is: 'boolean' }
          ? boolean
          : T extends { readonly is: 'list'; readonly of: infer U extends Type }
            ? readonly ValueOf<U>[]
            : T extends { readonly is: 'map'; readonly of: infer U extends Type }
              ? Readonly<Record<string, ValueOf<U>>>
              : T extends { readonly is: 'object'; readonly keys: infer K extends KeyTable }
                ? { readonly [P in keyof K]?: ValueOf<K[P]['type']> }
                : unknown;

/** The key of a table that a written one means: `access-mode` and `access_mode` are `accessMode`. */
export function settingName(written: string, keys: KeyTable): string {
  const name = written.replace(/(?<![-_])[-_]+([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.hasOwn(keys, name) ? name : written;
}
