import type { ProbeSettings, Project, Service } from '@transpose/core';
import { nearestName } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { Label } from '../routes/labels/labels.ts';
import { labelsOf } from '../routes/labels/labels.ts';
import type { Verdict } from '../routes/route.ts';
import { carriedAs, droppedAs, resolvedBy, saidOf } from '../routes/verdict.ts';
import type { KomposeSettings } from './settings.ts';
import { joined } from './settings.ts';
import { refusedRows } from './refused-labels.ts';
import { routeRows, settingRows } from './table.ts';

/** What labels of kompose say, of services and of top-level volumes. */
export interface KomposeReadings {
  of(service: string): KomposeSettings;
  ofVolume(key: string): Pick<KomposeSettings, 'size' | 'storageClass'>;
  readonly verdicts: readonly Verdict[];
  takes(path: KeyPath): boolean;
}

const settingsByLabel = new Map(settingRows.map((row) => [row.label, row]));
const refusedByLabel = new Map(refusedRows.map((row) => [row.label, row]));
const known = [...settingsByLabel.keys(), ...refusedByLabel.keys(), ...routeRows.map(({ label }) => label)];

/** Reads all labels of kompose but those of routes. */
export function readKompose(project: Project): KomposeReadings {
  const services = new Map<string, KomposeSettings>();
  const volumes = new Map<string, KomposeSettings>();
  const verdicts: Verdict[] = [];
  const add = (settings: Map<string, KomposeSettings>, key: string, label: Pick<Label, 'key' | 'value' | 'path'>) => {
    const { verdict, says } = readLabel(label);
    verdicts.push(verdict);
    settings.set(key, joined(settings.get(key) ?? {}, says));
  };
  for (const service of Object.values(project.services)) {
    for (const label of labelsOf(service)) if (isOurs(label.key)) add(services, service.name, label);
    const settings = services.get(service.name);
    if (settings) services.set(service.name, completed(service, settings));
  }
  for (const [name, { labels }] of Object.entries(project.volumes))
    for (const [key, value] of Object.entries(labels))
      if (isOurs(key.toLowerCase()))
        add(volumes, name, { key: key.toLowerCase(), value, path: pathTo(['volumes', name, 'labels', key]) });
  return {
    of: (service) => services.get(service) ?? {},
    ofVolume(key) {
      const { size, storageClass } = volumes.get(key) ?? {};
      return { ...(size !== undefined && { size }), ...(storageClass !== undefined && { storageClass }) };
    },
    verdicts,
    takes: saidOf(verdicts),
  };
}

const isOurs = (key: string): boolean => key.startsWith('kompose.') && !/^kompose\.service\.expose(?:\.|$)/.test(key);

function readLabel({ key, value, path }: Pick<Label, 'key' | 'value' | 'path'>): {
  readonly verdict: Verdict;
  readonly says: KomposeSettings;
} {
  const row = settingsByLabel.get(key);
  if (row) {
    const meaning = row.read(value);
    return 'problem' in meaning
      ? {
          verdict: droppedAs(path, `It is not read: ${meaning.problem}`, `Write it as ${row.word}`, 'breaks'),
          says: {},
        }
      : { verdict: carriedAs(path, row.field), says: meaning.settings };
  }
  const refused = refusedByLabel.get(key);
  if (refused) {
    const isOff =
      value.toLowerCase() === 'false' || (key === 'kompose.volume.type' && value === 'persistentVolumeClaim');
    return {
      verdict: isOff ? resolvedBy(path, 'it is so anyway') : droppedAs(path, refused.reason, refused.instead),
      says: {},
    };
  }
  const near = nearestName(key, known);
  return {
    verdict: droppedAs(
      path,
      'kompose has no such label',
      near === undefined ? undefined : `Write ${near}, if that is meant`,
    ),
    says: {},
  };
}

/** kompose's own defaults of what belongs together. */
function completed(service: Service, settings: KomposeSettings): KomposeSettings {
  const { autoscaling, probes, ...others } = settings;
  return {
    ...others,
    ...(autoscaling && { autoscaling: { max: mostPods(service, autoscaling.min), ...autoscaling } }),
    ...(probes && {
      probes: Object.fromEntries(
        Object.entries(probes).flatMap(([name, probe]) => {
          const whole = typeof probe === 'object' ? oneTest(service, probe) : probe;
          return whole === undefined ? [] : [[name, whole]];
        }),
      ),
    }),
  };
}

const mostPods = (service: Service, min = 1): number => Math.max(3, min, service.deploy?.replicas ?? 1);

/** A probe tries one thing: a request, else a port, else a command. A request without a port asks the first one. */
function oneTest(service: Service, probe: ProbeSettings): ProbeSettings | undefined {
  const { httpGet, tcpSocket, exec, ...timing } = probe;
  const first = service.ports[0]?.target ?? Number(/^\d+/.exec(service.expose[0] ?? '')?.[0] ?? 80);
  if (httpGet && (httpGet.path !== undefined || !tcpSocket)) return { ...timing, httpGet: { port: first, ...httpGet } };
  if (tcpSocket) return { ...timing, tcpSocket };
  if (exec) return { ...timing, exec };
  // Only times: of the healthcheck, if there is one.
  return service.healthcheck?.test === undefined ? undefined : timing;
}
