import { fieldProblems } from '../api/check-fields.ts';
import { applyOrder } from '../objects/apply-order.ts';
import { checkNames } from './names.ts';
import { checkPod } from './pod.ts';
import { checkReferences } from './references.ts';
import { checkSecrets } from './secrets.ts';
import { checkSizes } from './size.ts';
import type { Manifest } from '../objects/objects.ts';
import type { KubernetesPlan } from '../plan.ts';
import { isWorkload, templateOf } from '../workload/template.ts';

/** Says what is wrong with an object: a broken rule of Kubernetes, which is a bug of ours. */
export type Fault = (object: Manifest, message: string) => void;

/**
 * The rules that every set of objects has to keep before it is written, so that a mistake of ours never reaches a
 * cluster. The API server checks most of them, too, but only when half of the objects are there.
 */
export function checkPlan(plan: KubernetesPlan): void {
  const objects = applyOrder(plan);
  const fault: Fault = (object, text) => {
    const message = `${object.kind} ${object.metadata.name}: ${text}`;
    // Patches may break what was whole, in the objects that refer to theirs as well.
    const path = plan.patches.placeOf(object) ?? plan.patches.first;
    plan.context.report.add(path ? { code: 'illegal-patch', message, path } : { code: 'failed-check', message });
  };
  checkUnique(objects, fault);
  checkSizes(plan, objects);
  for (const object of objects) {
    checkNames(object, fault);
    checkFields(object, plan, fault);
    if (isWorkload(object)) checkWorkload(object, plan, fault);
  }
  // A patch may name what is in the cluster already.
  const missing: Fault = (object, text) => {
    const path = plan.patches.placeOf(object);
    if (path) plan.context.ledger.note(`${object.kind} ${object.metadata.name}: ${text} among what is written`, path);
    else fault(object, text);
  };
  checkReferences(plan, objects, missing);
  checkSecrets(plan, objects, fault);
}

function checkUnique(objects: readonly Manifest[], fault: Fault): void {
  const seen = new Set<string>();
  for (const object of objects) {
    const key = `${object.kind}/${object.metadata.name}`;
    if (seen.has(key)) fault(object, 'there are two of this name');
    seen.add(key);
  }
}

/** The API has the fields, and the version that was asked for serves them. What a patch sets is the user's. */
function checkFields(object: Manifest, plan: KubernetesPlan, fault: Fault): void {
  const isPatched = plan.patches.placeOf(object) !== undefined;
  for (const { path, message, since } of fieldProblems(object, object.kind, { minor: plan.context.options.minor }))
    if (since === undefined || !isPatched) fault(object, `${path.join('.')}: ${message}`);
}

function checkWorkload(object: Manifest, plan: KubernetesPlan, fault: Fault): void {
  if (!isWorkload(object)) return;
  const template = templateOf(object);
  if (!template?.spec) return fault(object, 'it has no Pod');
  if (object.kind !== 'Job' && object.kind !== 'CronJob') {
    const labels = template.metadata?.labels ?? {};
    const wanted = Object.entries(object.spec?.selector.matchLabels ?? {});
    if (wanted.length === 0 || wanted.some(([key, value]) => labels[key] !== value))
      fault(object, 'its selector does not match its Pods');
  }
  if (object.kind === 'Deployment') {
    const strategy = object.spec?.strategy;
    const steps = strategy?.rollingUpdate;
    if (strategy?.type === 'Recreate' && steps) fault(object, 'Recreate takes no rollingUpdate');
    if (steps && steps.maxSurge === 0 && steps.maxUnavailable === 0)
      fault(object, 'maxSurge and maxUnavailable are both 0');
  }
  checkPod(object, template.spec, plan.context.options.minor, fault);
}
