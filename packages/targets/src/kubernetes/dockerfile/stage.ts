import type { ContextCopy } from './copies.ts';
import { containerPath } from '../storage/container-path.ts';
import { copiesThrough, readCopy } from './copies.ts';
import type { Instruction } from './instructions.ts';
import { instructions, jsonList, unquoted, words } from './instructions.ts';

/** What the targets need to know of a Dockerfile's final stage, with what its earlier stages hand down. */
export interface DockerfileStage {
  /** `EXPOSE`, as written after substitution: `80`, `53/udp`. */
  readonly expose: readonly string[];
  /** `CMD` in exec form; the shell form as `[shell…, line]`. */
  readonly cmd?: readonly string[];
  /** `ENTRYPOINT`, as `cmd`. */
  readonly entrypoint?: readonly string[];
  /** `SHELL`; undefined: `/bin/sh -c`. */
  readonly shell?: readonly string[];
  /** It runs a line of `/bin/sh`, so the image certainly has one. */
  readonly runsShell?: true;
  readonly user?: string;
  readonly workdir?: string;
  /** `VOLUME` paths. */
  readonly volumes: readonly string[];
  /** The files of the build context that COPY and ADD bring, also by way of earlier stages. */
  readonly copies: readonly ContextCopy[];
  /** Not all that is copied into it is known. */
  readonly partly: boolean;
  /** The image that the stage is built on at last: `node:20-alpine`; `scratch`. */
  readonly base: string;
  /** The name after AS; the number of the stage without one. */
  readonly name: string;
  /** What ONBUILD has the next stage do that is built on it. */
  readonly triggers: readonly string[];
}

export interface DockerfileSettings {
  /** The stage to build, by its name or number; undefined: the last one. */
  readonly target?: string | undefined;
  /** Build arguments of the project. */
  readonly args?: Readonly<Record<string, string | null>>;
  /** The final stage of an image that is built elsewhere in the project. Its files of the context are of its own context. */
  imageOf?(name: string): DockerfileStage | undefined;
}

/** Instructions whose arguments are filled in with ARG and ENV. Source: Dockerfile reference, "Environment replacement". */
const substituted = new Set('ADD ARG COPY ENV EXPOSE LABEL ONBUILD STOPSIGNAL USER VOLUME WORKDIR'.split(' '));

/** The state of the reading. */
interface Reading {
  readonly settings: DockerfileSettings;
  readonly stages: Map<string, DockerfileStage>;
  /** ARG before the first FROM. */
  readonly globals: Map<string, string>;
  /** ARG and ENV of the stage. */
  variables: Map<string, string>;
  stage: DockerfileStage | undefined;
}

/**
 * The final stage of a Dockerfile, or the one that `target` names; undefined where there is none. What cannot be
 * understood is left out: this is evidence, not a build. Source: Dockerfile reference.
 */
export function parseDockerfile(text: string, settings: DockerfileSettings = {}): DockerfileStage | undefined {
  const reading: Reading = {
    settings,
    stages: new Map(),
    globals: new Map(),
    variables: new Map(),
    stage: undefined,
  };
  const target = settings.target?.toLowerCase();
  const numbers: string[] = [];
  const close = (): DockerfileStage | undefined => {
    const { stage } = reading;
    if (!stage) return undefined;
    const number = String(numbers.length);
    numbers.push(number);
    reading.stages.set(number, stage).set(stage.name === '' ? number : stage.name, stage);
    return target !== undefined && [stage.name, number].includes(target) ? stage : undefined;
  };
  for (const instruction of instructions(text)) {
    if (instruction.name === 'FROM') {
      const chosen = close();
      if (chosen) return chosen;
      begin(reading, instruction.text);
    } else apply(reading, instruction);
  }
  const last = close();
  return target === undefined ? reading.stage : last;
}

function begin(reading: Reading, text: string): void {
  const { globals, stages, settings } = reading;
  const [from = 'scratch', as, name = ''] = words(substitute(text, globals))
    .map(unquoted)
    .filter((word) => !word.startsWith('--'));
  const parent = stages.get(from.toLowerCase());
  const elsewhere = parent ? undefined : settings.imageOf?.(from);
  const known = parent ?? (elsewhere && { ...elsewhere, copies: [], partly: true });
  reading.variables = new Map();
  reading.stage = {
    ...(known ?? { expose: [], volumes: [], copies: [], partly: false, base: from }),
    name: as?.toLowerCase() === 'as' ? name.toLowerCase() : '',
    triggers: [],
  };
  for (const trigger of known?.triggers ?? [])
    for (const instruction of instructions(trigger)) apply(reading, instruction);
}

function apply(reading: Reading, { name, text }: Instruction): void {
  const { settings, globals, variables, stage } = reading;
  const value = substituted.has(name) ? substitute(text, stage ? variables : globals) : text;
  if (name === 'ARG') {
    for (const word of words(value)) {
      const [key, fallback] = split(word);
      const given = settings.args && Object.hasOwn(settings.args, key) ? settings.args[key] : undefined;
      const known = given ?? (fallback === undefined ? globals.get(key) : unquoted(fallback));
      if (known !== undefined) (stage ? variables : globals).set(key, known);
    }
    return;
  }
  if (!stage) return;
  if (name === 'ENV') for (const [key, known] of envOf(value)) variables.set(key, known);
  reading.stage = step(reading, stage, name, value);
}

function step(reading: Reading, stage: DockerfileStage, name: string, value: string): DockerfileStage {
  switch (name) {
    case 'EXPOSE':
      return { ...stage, expose: [...stage.expose, ...words(value)] };
    case 'CMD':
      return { ...stage, cmd: commandOf(stage, value) };
    case 'ENTRYPOINT':
      // It resets the CMD of the base image, but not one of this file that is before it: too fine to tell apart.
      return { ...stage, entrypoint: commandOf(stage, value) };
    case 'SHELL': {
      const shell = jsonList(value);
      return shell ? { ...stage, shell } : stage;
    }
    case 'RUN':
      return stage.shell || jsonList(value.replace(/^(?:--\S+\s+)*/, '')) ? stage : { ...stage, runsShell: true };
    case 'USER':
      return { ...stage, user: value.trim() };
    case 'WORKDIR':
      return { ...stage, workdir: containerPath(unquoted(value.trim()), stage.workdir) };
    case 'VOLUME':
      return { ...stage, volumes: [...stage.volumes, ...(jsonList(value) ?? words(value))] };
    case 'COPY':
    case 'ADD':
      return withCopy(reading, stage, name, value);
    case 'ONBUILD':
      return { ...stage, triggers: [...stage.triggers, value] };
    default:
      return stage;
  }
}

function withCopy({ stages }: Reading, stage: DockerfileStage, name: string, value: string): DockerfileStage {
  const read = readCopy(name, value, stage.workdir ?? '/');
  if (!read) return stage;
  if (read.from === undefined)
    return { ...stage, copies: [...stage.copies, ...read.copies], partly: stage.partly || read.partly };
  const from = stages.get(read.from.toLowerCase());
  const copies = from ? read.copies.flatMap((copy) => copiesThrough(from.copies, copy)) : [];
  return { ...stage, copies: [...stage.copies, ...copies], partly: stage.partly || (from?.partly ?? false) };
}

function commandOf(stage: DockerfileStage, value: string): readonly string[] {
  return jsonList(value) ?? [...(stage.shell ?? ['/bin/sh', '-c']), value.trim()];
}

function substitute(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(
    /(\\\$)|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+])([^}]{0,1024}))?\})/g,
    (whole: string, escaped?: string, plain?: string, braced?: string, operator = '', word = '') => {
      if (escaped !== undefined) return whole;
      const value = variables.get(plain ?? braced ?? '');
      const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
      if (operator.endsWith('-')) return isSet ? value : word;
      if (operator.endsWith('+')) return isSet ? word : '';
      return value ?? whole;
    },
  );
}

function envOf(value: string): readonly (readonly [string, string])[] {
  const pairs = words(value);
  if (!pairs[0]?.includes('=')) {
    const [, key = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(value.trim()) ?? [];
    return key === '' ? [] : [[key, rest]];
  }
  return pairs.map((pair) => {
    const [key, text = ''] = split(pair);
    return [key, unquoted(text)] as const;
  });
}

function split(text: string): readonly [string, string?] {
  const at = text.indexOf('=');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
