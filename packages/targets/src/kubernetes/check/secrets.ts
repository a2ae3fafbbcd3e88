import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { Fault } from './check.ts';
import type { Container, Manifest } from '../objects/objects.ts';
import type { KubernetesPlan } from '../plan.ts';
import { wordsBefore } from '../../shared/secrets/secret-places.ts';
import { containersOf, isWorkload, templateOf } from '../workload/template.ts';

/** No secret value is where everybody may read it. Images and paths are names: a word in them tells nothing. */
export function checkSecrets(plan: KubernetesPlan, objects: readonly Manifest[], fault: Fault): void {
  const { names, pods } = plan.context;
  const services = new Map(pods.emitted.map(({ name }) => [names.service(name), name]));
  for (const object of objects) {
    for (const { place, text, ...where } of textsOf(services, object)) {
      if (plan.context.secrets.knownIn(text, where).length > 0) fault(object, `${place} holds a secret value`);
    }
  }
}

interface OpenText {
  readonly place: string;
  readonly text: string;
  /** The word before it in a command. */
  readonly before?: string | undefined;
  /** The variable that it is the value of: `x-transpose.plain` of its service may name it. */
  readonly name?: string;
  readonly path?: KeyPath | undefined;
}

/** The services by the names of their objects. */
type Services = ReadonlyMap<string, string>;

function textsOf(services: Services, object: Manifest): readonly OpenText[] {
  const open = (place: string, texts: Readonly<Record<string, string>> | undefined): readonly OpenText[] =>
    Object.entries(texts ?? {}).map(([key, text]) => ({ place: `${place} ${key}`, text }));
  if (object.kind === 'ConfigMap') return open('the key', object.data);
  const own = open('the annotation', object.metadata.annotations);
  if (!isWorkload(object)) return own;
  const template = templateOf(object);
  const containers = template?.spec ? containersOf(template.spec) : [];
  return [
    ...own,
    ...open('the annotation', template?.metadata?.annotations),
    ...containers.flatMap((one) => containerTexts(services, one)),
  ];
}

function containerTexts(services: Services, container: Container): readonly OpenText[] {
  const service = services.get(container.name) ?? services.get(container.name.replace(/-pre-start-\d+$/, ''));
  const of = (place: string, words: readonly string[] | undefined): readonly OpenText[] =>
    (words ?? []).map((text, index) => ({
      place: `container ${container.name}: ${place}[${index}]`,
      text,
      before: wordsBefore(words ?? [], index),
    }));
  return [
    ...(container.env ?? []).flatMap(({ name, value }): readonly OpenText[] =>
      value === undefined
        ? []
        : [
            {
              place: `container ${container.name}: variable ${name}`,
              text: value,
              name,
              path: service === undefined ? undefined : pathTo(['services', service, 'environment', name]),
            },
          ],
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
