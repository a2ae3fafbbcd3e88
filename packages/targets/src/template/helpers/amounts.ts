import { seconds } from '@transpose/core';
import { decimal, dockerBytes, goDuration } from '../../container-plan/flags/amounts.ts';
import { bytesQuantity, cpuQuantity } from '../../shared/quantity.ts';
import type { Helper } from '../helper.ts';
import { computed } from '../ref.ts';
import { argument } from './truth.ts';
import { table } from '../../shared/formats/table.ts';

const amount = (usage: string, doc: string, example: Helper['example'], write: (number: number) => string): Helper => ({
  usage,
  doc,
  example,
  arity: [1, 1],
  run: (call) => computed(write(call.number(argument(call, 0)))),
});

/** Helpers for sizes and lengths of time, by name. The model has bytes and nanoseconds. */
export const amounts: Readonly<Record<string, Helper>> = table({
  bytes: amount(
    'bytes NUMBER',
    'A size as Docker writes it.',
    ['{{bytes services.web.mem_limit}}', '512m'],
    dockerBytes,
  ),
  quantity: amount(
    'quantity NUMBER',
    'A size as Kubernetes writes it.',
    ['{{quantity services.web.mem_limit}}', '512Mi'],
    bytesQuantity,
  ),
  mebibytes: amount(
    'mebibytes NUMBER',
    'A size in MiB, rounded up.',
    ['{{mebibytes services.web.mem_limit}}', '512'],
    (bytes) => decimal(Math.ceil(bytes / 2 ** 20)),
  ),
  cpus: amount('cpus NUMBER', 'CPUs as Kubernetes writes them.', ['{{cpus 0.5}}', '500m'], cpuQuantity),
  duration: amount(
    'duration NUMBER',
    'A length of time as Go writes it.',
    ['{{duration services.web.stop_grace_period}}', '90s'],
    goDuration,
  ),
  seconds: amount(
    'seconds NUMBER',
    'A length of time in seconds.',
    ['{{seconds services.web.stop_grace_period}}', '90'],
    (nanoseconds) => decimal(seconds(nanoseconds)),
  ),
  octal: amount('octal NUMBER', 'Permission bits as `chmod` takes them.', ['{{octal 292}}', '0444'], (mode) =>
    mode.toString(8).padStart(4, '0'),
  ),
});
