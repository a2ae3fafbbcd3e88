import type { OutputFile } from '@transpose/targets';
import { parseAllDocuments } from 'yaml';

type Json = Readonly<Record<string, unknown>>;

/** The objects of manifests, as readers of a version of YAML have them. */
export const objectsIn = (files: readonly OutputFile[], version: '1.1' | '1.2'): readonly Json[] =>
  files
    .filter(({ path }) => path.endsWith('.yaml'))
    .flatMap(({ content }) =>
      parseAllDocuments(String(content), { version }).map((document) => document.toJS() as Json),
    );

/** Kubernetes makes one dollar of two in commands, variables and probes. */
const read = (text: string): string => text.replaceAll('$$', '$');
const words = (list: unknown): string => JSON.stringify(((list ?? []) as readonly string[]).map(read));

/* eslint-disable */
/** What the Pod of a service has, as lines `args=["a"]`, `env:NAME=VALUE`, `file:/path=CONTENT`. */
export function podFields(objects: readonly Json[], service: string): ReadonlySet<string> {
  const all = objects as readonly any[];
  const workload = all.find(
    ({ kind, metadata }) =>
      /^(?:Deployment|StatefulSet|Job|CronJob|DaemonSet)$/.test(kind) && metadata.name === service,
  );
  if (!workload) return new Set();
  const { metadata, spec } = workload.spec.template;
  const [container] = spec.containers;
  const fields = [
    `command=${words(container.command)}`,
    `args=${words(container.args)}`,
    `workingDir=${container.workingDir}`,
    `probe=${words(container.readinessProbe?.exec?.command)}`,
    ...Object.entries(metadata.annotations ?? {}).map(([key, text]) => `annotation:${key}=${text}`),
    ...(spec.securityContext?.sysctls ?? []).map(({ name, value }: any) => `sysctl:${name}=${value}`),
    ...(container.env ?? []).map(
      ({ name, value, valueFrom }: any) => `env:${name}=${value === undefined ? contentOf(valueFrom) : read(value)}`,
    ),
  ];
  const volumes = new Map<string, any>((spec.volumes ?? []).map((volume: any) => [volume.name, volume]));
  for (const { name, mountPath, subPath } of container.volumeMounts ?? []) {
    fields.push(`mount=${mountPath}`);
    const { configMap, secret } = volumes.get(name) ?? {};
    const source = configMap ?? secret;
    const [kind, of] = configMap ? ['ConfigMap', configMap.name] : ['Secret', secret?.secretName];
    const item = source?.items?.find(({ path }: any) => path === subPath);
    if (item) fields.push(`file:${mountPath}=${contentOf({ [kind]: { name: of, key: item.key } })}`);
  }
  return new Set(fields);

  function contentOf(from: any): string | undefined {
    const reference = from?.ConfigMap ?? from?.Secret ?? from?.secretKeyRef ?? from?.configMapKeyRef;
    const kind = from?.Secret || from?.secretKeyRef ? 'Secret' : 'ConfigMap';
    const object = all.find((one) => one.kind === kind && one.metadata.name === reference?.name);
    const data = object?.data?.[reference.key];
    const encoded = kind === 'Secret' ? data : object?.binaryData?.[reference.key];
    return encoded === undefined
      ? (object?.stringData?.[reference.key] ?? data)
      : Buffer.from(encoded, 'base64').toString();
  }
}
