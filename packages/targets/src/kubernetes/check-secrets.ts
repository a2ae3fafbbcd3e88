import type { Fault } from './check.ts';
import type { Container, Manifest } from './objects.ts';
import type { KubernetesPlan } from './plan.ts';
import { containersOf, isWorkload, templateOf } from './template.ts';

/** No secret value stands where everybody may read it. Images and paths are names: a word in them tells nothing. */
export function checkSecrets(plan: KubernetesPlan, objects: readonly Manifest[], fault: Fault): void {
  for (const object of objects) {
    for (const { place, text, service, before } of textsOf(plan, object)) {
      if (plan.secretTexts(service).holdsSecret(text, { before })) fault(object, `${place} holds a secret value`);
    }
  }
}

interface OpenText {
  readonly place: string;
  readonly text: string;
  /** The word before it in a command. */
  readonly before?: string | undefined;
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
    ...containers.flatMap((container) => containerTexts(container, service)),
  ];
}

function containerTexts(container: Container, service: string): readonly OpenText[] {
  const of = (place: string, words: readonly string[] | undefined): readonly OpenText[] =>
    (words ?? []).map((text, index) => ({
      place: `container ${container.name}: ${place}[${index}]`,
      text,
      before: words?.[index - 1],
      service,
    }));
  return [
    ...(container.env ?? []).flatMap(({ name, value }): readonly OpenText[] =>
      value === undefined ? [] : [{ place: `container ${container.name}: variable ${name}`, text: value, service }],
    ),
    ...of('command', container.command),
    ...of('args', container.args),
    ...of('postStart', container.lifecycle?.postStart?.exec?.command),
    ...of('preStop', container.lifecycle?.preStop?.exec?.command),
    ...(['readinessProbe', 'startupProbe', 'livenessProbe'] as const).flatMap((probe) =>
      of(probe, container[probe]?.exec?.command),
    ),
  ];
}
