import type { Placeholder, Text } from '../../container-plan/text.ts';
import type { Conversion } from '../../target.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { builtImages } from './built-images.ts';

/** An image that the project builds, and the command that does it. */
export interface ImageBuild {
  readonly service: string;
  readonly image: string;
  /** Whether its name, or `--registry`, says where it can be pushed to. */
  readonly pushed: boolean;
  /** What follows the name of the engine's program; it runs in the project directory. */
  readonly words: readonly string[];
  /** A Dockerfile for the standard input. */
  readonly input?: string;
  /** Values that the command takes from its environment: secrets are in no words. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The images of the project, each after those that are built before it. */
export function imageBuilds(context: KubernetesContext, conversion: Conversion): readonly ImageBuild[] {
  const { images, secrets } = builtImages(context, conversion);
  const own = conversion.base.loaded.environment;
  const secretNamed = (variable: string | undefined): string =>
    secrets.values.find((one) => one.variable === variable)?.value ?? '';
  const filled = (part: string | Placeholder): string => {
    if (typeof part === 'string') return part;
    if (part.of === 'home') return own['HOME'] ?? '';
    if (part.of === 'secret') return secretNamed(part.variable);
    return part.of === 'directory' ? '.' : '';
  };
  const word = (value: Text): string => value.map(filled).join('');
  return images.map(({ service, name, pushed, plan }) => {
    const environment: Record<string, string> = {};
    const args = plan.args.flatMap((entry) => {
      if (entry.value !== null && entry.secret === undefined)
        return ['--build-arg', `${entry.name}=${word(entry.value)}`];
      const value = entry.secret === undefined ? own[entry.name] : secretNamed(entry.secret);
      if (value !== undefined) environment[entry.name] = value;
      return ['--build-arg', entry.name];
    });
    for (const { name: given, variable } of plan.secrets)
      if (own[variable] !== undefined) environment[given] = own[variable];
    const flags = plan.flags.flatMap(({ flag, value }) => (value === undefined ? [flag] : [flag, word(value)]));
    return {
      service,
      image: name,
      pushed,
      words: ['build', ...args, ...flags, word(plan.context)],
      ...(plan.inline !== undefined && { input: word(plan.inline) }),
      environment,
    };
  });
}
