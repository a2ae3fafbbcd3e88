import { objectId } from '../../kubernetes/objects/metadata.ts';
import type { Ingress, LeadingRoute } from '../../kubernetes/objects/objects.ts';
import type { Chart } from '../chart/chart.ts';
import { addOpenValue, optionalScalar, optionalYaml } from '../chart/chart.ts';
import { valueExpression } from './go-template.ts';
import { groupKey, portPath, serviceNamed, withAnnotations } from './network.ts';
import type { EntryLines } from './slots.ts';
import type { Tree } from './tree.ts';
import { treeAt, treesAt } from './tree.ts';
import type { JsonSchema } from '../values.ts';
import { flag, list, textOrNull } from '../values.ts';

const routeKeys = { Ingress: 'ingress', HTTPRoute: 'httpRoute', GRPCRoute: 'grpcRoute', TLSRoute: 'tlsRoute' } as const;

/** The values of a route; its condition. Its backends follow the ports of the Service. */
export function withRouteValues(chart: Chart, tree: Tree, object: LeadingRoute, key: string, owner: string): string {
  const path = [key, groupKey(object.metadata.name, owner, routeKeys[object.kind])];
  chart.values.group(path, `${object.kind} ${object.metadata.name}`);
  const enabled = chart.values.add({ path: [...path, 'enabled'], value: true, schema: flag });
  if (object.kind === 'Ingress') withIngressValues(chart, tree, object, path);
  else withHostValues(chart, tree, object, path);
  withAnnotations(chart, tree, path);
  return enabled;
}

/** As `helm create` has them: class, hosts with their paths, certificates. */
function withIngressValues(chart: Chart, tree: Tree, object: Ingress, path: readonly string[]): void {
  const { values, slots } = chart;
  const { ingressClassName, rules = [], tls = [], ...rest } = object.spec ?? {};
  const name = values.add({
    path: [...path, 'className'],
    value: ingressClassName ?? '',
    about: 'class of the Ingress; empty: the default of the cluster',
    schema: textOrNull,
  });
  const paths = rules.flatMap(({ http }) => http?.paths ?? []);
  const service = paths[0]?.backend.service?.name ?? '';
  const hosts = addOpenValue(chart, {
    path: [...path, 'hosts'],
    value: rules.map(({ host, http }) => ({
      ...(host !== undefined && { host }),
      paths: (http?.paths ?? []).map(({ path: at, pathType, backend }) => ({
        path: at,
        pathType,
        port: portKey(chart, service, backend.service?.port?.number),
      })),
    })),
    about: 'port: a key below the ports of the Service, or a number',
    place: chart.place(object, ['spec', 'rules', 0]),
    schema: hostsSchema,
  });
  const certificates = addOpenValue(chart, {
    path: [...path, 'tls'],
    value: tls,
    about: 'certificates, as - secretName: NAME with its hosts',
    place: chart.place(object, ['spec', 'tls', 0]),
    schema: list,
  });
  chart.routes.set(objectId(object.kind, object.metadata.name), { hosts, tls: certificates });
  tree['spec'] = {
    ...rest,
    ingressClassName: slots.entry(optionalScalar(name)),
    tls: slots.entry(optionalYaml(certificates)),
    rules: slots.entry(ruleLines(hosts, slots.print({ name: service }), portsOf(chart, service))),
  };
}

const hostsSchema: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    properties: {
      host: { type: 'string' },
      paths: {
        type: 'array',
        items: {
          type: 'object',
          required: ['port'],
          additionalProperties: false,
          properties: {
            path: { type: 'string' },
            pathType: { enum: ['Exact', 'Prefix', 'ImplementationSpecific'] },
            port: { type: ['string', 'integer'] },
          },
        },
      },
    },
  },
};

/** `service`: the line that names where all paths lead; `ports`: the expression for the values of its ports. */
function ruleLines(hosts: string, service: string, ports: string | undefined): EntryLines {
  const number = ports === undefined ? '.port' : `index ${ports} (toString .port) | default .port`;
  return (key, pad) =>
    [
      `{{- with ${hosts} }}`,
      `${key}:`,
      `  {{- range . }}`,
      `  - {{ with .host }}host: {{ . | quote }}{{ end }}`,
      `    http:`,
      `      paths:`,
      `        {{- range .paths }}`,
      `        - path: {{ .path | quote }}`,
      `          pathType: {{ .pathType | default "Prefix" }}`,
      `          backend:`,
      `            service:`,
      `              ${service}`,
      `              port:`,
      `                number: {{ ${number} }}`,
      `        {{- end }}`,
      `  {{- end }}`,
      `{{- end }}`,
    ].map((line) => pad + line);
}

function withHostValues(
  chart: Chart,
  tree: Tree,
  object: Exclude<LeadingRoute, Ingress>,
  path: readonly string[],
): void {
  const { slots } = chart;
  const spec = treeAt(tree, 'spec') ?? {};
  const made = (['parentRefs', 'hostnames'] as const).map((field) => {
    const place = chart.place(object, ['spec', field, 0]);
    const expression = addOpenValue(chart, { path: [...path, field], value: spec[field] ?? [], place, schema: list });
    if (field === 'hostnames') chart.routes.set(objectId(object.kind, object.metadata.name), { hosts: expression });
    return [field, slots.entry(optionalYaml(expression))] as const;
  });
  for (const rule of treesAt(spec, 'rules'))
    for (const backend of treesAt(rule, 'backendRefs')) {
      const value = portPath(chart, String(backend['name']), backend['port']);
      if (value) backend['port'] = slots.action(valueExpression(value));
    }
  tree['spec'] = { ...spec, ...Object.fromEntries(made) };
}

/** The key of a port below the values of a Service; the number where it has none. */
function portKey(chart: Chart, service: string, number: number | undefined): unknown {
  return portPath(chart, service, number)?.at(-1) ?? number;
}

function portsOf(chart: Chart, service: string): string | undefined {
  const first = serviceNamed(chart.plan, service)?.object.spec?.ports?.[0];
  const path = first && portPath(chart, service, first.port);
  return path && valueExpression(path.slice(0, -1), '$.Values');
}
