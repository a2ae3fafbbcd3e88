import { suffixedName } from '../../shared/names/k8s-name.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { Container, PodVolume, VolumeMount } from '../objects/objects.ts';
import { restrictedInit } from '../security/security.ts';
import type { ObjectWait, PortWait, Wait } from './wait.ts';

/** Where kubectl's token is mounted: into the waiting container only. */
const tokenVolume = 'api-access';
const tokenMount: VolumeMount = {
  name: tokenVolume,
  mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
  readOnly: true,
};

/** A token of the Pod's own account and what belongs to it, as Kubernetes would mount it by itself into every container. */
export const tokenSource: PodVolume = {
  name: tokenVolume,
  projected: {
    defaultMode: 0o444,
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
        },
      },
    ],
  },
};

/** The object that a wait asks for: `job/migrate-1a2b3c4d`. */
export function awaited(context: KubernetesContext, wait: ObjectWait, jobName: (lead: string) => string): string {
  const kind = context.kinds.get(wait.lead) ?? 'Deployment';
  const name = kind === 'Job' ? jobName(wait.lead) : context.names.service(wait.lead);
  return `${kind.toLowerCase()}/${name}`;
}

/** The init containers of a wait, each of which prints what it waits for. */
export function waitContainers(
  context: KubernetesContext,
  wait: Wait,
  jobName: (lead: string) => string,
): readonly Container[] {
  const service = context.names.service(wait.dependency);
  const name = `wait-for-${service}`;
  if (wait.kind === 'port') return [portContainer(context, name, service, wait)];
  const object = awaited(context, wait, jobName);
  const kubectl = (suffix: string, ...command: readonly string[]): Container => ({
    name: suffix === '' ? name : suffixedName(name, suffix),
    image: context.options.kubectlImage,
    command: ['kubectl', ...command],
    securityContext: restrictedInit,
    volumeMounts: [tokenMount],
  });
  const print = (suffix: string, words: readonly string[], template: string) =>
    kubectl(suffix, ...words, '--output=go-template', `--template=${template}`);
  // What does not exist yet cannot be asked for its state, and init containers that fail are retried at growing intervals.
  const exists = print(
    '-to-exist',
    ['wait', '--for=create', object, '--timeout=-1s'],
    `${object} exists; waiting until ${goals[wait.kind]}{{println}}`,
  );
  switch (wait.kind) {
    case 'rollout':
      return [exists, kubectl('', 'rollout', 'status', object)];
    case 'complete':
      return [
        exists,
        kubectl('-to-end', 'wait', `--for=jsonpath=${hasEnded}`, object, '--timeout=-1s'),
        print('', ['get', object], succeeded + failUnless('eq $succeeded true', failure(context, object))),
      ];
    case 'ended':
      return [exists, kubectl('', 'wait', `--for=jsonpath=${hasEnded}`, object, '--timeout=-1s')];
    case 'ready':
      return [
        exists,
        print('', ['get', object], failUnless(readyOrEnded, `${object} is not healthy yet; asking again`)),
      ];
  }
}

const goals: Readonly<Record<ObjectWait['kind'], string>> = {
  rollout: 'it has rolled out',
  complete: 'it has completed or failed',
  ended: 'it has completed or failed',
  ready: 'it is healthy or has ended',
};

function portContainer(context: KubernetesContext, name: string, service: string, { port }: PortWait): Container {
  return {
    name,
    image: context.options.waitImage,
    // Debian's busybox has no `nc -z`; `-e true` ends a connection as soon as it is open, in every build.
    command: [
      'sh',
      '-c',
      `echo "waiting until ${service} is ready on port ${port}"; until nc -w 2 ${service} ${port} -e true; do sleep 1; done`,
    ],
    securityContext: restrictedInit,
  };
}

/** `kubectl wait` takes one condition, and a Job that has ended has several: the first is true for success and failure. */
const hasEnded = '{.status.conditions[0].status}=True';
const succeeded =
  '{{$succeeded := false}}{{range .status.conditions}}' +
  '{{if or (eq .type "Complete") (eq .type "SuccessCriteriaMet")}}{{$succeeded = true}}{{end}}{{end}}';
const readyOrEnded = 'or .status.ready .status.conditions';

/** The image of kubectl has no shell: a template that cannot be executed after its message is how a check fails. */
function failUnless(condition: string, message: string): string {
  return `{{if not (${condition})}}${message}{{println}}{{slice "" 1}}{{end}}`;
}

function failure(context: KubernetesContext, object: string): string {
  const kubectl = context.namespace === undefined ? 'kubectl' : `kubectl -n ${context.namespace}`;
  return (
    `${object} failed, so this Pod does not start. See why: ${kubectl} logs ${object}. ` +
    `Run it again: ${kubectl} delete ${object}, then kubectl apply as before`
  );
}
