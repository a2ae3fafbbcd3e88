import type { Fault } from './check.ts';
import type { Container, Manifest } from './objects.ts';
import type { KubernetesPlan } from './plan.ts';
import { containersOf, isWorkload, templateOf } from './template.ts';

/** No secret value stands where everybody may read it. Images and paths are names: a word in them tells nothing. */
export function checkSecrets(plan: KubernetesPlan, objects: readonly Manifest[], fault: Fault): void {
  for (const object of objects) {
    for (const { place, text, service } of textsOf(plan, object)) {
      if (plan.secretTexts(service).holdsSecret(text)) fault(object, `${place} holds a secret value`);
    }
  }
}

interface OpenText {
  readonly place: string;
  readonly text: string;
  /** Any service will do: what is secret for one is secret for all. */
  readonly service: string;
}

function textsOf(plan: KubernetesPlan, object: Manifest): readonly OpenText[] {
  const service = plan.context.pods.emitted[0]?.name ?? '';
  const open = (place: string, texts: Readonly<Record<string, string>> | undefined): readonly OpenText[] =>
    Object.entries(texts ?? {}).map(([key, text]) => ({ place: `${place} ${key}`, text, service }));
  if (object.kind === 'ConfigMap') return open('the key', object.data);
  const own = open('the annotation', object.metadata.annotations);
  if (!isWorkload(object)) return own;
  const template = templateOf(object);
  const containers = template?.spec ? containersOf(template.spec) : [];
  return [
    ...own,
    ...open('the annotation', template?.metadata?.annotations),
    ...containers.flatMap((container) => open(`container ${container.name}:`, containerTexts(container))),
  ];
}

function containerTexts(container: Container): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  const add = (place: string, words: readonly string[] | undefined) => {
    for (const [index, word] of (words ?? []).entries()) texts[`${place}[${index}]`] = word;
  };
  for (const { name, value } of container.env ?? []) if (value !== undefined) texts[`variable ${name}`] = value;
  add('command', container.command);
  add('args', container.args);
  add('postStart', container.lifecycle?.postStart?.exec?.command);
  add('preStop', container.lifecycle?.preStop?.exec?.command);
  for (const probe of ['readinessProbe', 'startupProbe', 'livenessProbe'] as const)
    add(probe, container[probe]?.exec?.command);
  return texts;
}
