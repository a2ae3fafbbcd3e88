import type { Service } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { dockerText } from '../context.ts';
import { deviceFlags } from './devices.ts';
import { labelFlags } from './labels.ts';
import { limitFlags } from './limits.ts';
import { options } from './option-rows.ts';
import { podmanFlags } from '../podman/podman-flags.ts';
import { portFlags } from './ports.ts';
import { rowFlags } from './row-flags.ts';
import { text } from '../text.ts';
import type { Flag } from '../types.ts';

/** All options of `create` that need no plan of their own. Source: Compose Services; docker CLI, `container create`. */
export function createFlags(context: PlanContext, service: Service): readonly Flag[] {
  const flags = [
    ...rowFlags(options, context, service),
    ...portFlags(context, service),
    ...limitFlags(context, service),
    ...deviceFlags(context, service),
    ...loggingFlags(context, service),
  ];
  return context.engine.name === 'podman' ? podmanFlags(context, service, flags) : flags;
}

/** Options of the service's own labels. */
export function serviceLabels(context: PlanContext, service: Service): readonly Flag[] {
  return labelFlags(context, pathTo(['services', service.name, 'labels']), service.labels);
}

function loggingFlags(context: PlanContext, service: Service): readonly Flag[] {
  const logging = service.logging;
  if (!logging) return [];
  const path = pathTo(['services', service.name, 'logging']);
  const driver: readonly Flag[] =
    logging.driver === undefined
      ? []
      : [
          {
            flag: '--log-driver',
            value: text(logging.driver),
            path: pathTo([...path, 'driver']),
          },
        ];
  const options = Object.entries(logging.options);
  if (logging.driver === 'none') {
    if (options.length > 0)
      context.ledger.dropped([...path, 'options'], 'The command line refuses options for the driver `none`.');
    return driver;
  }
  return [
    ...driver,
    ...options.map(([name, value]): Flag => {
      const at = pathTo([...path, 'options', name]);
      return { flag: '--log-opt', value: text(`${name}=`, dockerText(context, at, value)), path: at };
    }),
  ];
}
