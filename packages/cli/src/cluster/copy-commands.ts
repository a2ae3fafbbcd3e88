import type { Engine } from '@transpose/cluster';
import { nameInSource, packAllCommand, placeInPod, readCommand, unpackCommand } from '@transpose/cluster';
import { printYaml, shellQuoted } from '@transpose/targets';
import type { Copying } from '@transpose/targets/kubernetes';
import { claimObjects } from './claim-objects.ts';
import type { WaitingOptions } from './cluster-options.ts';
import type { ClusterProject } from './cluster-project.ts';

/** The shell lines that copy the same without this command. */
export function copyCommands(
  { objects, place }: ClusterProject,
  { pods }: Copying,
  claims: ReadonlySet<string>,
  engine: Engine,
  { context, waitTimeout = '5m' }: WaitingOptions,
): string {
  const kubectl = ['kubectl', ...(context === undefined ? [] : ['--context', context]), '-n', place.namespace];
  const line = (...words: readonly string[]): string => words.map(shellQuoted).join(' ');
  const apply = (object: object): string =>
    `${line(...kubectl, 'apply', '-f', '-')} <<'END'\n${printYaml(object)}END\n`;
  const text = pods.flatMap((pod) => {
    const wanted = [...pod.claims].filter(([claim]) => claims.has(claim));
    if (wanted.length === 0) return [];
    const copies = wanted.flatMap(([claim, sources]) =>
      sources.map((source) => {
        const pack = line(...readCommand(engine, source, packAllCommand('/from', nameInSource(source))));
        return `${pack} |\n  ${line(...kubectl, 'exec', '-i', pod.name, '--', ...unpackCommand(placeInPod(claim, source)))}\n`;
      }),
    );
    return [
      apply(pod.manifest(engine.image)),
      `${line(...kubectl, 'wait', '--for=condition=Ready', `pod/${pod.name}`, `--timeout=${waitTimeout}`)}\n`,
      ...copies,
      `${line(...kubectl, 'delete', 'pod', pod.name)}\n`,
    ];
  });
  return [...claimObjects(objects).map(apply), ...text].join('');
}
