import type { Target } from '@transpose/targets';
import { programTarget, targetNamed } from '@transpose/targets';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import { checkedTarget } from './checked-target.ts';
import { readConfig } from './config-file.ts';
import { importFile, importPackage } from './import-module.ts';
import type { PlugIns } from './named.ts';
import { plugInName } from './named.ts';
import { runProgram } from './run-program.ts';
import type { Wanted } from './wanted.ts';

/** Loads the configuration file and the targets that it and the command line name: the one place that runs their code. */
export async function loadPlugIns(wanted: Wanted, around: Surroundings): Promise<PlugIns> {
  const config = await readConfig(wanted.configs, around);
  const targets = new Map<string, Target>();
  for (const [name, given] of Object.entries(config?.targets ?? {})) {
    if (targetNamed(name))
      throw new UsageError(`${config?.file}: there is a target "${name}" already: choose another name`);
    const target =
      typeof given === 'string'
        ? await loadTarget(given, around, config?.file)
        : checkedTarget(given, `${config?.file}: targets.${name}`);
    targets.set(name, { ...target, name });
  }
  const usual = [config?.options['target'], ...Object.values(config?.commands ?? {}).map(({ target }) => target)];
  for (const name of [...wanted.names, ...usual.flat()])
    if (typeof name === 'string' && plugInName(name) && !targets.has(name))
      targets.set(name, await loadTarget(name, around));
  return { targets, ...(config && { config }) };
}

async function loadTarget(name: string, { host }: Surroundings, inFile?: string): Promise<Target> {
  const plugIn = plugInName(name);
  const place = inFile === undefined ? `-t ${name}` : `${inFile}: ${name}`;
  switch (plugIn?.kind) {
    case 'file':
      return checkedTarget(await importFile(plugIn.path, host, place), place);
    case 'package':
      return checkedTarget(await importPackage(plugIn.name, host, place), place);
    case 'program':
      if (plugIn.command === '') throw new UsageError(`${place}: give the program, as exec:./tool`);
      return programTarget(name, (input) => runProgram(plugIn.command, input, host));
    default:
      throw new UsageError(`${place}: a target is ./FILE.mjs, package:NAME or exec:PROGRAM`);
  }
}
