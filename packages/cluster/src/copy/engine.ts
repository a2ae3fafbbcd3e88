import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { DataSource, Reader, Reading } from './request.ts';
import { mountPoint } from './request.ts';

export interface Engine {
  /** `docker`, or another program with its command line. */
  readonly program: string;
  /** The image of the containers that read. */
  readonly image: string;
}

/** What `inspect` tells of a container, as Docker and Podman have it. */
interface Container {
  readonly Name: string;
  readonly Mounts?: readonly { readonly Name?: string; readonly Source?: string; readonly RW?: boolean }[];
}

/** The command that reads a source: in a container without network that can write nothing. */
export const readCommand = (
  { program, image }: Engine,
  source: DataSource,
  [entrypoint = '', ...words]: readonly string[],
): readonly string[] => {
  const closed = 'run --rm -i --user 0:0 --network none --read-only --cap-drop ALL --cap-add DAC_OVERRIDE'.split(' ');
  const readable = ['--security-opt', 'label=disable', '--mount', mountOption(source)];
  return [program, ...closed, ...readable, '--entrypoint', entrypoint, image, ...words];
};

/** The value of `--mount` is a line of CSV. */
function mountOption(source: DataSource): string {
  const type = source.kind === 'volume' ? 'volume' : 'bind';
  const fields = [`type=${type}`, `source=${source.name}`, `target=${mountPoint(source)}`, 'ro'];
  return fields.map((field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
}

/** Reads what a container engine has. An Error says why it cannot be asked. */
export function engineReader(engine: Engine, signal?: AbortSignal): Reader {
  const ask = (...words: readonly string[]) => outputOf(start([engine.program, ...words], signal));
  return {
    async has({ kind, name }) {
      if (kind !== 'volume') return existsSync(name);
      const names = await ask('volume', 'ls', '--format', '{{.Name}}');
      return names.split('\n').includes(name);
    },
    async users(source) {
      const ids = (await ask('ps', '-q', '--no-trunc')).split('\n').filter((id) => id !== '');
      if (ids.length === 0) return [];
      const containers = JSON.parse(await ask('inspect', ...ids)) as readonly Container[];
      return containers.filter((one) => writesTo(one, source)).map(({ Name }) => Name.replace(/^\//, ''));
    },
    start: (source, command, input) => start(readCommand(engine, source, command), signal, input),
  };
}

function writesTo({ Mounts = [] }: Container, { kind, name }: DataSource): boolean {
  const within = (inner: string, outer: string): boolean =>
    `${inner}/`.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
  return Mounts.some(
    ({ Name = '', Source = '', RW = true }) =>
      RW && (kind === 'volume' ? Name === name : Source !== '' && (within(Source, name) || within(name, Source))),
  );
}

const outputOf = async ({ output, ended }: Reading): Promise<string> => {
  const [printed] = await Promise.all([text(output), ended]);
  return printed;
};

function start([program = '', ...words]: readonly string[], signal?: AbortSignal, input?: Uint8Array): Reading {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'], ...(signal && { signal }) });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (said = (said + piece).slice(-4000)));
  // One that ends before it has read its input has said why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<void>((done, fail) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ENOENT' ? new Error(`there is no program "${program}" on PATH`) : error),
    );
    child.once('close', (code) =>
      code === 0 ? done() : fail(new Error(said.trim() || `${program} ended with exit code ${code}`)),
    );
  });
  ended.catch(() => undefined);
  return { output: child.stdout, ended, stop: () => void child.kill() };
}
