import { isSince } from '../container-plan/engine.ts';
import type { UnitEntry, UnitFile } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import type { QuadletContext } from './entries.ts';
import { flagEntries, optionEntries } from './entries.ts';
import { podKeys } from './keys.ts';
import { podNetworkEntries } from './network-entries.ts';
import { inPod, podAttachments, podFlags } from './pod-options.ts';
import { pathTo } from '../account/key-path.ts';

/** The `.pod` file: one address for all services, which find each other by name there. */
export function podFile(context: QuadletContext): UnitFile | undefined {
  const { plan, markers, names, ledger } = context;
  const services = plan.services.filter(inPod);
  if (!context.pod || services.length === 0) return undefined;
  if (!isSince(context.version, '5.0')) {
    ledger.note('Quadlet before Podman 5.0 has no pods: --pod has no effect.');
    return undefined;
  }
  ledger.note(
    'All services share one address: two that listen on the same port clash, and each finds the others at 127.0.0.1.',
  );
  for (const service of services) {
    if (service.replicas > 1)
      ledger.note(`${service.service} has ${service.replicas} containers that listen on the same ports of one pod.`, [
        'services',
        service.service,
      ]);
  }
  const entries: UnitEntry[] = [
    unitEntry('PodName', markers.project),
    ...podAttachments(services, ledger).flatMap((one) => podNetworkEntries(context, one)),
    ...podFlags(services, ledger).flatMap((flag) => flagEntries(context, podKeys, flag)),
    ...services.flatMap((service) =>
      optionEntries(
        context,
        podKeys,
        '--add-host',
        `${service.service}:127.0.0.1`,
        pathTo(['services', service.service]),
      ),
    ),
  ];
  return {
    header: `The pod of ${plan.project}. Written by transpose; changes of your own belong into a drop-in.`,
    sections: [
      {
        name: 'Unit',
        entries: [unitEntry('Description', `pod of ${markers.project}`), unitEntry('PartOf', names.target)],
      },
      { name: 'Pod', entries },
      { name: 'Install', entries: [unitEntry('WantedBy', names.target)] },
    ],
  };
}
