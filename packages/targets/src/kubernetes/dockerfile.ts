import type { Service } from '@transpose/core';
import type { ProjectFiles } from '../shared/project-files.ts';

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
  readonly user?: string;
  readonly workdir?: string;
  /** `VOLUME` paths. */
  readonly volumes: readonly string[];
  /** `COPY` and `ADD` of files of the context (not `--from` another stage). */
  readonly copies: readonly { readonly sources: readonly string[]; readonly target: string }[];
  /** The image that the stage is built on at last: `node:20-alpine`; `scratch`. */
  readonly base: string;
}

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The final (or chosen) stage of a service's Dockerfile; undefined when it has none, or none that may be read. */
export function dockerfileOf(files: ProjectFiles, service: Service): DockerfileStage | undefined {
  const { build } = service;
  if (!build) return undefined;
  let text = build.dockerfile_inline;
  if (text === undefined) {
    const file = build.dockerfile ?? 'Dockerfile';
    const read = files.read(file.startsWith('/') ? file : `${build.context.replace(/\/$/, '')}/${file}`);
    if (read.kind !== 'file') return undefined;
    text = utf8Text(read.bytes);
  }
  return parseDockerfile(text, build.target, build.args);
}

/** ASCII is all that instructions are made of; other bytes only stand in arguments that nothing compares. */
function utf8Text(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Source: Dockerfile reference. What can not be understood is left out: this is evidence, not a build. */
export function parseDockerfile(
  text: string,
  target: string | undefined,
  args: Readonly<Record<string, string | null>> = {},
): DockerfileStage | undefined {
  const stages = new Map<string, DockerfileStage>();
  const globals = new Map<string, string>();
  let variables = new Map<string, string>();
  let stage: DockerfileStage | undefined;
  let name = '';
  let count = 0;

  for (const { name: instruction, text: rest } of instructions(text)) {
    const value = substitute(rest, variables);
    if (instruction === 'FROM') {
      if (stage) {
        stages.set(name, stage).set(String(count - 1), stage);
        if (target !== undefined && name === target.toLowerCase()) return stage;
      }
      const words = substitute(rest, globals)
        .split(/\s+/)
        .filter((word) => !word.startsWith('--'));
      const from = words[0] ?? 'scratch';
      name = (words[1]?.toLowerCase() === 'as' ? words[2] : undefined)?.toLowerCase() ?? String(count);
      count += 1;
      const parent = stages.get(from.toLowerCase());
      stage = parent ? { ...parent, copies: parent.copies } : { expose: [], volumes: [], copies: [], base: from };
      variables = new Map(globals);
    } else if (instruction === 'ARG') {
      for (const word of words(value)) {
        const [key, fallback] = split(word, '=');
        const given = Object.hasOwn(args, key) ? args[key] : undefined;
        const known = given ?? (fallback === undefined ? globals.get(key) : unquote(fallback));
        if (known !== undefined) (stage ? variables : globals).set(key, known);
      }
    } else if (stage) {
      if (instruction === 'ENV') for (const [key, known] of envOf(value)) variables.set(key, known);
      stage = step(stage, instruction, value);
    }
  }
  return stage;
}

function step(stage: DockerfileStage, instruction: string, value: string): DockerfileStage {
  switch (instruction) {
    case 'EXPOSE':
      return { ...stage, expose: [...stage.expose, ...words(value)] };
    case 'CMD':
      return { ...stage, cmd: commandOf(stage, value) };
    case 'ENTRYPOINT': {
      // It resets the CMD of the base image, but not one of this file that stands before it: too fine to tell apart.
      return { ...stage, entrypoint: commandOf(stage, value) };
    }
    case 'SHELL': {
      const shell = jsonList(value);
      return shell ? { ...stage, shell } : stage;
    }
    case 'USER':
      return { ...stage, user: value.trim() };
    case 'WORKDIR':
      return { ...stage, workdir: joined(stage.workdir ?? '/', unquote(value.trim())) };
    case 'VOLUME':
      return { ...stage, volumes: [...stage.volumes, ...(jsonList(value) ?? words(value))] };
    case 'COPY':
    case 'ADD': {
      if (/(^|\s)--from=/.test(value)) return stage;
      const plain = value.replace(/^(\s*--\S+\s+)+/, '');
      const parts = jsonList(plain) ?? words(plain);
      const target = parts.at(-1);
      if (parts.length < 2 || target === undefined) return stage;
      const copy = { sources: parts.slice(0, -1), target: joined(stage.workdir ?? '/', target) };
      return { ...stage, copies: [...stage.copies, copy] };
    }
    default:
      return stage;
  }
}

function* instructions(text: string): Generator<Instruction> {
  const escape = /^#\s*escape\s*=\s*`/im.test(text) ? '`' : '\\';
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    let line = (lines[index] ?? '').trim();
    if (line === '' || line.startsWith('#')) continue;
    while (line.endsWith(escape) && index + 1 < lines.length) {
      line = line.slice(0, -1);
      let next = (lines[++index] ?? '').trim();
      while (next.startsWith('#') && index + 1 < lines.length) next = (lines[++index] ?? '').trim();
      line += ` ${next}`;
    }
    const [, name = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
    yield { name: name.toUpperCase(), text: rest };
    for (const [, end] of rest.matchAll(/<<-?["']?([A-Za-z_]\w*)["']?/g)) {
      while (index + 1 < lines.length && (lines[index + 1] ?? '').trim() !== end) index++;
      index++;
    }
  }
}

function commandOf(stage: DockerfileStage, value: string): readonly string[] {
  return jsonList(value) ?? [...(stage.shell ?? ['/bin/sh', '-c']), value.trim()];
}

function jsonList(value: string): readonly string[] | undefined {
  if (!value.trim().startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

function substitute(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(
    /(\\\$)|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?([-+])([^}]*))?\})/g,
    (whole: string, escaped?: string, plain?: string, braced?: string, operator?: string, word?: string) => {
      if (escaped !== undefined) return whole;
      const value = variables.get(plain ?? braced ?? '');
      if (operator === '-') return value ?? word ?? '';
      if (operator === '+') return value === undefined ? '' : (word ?? '');
      return value ?? whole;
    },
  );
}

function envOf(value: string): readonly (readonly [string, string])[] {
  const pairs = words(value);
  if (!pairs[0]?.includes('=')) {
    const [, key = '', rest = ''] = /^(\S+)\s+([\s\S]*)$/.exec(value.trim()) ?? [];
    return key === '' ? [] : [[key, rest]];
  }
  return pairs.map((pair) => {
    const [key, text = ''] = split(pair, '=');
    return [key, unquote(text)] as const;
  });
}

function words(text: string): readonly string[] {
  return [...text.matchAll(/(?:[^\s"']|"(?:[^"\\]|\\.)*"|'[^']*')+/g)].map(([word]) => word);
}

function split(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function unquote(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}

/** A path below a directory of the container, without `.` and doubled slashes. */
function joined(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${directory}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}${path.endsWith('/') && parts.length > 0 ? '/' : ''}`;
}
