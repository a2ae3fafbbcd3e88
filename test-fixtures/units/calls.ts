/** The options and the words after the image of a call that makes a container. */
export interface Call {
  readonly name: string;
  readonly options: readonly string[];
  readonly command: readonly string[];
}

/** Options without a value among those that our fixtures use. */
const switches = new Set([
  '--init',
  '--init=false',
  '--read-only',
  '--read-only-tmpfs=false',
  '--privileged',
  '--tty',
  '--interactive',
  '-d',
  '--rm',
  '--replace',
  '--no-healthcheck',
  '--ignore',
  '--oom-kill-disable',
]);
/** What systemd or Quadlet does instead (the journal of the unit among it), and what is known only where the script runs. */
const notCompared =
  /^--(?:pull|restart|cidfile|cgroups|sdnotify|replace|rm)\b|^--log-driver (?:k8s-file|json-file|journald)$|^-d$|^--label com\.docker\.compose\.(?:config-hash|image|project\.)|^--read-only(?:-tmpfs)?=?/;
const shortNames: Readonly<Record<string, string>> = { '-v': '--volume' };

/** Options that Quadlet's generator spells in its own way. */
const spelled = (option: string): string =>
  option
    .replace(/^--security-opt[= ](no-new-privileges)(?:[:=]true)?$/, '--security-opt $1')
    .replace(/^--security-opt seccomp:/, '--security-opt seccomp=')
    .replace(/^--entrypoint=$/, '--entrypoint ')
    .replace(/^--health-cmd none$/, '--no-healthcheck')
    .replace(/^--mount (.*)$/s, (_, fields: string) => `--mount ${fields.split(',').toSorted().join(',')}`);

/** For what systemd puts in the volumes of the image, which only the engine knows. */
const imageVolumes = '$TRANSPOSE_VOLUMES';

/** Takes a call apart: `create … IMAGE WORD…` or `run … IMAGE WORD…`. */
export function callOf(given: readonly string[]): Call {
  const volumes = given.indexOf(imageVolumes);
  const words = volumes < 0 ? given : given.toSpliced(volumes, 1);
  const start = words.findIndex((word) => word === 'create' || word === 'run');
  const options: string[] = [];
  let name = '';
  let at = start + 1;
  for (; at < words.length && words[at]?.startsWith('-'); at += 1) {
    const word = words[at] ?? '';
    const long = shortNames[word] ?? word;
    if (switches.has(word) || word.includes('=')) options.push(long);
    else {
      at += 1;
      if (word === '--name') name = words[at] ?? '';
      else options.push(`${long} ${words[at]}`);
    }
  }
  return {
    name,
    options: options
      .map(spelled)
      .filter((one) => !notCompared.test(one))
      .toSorted(),
    command: words.slice(at),
  };
}

/**
 * The environment, with the values that are in files or in Podman's store taken away: `--env KEY`. Names that systemd
 * does not take are left out: secrets under such names are in a file for `--env-file`.
 */
export const withoutValues = (call: Call): Call => ({
  ...call,
  options: call.options
    .map((one) => one.replace(/^(--env [^=]+)=.*$/s, '$1').replace(/^--secret \S+,type=env,target=(.*)$/s, '--env $1'))
    .filter((one) => !/^--env-file |^--env .*\W/.test(one))
    .toSorted(),
});

/** Contents that the script copies in are bound by units, and come out of Podman's store with Quadlet. */
export const withoutContents = (call: Call): Call => ({
  ...call,
  options: call.options.filter((one) => !/^--volume \/etc\/transpose\/|^--secret /.test(one)),
});

export const byName = (calls: readonly Call[]): readonly Call[] =>
  calls.toSorted((one, other) => (one.name < other.name ? -1 : 1));

/** The generator writes capabilities small, an entrypoint is a list or not, and the project directories of the two differ. */
export const asQuadlet = (call: Call): Call => ({
  ...withoutContents(call),
  options: withoutContents(call)
    .options.map((one) =>
      one
        .replace(/^--cap-(?:add|drop) .*/, (cap) => cap.toLowerCase())
        .replace(/^--entrypoint (\[.*\])$/s, (_, words: string) => `--entrypoint ${String(JSON.parse(words))}`)
        .replaceAll(/\/tmp\/(?:words|units)-[^/]+(?:\/project)?/g, '/project'),
    )
    .toSorted(),
});

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  s: ' ',
};

/** The words of an `ExecStart=` line as systemd starts them, without what it fills in (systemd.syntax(7), "Quoting"). */
export function unitWords(line: string): readonly string[] {
  const words: string[] = [];
  for (const [written] of line.matchAll(/(?:"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\\[\s\S]|[^\s"'\\])+/g)) {
    const read = written.replace(
      /"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'/g,
      (_, double?: string, single?: string) => double ?? single ?? '',
    );
    const bytes = Buffer.from(read, 'utf8').toString('latin1');
    const plain = bytes.replace(/\\(x[0-9a-f]{2}|[0-7]{3}|[\s\S])/g, (__, escape: string) => {
      if (escape.length > 1)
        return String.fromCharCode(
          escape.startsWith('x') ? Number.parseInt(escape.slice(1), 16) : Number.parseInt(escape, 8),
        );
      return escapes[escape] ?? escape;
    });
    words.push(Buffer.from(plain, 'latin1').toString('utf8').replaceAll('$$', '$').replaceAll('%%', '%'));
  }
  return words;
}
