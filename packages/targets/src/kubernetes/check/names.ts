import {
  isAnnotationKey,
  isConfigKey,
  isDns1035Label,
  isDns1123Label,
  isDns1123Subdomain,
  isLabelKey,
  isLabelValue,
  isPortName,
} from '../../shared/names/k8s-name.ts';
import type { Fault } from './check.ts';
import type { Manifest } from '../objects/objects.ts';
import { isWorkload, templateOf } from '../workload/template.ts';

/** Names, labels and keys are legal. */
export function checkNames(object: Manifest, fault: Fault): void {
  const { name, namespace } = object.metadata;
  const legal =
    object.kind === 'Service'
      ? isDns1035Label(name)
      : object.kind === 'Namespace'
        ? isDns1123Label(name)
        : isDns1123Subdomain(name);
  if (!legal) fault(object, `"${name}" is not a legal name`);
  if (isWorkload(object) && name.length > (object.kind === 'CronJob' ? 52 : 63)) fault(object, `"${name}" is too long`);
  const clusterWide = object.kind === 'Namespace' || object.kind === 'PersistentVolume';
  if (clusterWide && namespace !== undefined) fault(object, 'it belongs to no namespace');

  checkLabels(object, object.metadata.labels, object.metadata.annotations, fault);
  if (isWorkload(object)) {
    const metadata = templateOf(object)?.metadata;
    checkLabels(object, metadata?.labels, metadata?.annotations, fault);
  }
  if (object.kind === 'ConfigMap' || object.kind === 'Secret') {
    const keys = [
      ...Object.keys(object.data ?? {}),
      ...Object.keys((object.kind === 'Secret' ? object.stringData : object.binaryData) ?? {}),
    ];
    for (const key of keys) if (!isConfigKey(key)) fault(object, `"${key}" is not a legal key`);
    if (new Set(keys).size < keys.length) fault(object, 'a key is in it twice');
  }
  if (object.kind === 'Service') checkServicePorts(object, fault);
}

function checkLabels(
  object: Manifest,
  labels: Readonly<Record<string, string>> | undefined,
  annotations: Readonly<Record<string, string>> | undefined,
  fault: Fault,
): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (!isLabelKey(key)) fault(object, `"${key}" is not a legal key of a label`);
    if (!isLabelValue(value)) fault(object, `"${value}" is not a legal value of the label ${key}`);
  }
  for (const [key, value] of Object.entries(annotations ?? {})) {
    if (!isAnnotationKey(key)) fault(object, `"${key}" is not a legal key of an annotation`);
    if (typeof value !== 'string') fault(object, `the annotation ${key} is not a string`);
  }
}

function checkServicePorts(object: Extract<Manifest, { kind: 'Service' }>, fault: Fault): void {
  const ports = object.spec?.ports ?? [];
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const { name, port, protocol = 'TCP' } of ports) {
    if (name === undefined ? ports.length > 1 : !isPortName(name))
      fault(object, `"${name ?? ''}" is not a legal name of a port`);
    if (port < 1 || port > 65535) fault(object, `${port} is not a port`);
    if (name !== undefined && names.has(name)) fault(object, `two ports are named "${name}"`);
    if (numbers.has(`${port}/${protocol}`)) fault(object, `the port ${port}/${protocol} is in it twice`);
    names.add(name ?? '');
    numbers.add(`${port}/${protocol}`);
  }
  if (ports.length === 0 && object.spec?.clusterIP !== 'None' && object.spec?.type !== 'ExternalName')
    fault(object, 'it has no port');
}
