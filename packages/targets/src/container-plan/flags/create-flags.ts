import type { Service } from '@transpose/core';
import { seconds } from '@transpose/core';
import { pathsIn, pathTo } from '../../account/key-path.ts';
import { namespaceOf } from './attachments.ts';
import type { PlanContext } from '../context.ts';
import { dockerText, userText } from '../context.ts';
import { deviceFlags } from './devices.ts';
import { lists, maps, strings, switches } from './flag-tables.ts';
import { labelFlags } from './labels.ts';
import { limitFlags } from './limits.ts';
import { podmanFlags } from '../podman/podman-flags.ts';
import { portFlags } from './ports.ts';
import type { Text } from '../text.ts';
import { projectDirectory, text } from '../text.ts';
import type { Flag } from '../types.ts';
import type { EngineOption } from '../engine-field.ts';

/** Those that may be empty with every engine. */
const takenEmpty: ReadonlySet<string> = new Set(['hostname', 'user', 'working_dir']);

/** Those whose items have signs of their own. */
const specifications: ReadonlySet<string> = new Set(['expose', 'security_opt', 'device_cgroup_rules']);

/** Those of which Compose leaves out the empty items: a variable decides there whether there is an option at all. */
const withoutEmpty: ReadonlySet<string> = new Set(['dns']);

/** All options of `create` that need no plan of their own. Source: Compose Services; docker CLI, `container create`. */
export function createFlags(context: PlanContext, service: Service): readonly Flag[] {
  const flags = [
    ...valueFlags(context, service),
    ...stopTimeout(context, service),
    ...itemFlags(context, service),
    ...portFlags(context, service),
    ...limitFlags(context, service),
    ...deviceFlags(context, service),
    ...loggingFlags(context, service),
  ];
  return context.engine.name === 'podman' ? podmanFlags(context, service, flags) : flags;
}

/** Keys with one value: `strings`, namespaces and `switches`. */
function valueFlags(context: PlanContext, service: Service): readonly Flag[] {
  const at = pathsIn('services', service.name);
  const flags: Flag[] = [];
  for (const [key, flag] of typedEntries(strings)) {
    const value = service[key];
    const words = value === undefined ? [] : (takenEmpty.has(key) ? userText : dockerText)(context, at(key), value);
    if (words.length > 0) flags.push({ flag, value: words, path: at(key) });
  }
  for (const key of ['ipc', 'pid'] as const) {
    const value = service[key];
    if (value !== undefined && value !== '')
      flags.push({ flag: `--${key}`, value: namespaceOf(context, value), path: at(key) });
  }
  for (const [key, flag] of typedEntries(switches)) {
    const value = service[key];
    if (value === true) flags.push({ flag, path: at(key) });
    if (value === false && key === 'init') flags.push({ flag: '--init=false', path: at(key) });
  }
  return flags;
}

function stopTimeout({ ledger }: PlanContext, { name, stop_grace_period: grace }: Service): readonly Flag[] {
  if (grace === undefined) return [];
  const path = pathTo(['services', name, 'stop_grace_period']);
  const whole = String(Math.floor(seconds(grace)));
  if (grace % 1e9 !== 0) ledger.approximated(path, '--stop-timeout', `The engine counts whole seconds: ${whole}.`);
  return [{ flag: '--stop-timeout', value: text(whole), path }];
}

/** Keys with several values, an option for each: `lists`, `maps` and hosts. */
function itemFlags(context: PlanContext, service: Service): readonly Flag[] {
  const at = pathsIn('services', service.name);
  const flags: Flag[] = [];
  for (const [key, flag] of typedEntries(lists)) {
    service[key].forEach((value, index) =>
      flags.push({
        flag,
        value:
          key === 'security_opt'
            ? securityText(value)
            : specifications.has(key) || withoutEmpty.has(key)
              ? text(value)
              : dockerText(context, at(key, index), value),
        path: at(key, index),
      }),
    );
  }
  for (const [key, flag] of typedEntries(maps)) {
    for (const [name, value] of Object.entries(service[key])) {
      flags.push({ flag, value: text(`${name}=`, dockerText(context, at(key, name), value)), path: at(key, name) });
    }
  }
  for (const [host, addresses] of Object.entries(service.extra_hosts)) {
    for (const address of addresses) {
      flags.push({
        flag: '--add-host',
        value: text(`${host}=`, address),
        path: at('extra_hosts', host),
      });
    }
  }
  return flags;
}

/**
 * A profile of seccomp is a file of the project directory, unless it is named by one of two words. Source: docker compose,
 * `pkg/compose/create.go`, parseSecurityOpts.
 */
function securityText(value: string): Text {
  const profile = /^seccomp[=:](.*)$/s.exec(value)?.[1];
  if (profile === undefined || profile === '') return text(value);
  if (profile.startsWith('/') || profile === 'unconfined' || profile === 'builtin') return text(`seccomp=${profile}`);
  return text('seccomp=', projectDirectory, `/${profile.replace(/^\.\//, '')}`);
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

function typedEntries<T extends Readonly<Record<string, EngineOption>>>(
  table: T,
): readonly (readonly [keyof T & string, T[keyof T & string]])[] {
  return Object.entries(table) as unknown as readonly (readonly [keyof T & string, T[keyof T & string]])[];
}
