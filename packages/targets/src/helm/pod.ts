import { parseImageReference } from '@transpose/core';
import type { Workload } from '../kubernetes/objects/objects.ts';
import { configReferences } from '../kubernetes/workload/checksum.ts';
import { templateOf } from '../kubernetes/workload/template.ts';
import { plainDollar } from '../shared/formats/k8s-dollar.ts';
import type { YamlPath } from '../shared/formats/yaml.ts';
import type { Chart } from './chart.ts';
import { addOpenValue, optionalScalar, optionalYaml } from './chart.ts';
import type { EntryLines } from './slots.ts';
import type { Tree } from './tree.ts';
import { changeTexts, isTree, treeAt, treesAt } from './tree.ts';
import { count, list, map, objects, oneOf, text, textOrNull, texts } from './values.ts';

/** The values of a workload: what users of charts expect to set. */
export function withPodValues(chart: Chart, tree: Tree, object: Workload, key: string): void {
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
  pod['containers'] = treesAt(pod, 'containers').map((container, index) => {
    const service = chart.context.owners.get(String(container['name']));
    const own = service && chart.keys.get(chart.context.names.service(service.name));
    if (!service || own === undefined) return container;
    const field = (name: string) => chart.place(object, [...at, 'spec', 'containers', index, name]);
    const image = imageValues(chart, own, String(container['image']), container['imagePullPolicy'], field('image'));
    images.set(container['image'], image);
    return withContainerValues(chart, container, own, image, (name, step) =>
      chart.place(object, [...at, 'spec', 'containers', index, name, ...(step === undefined ? [] : [step])]),
    );
  });
  pod['initContainers'] &&= treesAt(pod, 'initContainers').map((container) => {
    const { name, image, imagePullPolicy: _, ...rest } = container;
    // One that waits has an image of its own, even where that has the same name.
    const own = String(name).startsWith('wait-for-') ? undefined : images.get(image);
    return own ? { name, ...imageFields(chart, own), ...rest } : container;
  });
  withScheduling(chart, pod, key);
  withAnnotations(chart, template, object, key);
}

/** What templates say of an image: its name, and when it is pulled. */
interface ImageExpressions {
  readonly image: string;
  readonly policy: string;
}

function imageFields({ slots }: Chart, { image, policy }: ImageExpressions): Tree {
  return { image: slots.action(`${image} | quote`), imagePullPolicy: slots.entry(optionalScalar(policy)) };
}

function imageValues(
  chart: Chart,
  key: string,
  image: string,
  policy: unknown,
  place: string | undefined,
): ImageExpressions {
  const { values, open } = chart;
  const { repository, registry, tag = '', digest = '' } = parseImageReference(image);
  const name = repository === undefined ? image : `${registry === undefined ? '' : `${registry}/`}${repository}`;
  const add = (field: string, value: string, what: string, from?: string) => {
    const about = open.isIn(value) ? `${what}; empty: ${open.follows(value)}` : what;
    const own = open.isIn(value) ? '' : value;
    if (own !== value) open.note([key, 'image', field], value);
    values.add({ path: [key, 'image', field], value: own, about, place: from, schema: textOrNull });
  };
  add('repository', name, 'name of the image, with its registry', place);
  add('tag', repository === undefined ? '' : tag, 'tag of the image');
  add('digest', repository === undefined ? '' : digest, 'digest of the image (sha256:…), which beats the tag');
  const isUsual = policy === undefined || (policy === 'IfNotPresent' && digest === '' && ['', 'latest'].includes(tag));
  const pulled = values.add({
    path: [key, 'image', 'pullPolicy'],
    value: isUsual ? '' : policy,
    about: 'Always, IfNotPresent or Never; empty: IfNotPresent, as with Docker',
    schema: oneOf('', 'Always', 'IfNotPresent', 'Never'),
  });
  const whole =
    open.isIn(image) && !chart.outline
      ? `include "${chart.name}.openImage" (list .Values.${key}.image ${open.words(image)})`
      : `include "${chart.name}.image" .Values.${key}.image`;
  return { image: whole, policy: `include "${chart.name}.pullPolicy" (list ${pulled} (${whole}))` };
}

type PlaceOf = (field: string, step?: number) => string | undefined;

function withContainerValues(
  chart: Chart,
  container: Tree,
  key: string,
  image: ImageExpressions,
  place: PlaceOf,
): Tree {
  const { values, slots } = chart;
  const {
    name,
    image: _,
    imagePullPolicy: __,
    command,
    args,
    workingDir,
    env,
    envFrom,
    ports,
    resources,
    ...rest
  } = container;
  const path = (field: string) => [key, field];
  const limits = values.add({
    path: path('resources'),
    value: isTree(resources) ? resources : {},
    about: 'requests and limits of the container',
    place: place('resources'),
    schema: map,
  });
  const known = chart.variables?.get(key);
  const isFurther = ({ name: variable, valueFrom }: Tree) =>
    known !== undefined && valueFrom === undefined && !known.has(String(variable));
  chart.containerVariables.set(key, new Set(treesAt({ env }, 'env').map((entry) => String(entry['name']))));
  const all = treesAt({ env }, 'env').map((entry, index) => ({ entry, from: place('env', index) }));
  const entries = all
    .filter(({ entry }) => !isFurther(entry))
    .map(({ entry, from }) => envEntry(chart, key, entry, from));
  const more = values.add({
    path: path('extraEnv'),
    value: all
      .filter(({ entry }) => isFurther(entry))
      .map(({ entry }) => changeTexts({ ...entry }, (one) => chart.open.now(one))),
    about: 'further variables: entries with name and value or valueFrom',
    schema: objects,
  });
  return {
    name,
    ...imageFields(chart, image),
    ...(command !== undefined && { command }),
    ...(args !== undefined && { args }),
    ...(workingDir !== undefined && { workingDir }),
    ...(envFrom !== undefined && { envFrom }),
    env: chart.outline
      ? entries
      : entries.length === 0
        ? slots.entry(optionalYaml(more))
        : slots.entry(envList(chart, entries, more)),
    ...(ports !== undefined && { ports }),
    resources: slots.entry(optionalYaml(limits)),
    ...rest,
  };
}

/** The entries of the environment, then those that values add. */
const envList =
  ({ slots }: Chart, entries: readonly Tree[], more: string) =>
  (written: string, pad: string): readonly string[] => [
    `${pad}${written}:`,
    slots.print(entries, pad),
    `${pad}{{- with ${more} }}`,
    `${pad}{{- toYaml . | nindent ${pad.length} }}`,
    `${pad}{{- end }}`,
  ];

/** A plain variable is a value; Kubernetes reads `$(NAME)` in it, so the helper doubles each `$` that it would read. */
function envEntry(
  { name: chart, values, slots, open, outline }: Chart,
  key: string,
  entry: Tree,
  place: string | undefined,
): Tree {
  const { name, value = '', valueFrom } = entry;
  const plain = typeof value === 'string' && valueFrom === undefined ? plainDollar(value) : undefined;
  if (typeof name !== 'string' || plain === undefined) return entry;
  values.group([key, 'env'], 'variables of the container');
  const path = [key, 'env', name];
  if (outline) return { name, value: slots.action(values.add({ path, value: plain, schema: textOrNull })) };
  if (open.isIn(plain)) {
    open.note(path, plain);
    const about = `null: ${open.follows(plain)}`;
    const own = values.add({ path, value: null, about, place, schema: textOrNull });
    const lines: EntryLines = (word, pad) => [
      `${pad}{{- with include "${chart}.given" (list ${own} ${open.words(plain)}) }}`,
      `${pad}${word}: {{ include "${chart}.env" . }}`,
      `${pad}{{- end }}`,
    ];
    return { name, value: slots.entry(lines) };
  }
  const given = values.add({ path, value: plain, place, schema: textOrNull });
  const written = `include "${chart}.env" ${given}`;
  // No value is an empty one.
  const lines: EntryLines = (word, pad) => [
    `${pad}{{- with ${given} }}`,
    `${pad}${word}: {{ include "${chart}.env" . }}`,
    `${pad}{{- end }}`,
  ];
  return { name, value: entry['value'] === undefined ? slots.entry(lines) : slots.action(written) };
}

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

/** The annotations of Pods, and a checksum that changes with the ConfigMaps and Secrets that they use. */
function withAnnotations(chart: Chart, template: Tree, object: Workload, key: string): void {
  const metadata = treeAt(template, 'metadata');
  if (!metadata) return;
  const { 'checksum/config': _, ...own } = treeAt(metadata, 'annotations') ?? {};
  const path = [key, 'podAnnotations'];
  const expression = addOpenValue(chart, { path, value: own, about: 'annotations of the Pods', schema: texts });
  const checksum = checksumOf(chart, object);
  const { labels, ...rest } = metadata;
  template['metadata'] = {
    ...rest,
    ...(labels !== undefined && { labels }),
    annotations: chart.slots.entry(
      checksum === undefined || chart.outline
        ? optionalYaml(expression)
        : (written, pad) => [
            `${pad}${written}:`,
            `${pad}  checksum/config: {{ ${checksum} }}`,
            `${pad}  {{- with ${expression} }}`,
            `${pad}  {{- toYaml . | nindent ${pad.length + 2} }}`,
            `${pad}  {{- end }}`,
          ],
    ),
  };
}

function checksumOf({ name, hashed }: Chart, object: Workload): string | undefined {
  const spec = templateOf(object)?.spec;
  const used = [...(spec ? configReferences(spec) : [])].filter((id) => hashed.has(id));
  if (used.length === 0) return undefined;
  const salt = used.some((id) => id.startsWith('Secret/')) ? [`(include "${name}.salt" .)`] : [];
  return `print ${[...salt, ...used.map((id) => hashed.get(id))].join(' ')} | sha256sum`;
}
