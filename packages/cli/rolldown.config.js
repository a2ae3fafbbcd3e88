import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';
import { loadedLater } from './loaded-later.js';

const childProcessStub = fileURLToPath(new URL('stubs/child-process.cjs', import.meta.url));
const nodeFetchStub = fileURLToPath(new URL('stubs/node-fetch.js', import.meta.url));

/** The packages of others that modules come from, by their directories. */
const packageDirectories = (modules) => [
  ...new Set(
    modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replaceAll('\\', '/'))?.[0] ?? []),
  ),
];

/** A package's name, version and license, and the text that its license asks to be kept. */
function licenseText(directory) {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const file = readdirSync(directory).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${name} has no license file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(directory, file), 'utf8').trim()}\n`;
}

// What not every command uses.
const later = {
  start: { 'src/start.ts': ['start', 'startThread'] },
  // node:tty loads streams and the network, which takes a tenth of the time of a small conversion.
  terminal: { 'src/terminal.ts': ['isTerminal'] },
  load: { '../core/src/load.ts': ['loadProject', 'loadWith'] },
  conversion: {
    '../targets/src/convert.ts': ['convert'],
    '../targets/src/shared/images/read-images.ts': ['readImages'],
  },
  kubernetes: {
    '../targets/src/kubernetes/emit.ts': ['emit'],
    '../targets/src/kubernetes/facts/project-images.ts': ['projectImages'],
    '../targets/src/kubernetes/output/next-steps.ts': ['nextSteps'],
    '../targets/src/kubernetes/objects/replacing.ts': ['replacedServices'],
    '../targets/src/kubernetes/support/support.ts': ['support'],
  },
  kustomize: {
    '../targets/src/kustomize/emit.ts': ['emit'],
    '../targets/src/kustomize/next-steps.ts': ['nextSteps'],
  },
  helm: {
    '../targets/src/helm/emit.ts': ['emit'],
    '../targets/src/helm/next-steps.ts': ['nextSteps'],
  },
  'docker-run': {
    '../targets/src/docker-run/emit.ts': ['emit'],
    '../targets/src/docker-run/next-steps.ts': ['nextSteps'],
    '../targets/src/docker-run/support.ts': ['support'],
  },
  units: { '../targets/src/unit-plan/installer/install-steps.ts': ['installSteps'] },
  systemd: {
    '../targets/src/systemd/emit.ts': ['emit'],
    '../targets/src/systemd/support.ts': ['support'],
  },
  quadlet: {
    '../targets/src/quadlet/emit.ts': ['emit'],
    '../targets/src/quadlet/support.ts': ['support'],
  },
  template: {
    '../targets/src/template/index.ts': ['templateTarget'],
    '../targets/src/template/read-templates.ts': ['readTemplates'],
    '../targets/src/template/model/build-model.ts': ['buildModel'],
  },
  convert: {
    'src/actions/convert.ts': [
      'closingLine',
      'conversionData',
      'convert',
      'convertTo',
      'tellComparison',
      'tellConversion',
      'tellWritten',
    ],
  },
  check: { 'src/actions/check.ts': ['check'] },
  each: { 'src/each/convert-each.ts': ['convertEach', 'checkEach', 'loadEach'] },
  watch: { 'src/watch/watch.ts': ['watchProject'] },
  // node:worker_threads loads streams.
  threads: { 'src/each/threads.ts': ['runThreads'] },
  // Hashes of files need node:crypto, which takes longer to load than a small project.
  files: {
    'src/actions/compare-files.ts': ['compareFiles'],
    'src/output/apply-write.ts': ['applyWrite'],
    'src/output/plan-write.ts': ['hasMode', 'isPrivate', 'plainWrite', 'planWrite', 'readManifest'],
    'src/output/salt.ts': ['saltFor'],
  },
  reports: {
    'src/print/code-quality.ts': ['codeQuality'],
    'src/print/markdown.ts': ['markdownReport'],
    'src/print/sarif.ts': ['sarifLog'],
  },
  config: { 'src/actions/config.ts': ['config'] },
  // What talks to a cluster, with the client that reads the kubeconfig: larger than all the rest together.
  cluster: {
    'src/actions/copy-data.ts': ['copyData'],
    'src/actions/diff.ts': ['diff'],
    'src/actions/down.ts': ['down'],
    'src/actions/exec.ts': ['exec'],
    'src/actions/logs.ts': ['logs'],
    'src/actions/port-forward.ts': ['portForward'],
    'src/actions/ps.ts': ['ps'],
    'src/actions/restart.ts': ['restart'],
    'src/actions/up.ts': ['up'],
    'src/actions/wait.ts': ['wait'],
  },
  // Runs code that the user names, and programs.
  'plug-ins': { 'src/plug-ins/load.ts': ['loadPlugIns'] },
  // What talks to a container engine.
  images: {
    'src/actions/images-inspect.ts': ['imagesInspect'],
    'src/images/inspect-images.ts': ['inspectImages'],
  },
  'config-schema': { 'src/actions/config-schema.ts': ['configSchema'] },
  explain: { 'src/actions/explain.ts': ['explain'] },
  fix: { 'src/actions/fix.ts': ['fix'] },
  init: { 'src/actions/init.ts': ['initTemplate'] },
  candidates: { 'src/completion/candidates.ts': ['candidates'] },
};

// What several of these files use: few files, and no command loads much of what it does not use.
const shared = [
  {
    name: 'entry',
    test: /^\0later:|[/]cli[/]src[/](?:standard-output|exit-codes|version|output[/]system-error)\.ts|[/]cli[/]package\.json|[/]display-width\.ts/,
  },
  {
    name: 'command-line',
    test: /[/]commander[/]|[/]cli[/](?:stubs|src[/](?:commands|completion))[/]|[/]images[/](?:images-option|with-image-records)\.ts|[/]plug-ins[/](?:named|wanted|config-options)\.ts|[/]cli[/]src[/][a-z-]+\.ts|[/]print[/]table\.ts|options\.ts|[/]engine\.ts|[/](?:diagnostic|suggest|k8s-name|hash|utf8|host-path|values[/]path)\.ts|[/]targets[/]src[/](?:targets|[a-z-]+[/]index)\.ts/,
    minShareCount: 2,
  },
  { name: 'engine-support', test: /[/]container-plan[/]support[/]/, minShareCount: 2 },
  { name: 'unit-plan', test: /[/]unit-plan[/]|[/]systemd-word\.ts/, minShareCount: 2 },
  { name: 'kubernetes-plan', test: /[/]targets[/]src[/]kubernetes[/]/, minShareCount: 2 },
  { name: 'container-plan', test: /[/]targets[/]src[/]container-plan[/]/, minShareCount: 2 },
  { name: 'values', minShareCount: 2 },
];

// CommonJS in few files, because loading modules one by one and compiling what a command does not use is most of the
// start-up time.
export default defineConfig({
  input: { transpose: 'src/entry.ts', thread: 'src/each/thread.ts' },
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  resolve: {
    conditionNames: ['@transpose/source', 'import', 'default'],
    alias: { 'node-fetch': nodeFetchStub },
  },
  plugins: [
    {
      name: 'commander-without-child-process',
      resolveId: {
        order: 'pre',
        handler: (id, importer) =>
          id === 'node:child_process' && importer?.includes('/commander/') ? childProcessStub : undefined,
      },
    },
    loadedLater(later),
    {
      // The licenses of what is bundled ask for their text beside every copy.
      name: 'licenses',
      writeBundle(_, output) {
        const modules = Object.values(output).flatMap((chunk) => Object.keys(chunk.modules ?? {}));
        const texts = packageDirectories(modules).map(licenseText).sort();
        const path = fileURLToPath(new URL('dist/LICENSES.txt', import.meta.url));
        writeFileSync(
          path,
          `The files beside this one contain these packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`,
        );
      },
    },
    {
      // V8 reads ASCII without decoding it, and keeps it in half of the memory.
      name: 'ascii',
      generateBundle(_, output) {
        const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
        for (const chunk of Object.values(output).filter(({ type }) => type === 'chunk')) {
          if (/\\[^\0-\x7f]/.test(chunk.code))
            throw new Error(`${chunk.fileName}: a backslash before a letter beyond ASCII`);
          chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escaped);
        }
      },
    },
    {
      // Code that was compiled of one build is not run with another (bin/compiled.cjs).
      name: 'build',
      writeBundle({ dir }, output) {
        const hash = createHash('sha256');
        for (const chunk of Object.values(output)) hash.update(chunk.fileName).update(chunk.code ?? '');
        writeFileSync(join(dir, 'build.txt'), hash.digest('hex').slice(0, 16));
      },
    },
    {
      // What `transpose init template` and `transpose config-schema model` print.
      name: 'starters',
      writeBundle() {
        for (const [from, to] of [
          ['../../examples/templates', 'dist/templates'],
          ['../../docs/model.schema.json', 'dist/schemas/model.schema.json'],
        ]) {
          const [source, copy] = [from, to].map((path) => fileURLToPath(new URL(path, import.meta.url)));
          rmSync(copy, { recursive: true, force: true });
          cpSync(source, copy, { recursive: true });
        }
      },
    },
  ],
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'cjs',
    minify: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    codeSplitting: { groups: shared, includeDependenciesRecursively: false },
  },
});
