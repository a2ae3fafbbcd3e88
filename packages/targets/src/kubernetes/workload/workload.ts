import type { Service, UpdateConfig } from '@transpose/core';
import { seconds } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import { shortHash } from '../../shared/bytes/hash.ts';
import { workloadAnnotations } from './annotations.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { knownImageOf } from '../facts/image-facts.ts';
import { objectMeta, selectorLabels } from '../objects/metadata.ts';
import type {
  CronJob,
  DaemonSet,
  Deployment,
  DeploymentStrategy,
  IntOrString,
  Job,
  PodSpec,
  PodTemplateSpec,
  StatefulSet,
  Workload,
} from '../objects/objects.ts';
import type { PodDraft } from '../pod/pod.ts';
import { isAutoscaled } from './scaling.ts';
import { isTriedOnce, startedPort } from '../wait/wait.ts';
import { replicasOf, restartPolicyOf } from '../facts/workload-kind.ts';

type Template = PodTemplateSpec & { readonly spec: PodSpec };

/** The workload of a Pod, a Job without the hash in its name. `template`: that of the draft with its waits. */
export function workloadOf(context: KubernetesContext, draft: PodDraft, template: Template): Workload {
  const kind = context.kinds.get(draft.lead.name) ?? 'Deployment';
  for (const member of context.pods.membersOf(draft.lead.name))
    reportRestart(context, member, kind === 'Job' || kind === 'CronJob');
  switch (kind) {
    case 'Job':
      return job(context, draft.lead, template);
    case 'CronJob':
      return cronJob(context, draft.lead, template);
    case 'DaemonSet':
      return daemonSet(context, draft.lead, withRestart(draft.lead, template));
    case 'StatefulSet':
      return statefulSet(context, draft.lead, withRestart(draft.lead, template));
    case 'Deployment':
      return deployment(context, draft, withRestart(draft.lead, template));
  }
}

/** What is written is written out: the only policy that these kinds know. */
function withRestart(lead: Service, template: Template): Template {
  const written = lead.restart !== undefined || lead.deploy?.restart_policy?.condition !== undefined;
  return written ? { ...template, spec: { restartPolicy: 'Always', ...template.spec } } : template;
}

function deployment(context: KubernetesContext, draft: PodDraft, template: Template): Deployment {
  const { lead } = draft;
  const strategy = strategyOf(context, draft);
  const ready = minReadySeconds(lead);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: workloadMeta(context, lead),
    spec: {
      ...(!isAutoscaled(context, lead) && { replicas: replicasOf(lead) }),
      ...(ready !== undefined && { minReadySeconds: ready }),
      selector: { matchLabels: selectorLabels(context, context.names.service(lead.name)) },
      ...(strategy && { strategy }),
      template,
    },
  };
}

function daemonSet(context: KubernetesContext, lead: Service, template: Template): DaemonSet {
  const update = lead.deploy?.update_config;
  const ready = minReadySeconds(lead);
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: workloadMeta(context, lead),
    spec: {
      ...(ready !== undefined && { minReadySeconds: ready }),
      selector: { matchLabels: selectorLabels(context, context.names.service(lead.name)) },
      ...(rolls(update) && {
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: steps(lead, lead.network_mode === 'host') },
      }),
      template,
    },
  };
}

function statefulSet(context: KubernetesContext, lead: Service, template: Template): StatefulSet {
  const name = context.names.service(lead.name);
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: workloadMeta(context, lead),
    spec: {
      ...(!isAutoscaled(context, lead) && { replicas: replicasOf(lead) }),
      serviceName: name,
      // Docker starts replicas together.
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: selectorLabels(context, name) },
      template,
    },
  };
}

function job(context: KubernetesContext, lead: Service, template: Template): Job {
  const spec = jobSpec(context, lead, template);
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: workloadMeta(context, lead), spec };
}

/** Templates of Jobs are immutable: a changed Job has a new name, and the old one stays as a record. */
export function withJobHash(workload: Workload): Workload {
  if (workload.kind !== 'Job') return workload;
  const name = `${workload.metadata.name}-${shortHash(JSON.stringify(workload.spec))}`;
  return { ...workload, metadata: { ...workload.metadata, name } };
}

function jobSpec(context: KubernetesContext, lead: Service, template: Template): NonNullable<Job['spec']> {
  const rule = restartPolicyOf(lead);
  const retries = rule.condition === 'on-failure' || rule.condition === 'any';
  const global = lead.deploy?.mode === 'global-job';
  if (global) {
    context.ledger.approximated(
      ['services', lead.name, 'deploy', 'mode'],
      'Job',
      'It runs once in all, not once on each node',
    );
  }
  const replicated = lead.deploy?.mode === 'replicated-job';
  if (replicated) {
    context.ledger.carried(['services', lead.name, 'deploy', 'mode'], 'Job');
    context.ledger.carried(['services', lead.name, 'deploy', 'replicas'], 'Job.spec.completions');
  }
  const count = replicated ? replicasOf(lead) : 1;
  return {
    ...(count !== 1 && { completions: count, parallelism: count }),
    // Docker counts on without end where no number is given; Kubernetes wants one.
    backoffLimit:
      context.settings(lead.name).backoffLimit ??
      (retries ? (rule.attempts ?? 100) : startsBeforeItsPeers(context, lead) ? 6 : 0),
    template: { ...template, spec: { ...template.spec, restartPolicy: retries ? 'OnFailure' : 'Never' } },
  };
}

/** Whether a Job that is not retried may fail because a service that Docker starts before it does not run yet. */
function startsBeforeItsPeers(context: KubernetesContext, lead: Service): boolean {
  return Object.entries(lead.depends_on).some(
    ([name, { condition, required }]) =>
      condition === 'service_started' &&
      required &&
      context.pods.leadOf(name) !== lead.name &&
      context.kinds.get(context.pods.leadOf(name)) !== 'Job' &&
      isTriedOnce(context, lead) &&
      startedPort(context, lead, name) === undefined,
  );
}

function cronJob(context: KubernetesContext, lead: Service, template: Template): CronJob {
  const { schedule, concurrencyPolicy = 'Forbid' } = context.settings(lead.name);
  if (schedule === undefined) {
    context.report.add({
      code: 'illegal-value',
      message: `"${lead.name}" is to be a CronJob and has no schedule`,
      path: pathTo(['services', lead.name, 'x-transpose']),
      hint: 'add schedule: "0 3 * * *" under x-transpose',
    });
  }
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: workloadMeta(context, lead),
    spec: {
      schedule: schedule ?? '',
      concurrencyPolicy,
      jobTemplate: { spec: jobSpec(context, lead, template) },
    },
  };
}

function workloadMeta(context: KubernetesContext, lead: Service): Workload['metadata'] {
  const name = context.names.service(lead.name);
  const annotations = workloadAnnotations(context, lead);
  return objectMeta(context, name, name, Object.keys(annotations).length > 0 ? { annotations } : {});
}

/**
 * A claim of one writer, the node's network and its ports cannot be held by an old and a new Pod at once, and a data store
 * is not doubled: the old one goes first, as under Docker.
 */
function strategyOf(context: KubernetesContext, draft: PodDraft): DeploymentStrategy | undefined {
  const update = draft.lead.deploy?.update_config;
  const path = pathTo(['services', draft.lead.name, 'deploy', 'update_config']);
  if (draft.singleWriter || draft.lead.network_mode === 'host' || isLoneStore(context, draft)) {
    if (update?.order === 'start-first') {
      context.ledger.approximated(
        [...path, 'order'],
        'Deployment.spec.strategy',
        'Old and new Pods cannot run at once, because both need the same volume or network: the old Pods stop first',
      );
    }
    if (update?.parallelism !== undefined) {
      context.ledger.approximated(
        [...path, 'parallelism'],
        'Deployment.spec.strategy',
        'All Pods are replaced at once, because old and new Pods cannot share their volume or network',
      );
    }
    return { type: 'Recreate' };
  }
  return rolls(update) ? { type: 'RollingUpdate', rollingUpdate: steps(draft.lead, false) } : undefined;
}

/** A data store with its data in the Pod: two of them for a moment would share a name and nothing else. */
function isLoneStore(context: KubernetesContext, { lead }: PodDraft): boolean {
  const stores = context.pods
    .membersOf(lead.name)
    .filter((member) => knownImageOf(context, member)?.dataStore === true);
  return stores.length > 0 && replicasOf(lead) <= 1 && !rolls(lead.deploy?.update_config);
}

/** Whether an `update_config` says anything of the steps. */
function rolls(update: UpdateConfig | undefined): boolean {
  return update?.parallelism !== undefined || update?.order !== undefined;
}

/** `parallelism` at a time, 0 for all at once; surge and unavailable cannot both be zero. */
function steps(
  lead: Service,
  neverBoth: boolean,
): { readonly maxSurge: IntOrString; readonly maxUnavailable: IntOrString } {
  const update = lead.deploy?.update_config;
  const parallelism = update?.parallelism ?? 1;
  const count = parallelism === 0 ? '100%' : parallelism;
  return update?.order === 'start-first' && !neverBoth
    ? { maxSurge: count, maxUnavailable: 0 }
    : { maxSurge: 0, maxUnavailable: count };
}

function minReadySeconds(lead: Service): number | undefined {
  const delay = lead.deploy?.update_config?.delay;
  return delay === undefined || delay <= 0 ? undefined : Math.ceil(seconds(delay));
}

function reportRestart(context: KubernetesContext, service: Service, isJob: boolean): void {
  const policy = service.deploy?.restart_policy;
  const path = policy
    ? pathTo(['services', service.name, 'deploy', 'restart_policy', 'condition'])
    : pathTo(['services', service.name, 'restart']);
  const field = isJob ? 'Job.spec.template.spec.restartPolicy' : 'Pod.spec.restartPolicy';
  const { condition } = restartPolicyOf(service);
  if (condition === undefined) return;
  const instead = 'Set x-transpose.kind: Job if it runs once';
  if (policy && service.restart !== undefined) {
    context.ledger.approximated(
      ['services', service.name, 'restart'],
      field,
      'deploy.restart_policy beats it, as in Docker',
    );
  }
  if (isJob) {
    if (policy?.max_attempts !== undefined)
      context.ledger.carried([...path.slice(0, -1), 'max_attempts'], 'Job.spec.backoffLimit');
    if (condition === 'any')
      context.ledger.approximated(path, field, 'A Job that succeeded is done and is not started again');
    else context.ledger.carried(path, field);
  } else if (condition === 'any') {
    context.ledger.carried(path, field);
  } else if (condition === 'none') {
    const difference = 'It looks like a server, and Pods of a Deployment are always restarted';
    context.ledger.approximated(path, field, difference, instead);
  } else {
    const difference = 'Pods of a Deployment are restarted after success, too, and forever';
    context.ledger.approximated(path, field, difference, instead);
  }
}
