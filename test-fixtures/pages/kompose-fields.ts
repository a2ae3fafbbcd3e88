/** Fields of kompose's own answers to its fixtures that are otherwise here, where the kinds are the same. */
export const komposeFields: readonly (readonly [field: string, here: string, there: string, why: string])[] = [
  [
    '`imagePullPolicy`',
    '`IfNotPresent` for `latest`, no tag, and what the project builds',
    'left out',
    'Kubernetes would pull them at each start, and so change the version on the way',
  ],
  ['`env`', 'the variables', '`envFrom` a ConfigMap', 'as said above; what looks secret is from a Secret'],
  [
    '`image`',
    'variables resolved; a build without `image` has the project in its name',
    'as written; the bare service',
    'as under Docker',
  ],
  [
    '`livenessProbe`',
    'only by its labels, or `x-transpose`',
    'from every `healthcheck`',
    'Docker restarts no unhealthy container: the `healthcheck` is the `readinessProbe`',
  ],
  ['`startupProbe`', 'where a probe kills, or has a long interval', 'none', 'what starts slowly is not killed'],
  ['exec probes', 'a shell line is run by a shell', 'one word: `echo "liveness"`', 'there is no such program'],
  [
    '`ports` of a container',
    'also those that only the image or peers name',
    'those of `ports`',
    'peers reach them under Docker',
  ],
  [
    '`volumeMounts`',
    '`readOnly` for files of ConfigMaps and Secrets; the volumes of the image as well',
    'as the file says',
    'they are read-only in any case',
  ],
  [
    '`resources.requests`',
    'beside limits, and by `mem_reservation`',
    'limits alone',
    'the scheduler takes limits for requests where there are none',
  ],
  ['`restartPolicy`', 'left out where it is `Always`', 'written', 'it is the default'],
  [
    '`strategy`',
    '`Recreate` where a claim has one writer',
    '`Recreate` with any volume',
    'a ConfigMap hinders no rolling update',
  ],
  ['`replicas`', 'left out with an autoscaler', 'written', 'each `kubectl apply` would undo the autoscaler'],
  ['`storage` of a claim', '1Gi, of data stores 10Gi', '100Mi', '`--volume-size 100Mi`'],
  [
    '`automountServiceAccountToken`, `enableServiceLinks`, `seccompProfile`',
    'off, off, `RuntimeDefault`',
    'left out',
    'what a container has under Docker, and no more',
  ],
  ['`initContainers`', 'wait for dependencies', 'none', 'kompose does not read the conditions of `depends_on`'],
];
