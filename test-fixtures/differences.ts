/** A place where Transpose reads or answers otherwise than Docker Compose, and means to. */
export interface Difference {
  readonly title: string;
  readonly docker: string;
  readonly transpose: string;
  readonly why: string;
  /** A Compose file that shows it, and the code of what is said of it; undefined: it is read without a word. */
  readonly example?: { readonly text: string; readonly code: string | undefined };
}

/** `docs/differences.md` is made of these; a test reads each example. */
export const differences: readonly Difference[] = [
  {
    title: 'Remote files',
    docker: 'fetches `include` and `extends` from git repositories and registries',
    transpose: 'refuses them and asks for a local copy',
    why: 'Reading a project needs no network, and a converted project does not depend on what a server answers today.',
    example: { text: 'include: [oci://registry.example/project]\n', code: 'remote-file' },
  },
  {
    title: 'All errors at once',
    docker: 'ends at the first error, without a line for most of them',
    transpose: 'reports every error of a stage with its place, and a hint or a fix',
    why: 'A file is repaired in one go.',
    example: { text: 'services:\n  a: {image: x, imagee: y}\n', code: 'unknown-key' },
  },
  {
    title: 'Values that are lost or misread',
    docker: 'drops or changes some values without a word',
    transpose: 'reads them the same way and warns',
    why: 'The result is that of Docker Compose; the warning says that it is not what the file looks like.',
    example: { text: 'services:\n  a: {image: x, command: echo a && echo b}\n', code: 'cut-command' },
  },
  {
    title: 'Ports that clash',
    docker: 'accepts a host port that two services publish, and fails when it starts them',
    transpose: 'warns',
    why: 'Only one of the containers can start.',
    example: {
      text: 'services:\n  a: {image: x, ports: ["80:80"]}\n  b: {image: x, ports: ["80:80"]}\n',
      code: 'host-port-twice',
    },
  },
  {
    title: 'Manifests of Kubernetes',
    docker: 'says that each key is not allowed',
    transpose: 'says that the file is a Kubernetes manifest',
    why: 'That is the reason of all the errors.',
    example: { text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n', code: 'foreign-file' },
  },
  {
    title: 'Depth and size',
    docker: 'follows aliases without a bound: a small file can take all memory',
    transpose: 'refuses more than 500 collections inside one another and more than 1,000,000 values',
    why: 'A file of a stranger must not take the machine.',
    example: { text: `services: {a: {image: x}}\nx-a: ${'['.repeat(501)}${']'.repeat(501)}\n`, code: 'too-deep' },
  },
  {
    title: 'Nested defaults and doubled variables',
    docker: 'has no bound but the memory',
    transpose: 'refuses more than 1500 defaults inside one another, and values of more than 16,777,216 characters',
    why: 'As above.',
    example: {
      text: `services:\n  a: {image: "${'${A:-'.repeat(1600)}x${'}'.repeat(1600)}"}\n`,
      code: 'interpolation-format',
    },
  },
  {
    title: 'Order',
    docker: 'sorts services, variables and labels by name',
    transpose: 'keeps the order of the source',
    why: 'Converted files read like the Compose file. The order has no meaning.',
    example: { text: 'services:\n  b: {image: x}\n  a: {image: x}\n', code: undefined },
  },
  {
    title: 'Unknown keys',
    docker: 'refuses them',
    transpose: 'refuses them; with `--unknown-keys=warn` it drops them and warns',
    why: 'Some platforms add keys of their own to Compose files.',
  },
  {
    title: '`config --hash`',
    docker: 'prints the hash by which it knows when to make a container anew',
    transpose: 'prints a hash of its own with the same purpose',
    why: 'The hash of Docker Compose depends on its version.',
  },
  {
    title: '`config --resolve-image-digests`, `--lock-image-digests`',
    docker: 'asks the registry',
    transpose: 'refuses the flags',
    why: 'Transpose never uses the network.',
  },
  {
    title: '`--ansi`, `--progress`, `--parallel`, `--verbose`, `--dry-run`',
    docker: 'shows and runs its work accordingly',
    transpose:
      'accepts them and says that they have no effect; `fix --dry-run` writes nothing, and `convert --verbose` reports every difference',
    why: 'Command lines can be kept.',
  },
];

/** The page of the differences. */
export function differencesPage(): string {
  const sections = differences.map(({ title, docker, transpose, why, example }) => {
    const shown = example && example.text.length <= 300 ? ['```yaml', example.text.trimEnd(), '```', ''] : [];
    const code =
      example?.code === undefined ? [] : [`Diagnostic: [${example.code}](diagnostics.md#${example.code}).`, ''];
    return [
      `## ${title}`,
      '',
      `- Docker Compose ${docker}.`,
      `- Transpose ${transpose}.`,
      '',
      why,
      '',
      ...shown,
      ...code,
    ];
  });
  return [
    '# Where Transpose differs from Docker Compose on purpose',
    '',
    'Transpose reads exactly the project that `docker compose config` prints. These are the exceptions. Made by',
    '`npm run docs` from `test-fixtures/differences.ts`, whose examples are tested.',
    '',
    ...sections.flat(),
  ].join('\n');
}
