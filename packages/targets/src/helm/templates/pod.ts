import { table } from '../../shared/formats/table.ts';
import type { PodSpec, Workload } from '../../kubernetes/objects/objects.ts';
import { configReferences } from '../../kubernetes/workload/checksum.ts';
import { isWorkload, templateOf } from '../../kubernetes/workload/template.ts';
import type { YamlPath } from '../../shared/formats/yaml.ts';
import type { Chart } from '../chart/chart.ts';
import { addOpenValue, furtherYaml, optionalYaml } from '../chart/chart.ts';
import type { ContainerPlace } from './container-env.ts';
import { withEnvironment } from './container-env.ts';
import { askedBelow, askedFields, withFieldValue } from '../environments/field-values.ts';
import { idIn } from '../environments/form-objects.ts';
import type { ImageExpressions } from '../image-values.ts';
import { imageFields, imageValues } from '../image-values.ts';
import type { Tree } from './tree.ts';
import { isTree, treeAt, treesAt } from './tree.ts';
import { count, list, map, text, texts } from '../values.ts';
import { withVolumeSwitches } from './volumes.ts';

/** The values of a workload: what users of charts expect to set. `addedLabels`: those of an environment. */
export function withPodValues(
  chart: Chart,
  tree: Tree,
  object: Workload,
  key: string,
  addedLabels: Readonly<Record<string, string>>,
): void {
  const { values, slots } = chart;
  const spec = treeAt(tree, 'spec');
  if (!spec) return;
  if (typeof spec['replicas'] === 'number') {
    const path = [key, 'replicas'];
    const about = 'number of Pods';
    const place = chart.place(object, ['spec', 'replicas']);
    spec['replicas'] = slots.action(values.add({ path, value: spec['replicas'], about, place, schema: count }));
  }
  if (typeof spec['schedule'] === 'string') {
    const path = [key, 'schedule'];
    const expression = values.add({ path, value: spec['schedule'], about: 'when the Job runs', schema: text });
    spec['schedule'] = slots.action(`${expression} | quote`);
  }
  const at: YamlPath = object.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];
  const template = treeAt(tree, ...at.map(String));
  const pod = treeAt(template, 'spec');
  if (!template || !pod) return;
  const images = new Map<unknown, ImageExpressions>();
  const withValues = (field: 'containers' | 'initContainers', container: Tree, index: number): Tree => {
    const service = chart.context.owners.get(String(container['name']));
    const own = service && chart.keys.get(chart.context.names.service(service.name));
    if (!service || own === undefined) return container;
    const path = [...at, 'spec', field, index];
    const place = chart.place(object, [...path, 'image']);
    const image = imageValues(chart, own, String(container['image']), container['imagePullPolicy'], place);
    images.set(container['image'], image);
    return withContainerValues(chart, container, { object, path }, own, image);
  };
  pod['containers'] = treesAt(pod, 'containers').map((container, index) => withValues('containers', container, index));
  pod['initContainers'] &&= treesAt(pod, 'initContainers').map((container, index) => {
    if (isSidecar(container)) return withValues('initContainers', container, index);
    const { name, image, imagePullPolicy: _, ...rest } = container;
    // One that waits has an image of its own, even where that has the same name.
    const own = String(name).startsWith('wait-for-') ? undefined : images.get(image);
    return own ? { name, ...imageFields(chart, own), ...rest } : container;
  });
  withScheduling(chart, pod, key);
  withPodFields(chart, pod, { object, path: [...at, 'spec'] }, key);
  const about = { object, node: spec, path: ['spec'] };
  const metadata = { object, node: treeAt(tree, 'metadata') ?? {}, path: ['metadata'] };
  if (askedFields(chart, metadata).includes('annotations'))
    withFieldValue(chart, metadata, 'annotations', [key, 'annotations']);
  for (const field of askedFields(chart, about))
    if (!['replicas', 'schedule', 'template', 'jobTemplate', 'selector'].includes(field))
      withFieldValue(chart, about, field, [key, field]);
  withAnnotations(chart, template, object, key, addedLabels);
}

function withContainerValues(
  chart: Chart,
  container: Tree,
  at: ContainerPlace,
  key: string,
  image: ImageExpressions,
): Tree {
  const { values, slots } = chart;
  const { name, image: _, imagePullPolicy: __, env: ___, resources, ...rest } = container;
  const limits = values.add({
    path: [key, 'resources'],
    value: isTree(resources) ? resources : {},
    about: 'requests and limits of the container',
    place: chart.place(at.object, [...at.path, 'resources']),
    schema: map,
  });
  const made: Tree = { ...rest };
  const asked = new Set([...askedFields(chart, at), ...Object.keys(rest).filter((field) => usualFields.has(field))]);
  for (const field of asked) {
    if (ownFields.has(field)) continue;
    const about = fieldTexts[field];
    withFieldValue(chart, { object: at.object, node: made, path: at.path }, field, [key, fieldKey(field)], about);
  }
  const { command, args, workingDir, envFrom, ports, ...others } = made;
  return {
    name,
    ...imageFields(chart, image),
    ...(command !== undefined && { command }),
    ...(args !== undefined && { args }),
    ...(workingDir !== undefined && { workingDir }),
    ...(envFrom !== undefined && { envFrom }),
    env: withEnvironment(chart, container, at, key),
    ...(ports !== undefined && { ports }),
    resources: slots.entry(optionalYaml(limits)),
    ...others,
  };
}

/** What is a value wherever it is written. */
const usualFields: ReadonlySet<string> = new Set(['command', 'args']);

/** What has values of its own, in each container. */
const ownFields: ReadonlySet<string> = new Set([
  'name',
  'image',
  'imagePullPolicy',
  'env',
  'resources',
  'volumeMounts',
]);

const fieldTexts: Readonly<Record<string, string>> = table({
  command: 'in place of the entrypoint of the image',
  args: 'in place of the command of the image',
  ports: 'ports of the container',
});

const fieldKey = (field: string): string => (field === 'ports' ? 'containerPorts' : field);

/** The other fields of a Pod in which environments differ. */
function withPodFields(chart: Chart, pod: Tree, at: ContainerPlace, key: string): void {
  const containers = treesAt(pod, 'containers').map((node, index) => ({
    object: at.object,
    node,
    path: [...at.path, 'containers', index],
  }));
  const areOfSidecars = initContainersAreOfSidecars(chart, pod, at);
  const asked = askedFields(chart, at).filter(
    (field) => !ownPodFields.has(field) && !(field === 'initContainers' && areOfSidecars),
  );
  const mounting = containers.filter((place) => askedFields(chart, place).includes('volumeMounts'));
  const isSwitched = (asked.includes('volumes') || mounting.length > 0) && withVolumeSwitches(chart, pod, at, key);
  for (const field of asked)
    if (!isSwitched || field !== 'volumes')
      withFieldValue(chart, { ...at, node: pod }, field, [
        key,
        field === 'securityContext' ? 'podSecurityContext' : field,
      ]);
  if (isSwitched) return;
  for (const place of mounting) {
    const service = chart.context.owners.get(String(place.node['name']));
    const own = service && chart.keys.get(chart.context.names.service(service.name));
    if (own !== undefined) withFieldValue(chart, place, 'volumeMounts', [own, 'volumeMounts']);
  }
}

/** A service that others of its Pod wait for: it stays. */
const isSidecar = (initContainer: Tree): boolean => initContainer['restartPolicy'] === 'Always';

/** Whether environments change fields of sidecars alone, which have values of their own but for what they mount. */
function initContainersAreOfSidecars(chart: Chart, pod: Tree, at: ContainerPlace): boolean {
  const sidecars = new Set(treesAt(pod, 'initContainers').flatMap((one, index) => (isSidecar(one) ? [index] : [])));
  return askedBelow(chart, at).every(
    ([list, index, field]) =>
      list !== 'initContainers' ||
      (typeof index === 'number' && sidecars.has(index) && field !== undefined && field !== 'volumeMounts'),
  );
}

const ownPodFields: ReadonlySet<string> = new Set([
  'containers',
  'imagePullSecrets',
  'nodeSelector',
  'affinity',
  'tolerations',
]);

/** Of the chart where all Pods have the same, else of the service. */
export function pullSecretsValue({ values, onePullSecrets }: Chart, value: unknown, key: string): string {
  const path = [...(onePullSecrets ? [] : [key]), 'imagePullSecrets'];
  const about = 'Secrets with the credentials of registries, as - name: NAME';
  return values.add({ path, value: value ?? [], about, schema: list });
}

function withScheduling(chart: Chart, pod: Tree, key: string): void {
  const { values, slots } = chart;
  const add = (field: string, about: string, empty: unknown): void => {
    const path = [key, field];
    const expression = values.add({
      path,
      value: pod[field] ?? empty,
      about,
      schema: Array.isArray(empty) ? list : map,
    });
    pod[field] = slots.entry(optionalYaml(expression));
  };
  const secrets = pullSecretsValue(chart, pod['imagePullSecrets'], key);
  pod['imagePullSecrets'] = slots.entry(optionalYaml(secrets));
  add('nodeSelector', 'labels of the nodes that Pods may run on', {});
  add('affinity', 'rules for the choice of a node', {});
  add('tolerations', 'taints of nodes that Pods bear', []);
}

/** The labels and annotations of Pods, and a checksum that changes with the ConfigMaps and Secrets that they use. */
function withAnnotations(
  chart: Chart,
  template: Tree,
  object: Workload,
  key: string,
  addedLabels: Readonly<Record<string, string>>,
): void {
  const metadata = treeAt(template, 'metadata');
  if (!metadata) return;
  const { 'checksum/config': _, ...own } = treeAt(metadata, 'annotations') ?? {};
  const path = [key, 'podAnnotations'];
  const expression = addOpenValue(chart, { path, value: own, about: 'annotations of the Pods', schema: texts });
  const more = chart.values.add({
    path: [key, 'podLabels'],
    value: addedLabels,
    about: 'further labels of the Pods',
    schema: texts,
  });
  const checksum = checksumOf(chart, object);
  const { labels, ...rest } = metadata;
  template['metadata'] = {
    ...rest,
    labels: chart.outline
      ? labels
      : chart.slots.entry((written, pad) => [
          chart.slots.print({ [written]: labels }, pad),
          ...furtherYaml(more, `${pad}  `),
        ]),
    annotations: chart.slots.entry(
      checksum === undefined || chart.outline
        ? optionalYaml(expression)
        : (written, pad) => [
            `${pad}${written}:`,
            `${pad}  checksum/config: {{ ${checksum} }}`,
            ...furtherYaml(expression, `${pad}  `),
          ],
    ),
  };
}

/** The Pods of an object in all forms. */
function podSpecs({ forms, jobs }: Chart, object: Workload): readonly (PodSpec | undefined)[] {
  const having = forms.flatMap(({ objects }) => objects.get(idIn(jobs, object)) ?? []);
  return having.map((one) => (isWorkload(one) ? templateOf(one)?.spec : undefined));
}

function checksumOf(chart: Chart, object: Workload): string | undefined {
  const { name, hashed } = chart;
  const specs = [templateOf(object)?.spec, ...podSpecs(chart, object)];
  const all = new Set(specs.flatMap((spec) => (spec ? [...configReferences(spec)] : [])));
  const used = [...all].filter((id) => hashed.has(id));
  if (used.length === 0) return undefined;
  const salt = used.some((id) => id.startsWith('Secret/')) ? [`(include "${name}.salt" .)`] : [];
  return `print ${[...salt, ...used.map((id) => hashed.get(id))].join(' ')} | sha256sum`;
}
