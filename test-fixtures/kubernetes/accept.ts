import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { OptionValues } from '@transpose/targets';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import type { ApiServer } from './api-server.ts';
import { connect, serverLacks } from './api-server.ts';
import { applySet } from './apply.ts';
import type { Manifest } from './manifests.ts';
import { manifestsOf } from './manifests.ts';
import type { FoundProject } from './projects.ts';
import { findProject, projectFolders } from './projects.ts';
import { danglingReferences, isAskedFor } from './references.ts';

const help = `npm run accept -- [DIR]…
Converts every project that loads to Kubernetes and creates all its objects, strictly validated, in a throw-away namespace of
the server of KUBECONFIG; no reference may lead nowhere. Without a server the schemas of the API judge instead.
DIR: a corpus, or folders of Compose projects; default ../shared/corpus/{real,wild}.
--jobs N               projects at a time (4)
--option NAME[=VALUE]  an option of the target, as --secrets omit is: secrets=omit (may be repeated)`;

/** Judges all; prints what is refused and the counts. Gives the exit code. */
export async function acceptProjects(words: readonly string[], root: string): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      jobs: { type: 'string', default: '4' },
      option: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const given = positionals.length > 0 ? positionals : ['../shared/corpus/real', '../shared/corpus/wild'];
  const missing = given.filter((path) => !existsSync(resolve(root, path)));
  if (missing.length > 0) {
    console.log(`skipped: there is no ${missing.join(', ')}. Name folders of projects: npm run accept -- DIR`);
    return positionals.length > 0 ? 2 : 0;
  }
  const folders = given.flatMap((path) => projectFolders(resolve(root, path)));
  const lacking = serverLacks();
  if (lacking !== undefined) console.log(`The server is skipped, for ${lacking}: the schemas of the API judge.`);
  const server = lacking === undefined ? await connect() : undefined;
  if (server) {
    const how = server.hasNodes ? 'It has nodes, so objects are only tried (dry run).' : '';
    console.log(`Kubernetes ${server.version}. ${how}`.trim());
  }
  const options = Object.fromEntries(values.option.map((one) => optionOf(one)));
  const tally = { passed: 0, failed: 0, unloaded: 0, objects: 0, external: 0, warnings: 0 };
  const queue = folders.entries();
  const worker = async (): Promise<void> => {
    for (const [index, folder] of queue) {
      const project = findProject(folder);
      if (!project) {
        tally.unloaded += 1;
        continue;
      }
      const judged = await judge(project, options, server, `accept-${process.pid}-${index}`).catch(
        (error: unknown) => ({
          faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
          objects: 0,
          external: 0,
          warnings: [],
        }),
      );
      tally.objects += judged.objects;
      tally.external += judged.external;
      tally.warnings += judged.warnings.length;
      for (const warning of judged.warnings) console.log(`warning: ${project.id}: ${warning}`);
      for (const fault of judged.faults.slice(0, 5)) console.log(`FAILED: ${project.id}: ${fault}`);
      if (judged.faults.length > 0) tally.failed += 1;
      else tally.passed += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
  } finally {
    server?.stop();
  }
  console.log(
    `${tally.objects} objects; ${tally.external} references to objects that the report asks the user for; ` +
      `${tally.warnings} warnings of the server; ${tally.unloaded} projects do not load`,
  );
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  return tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}

/** `secrets=omit`, or the name of a flag. */
function optionOf(text: string): readonly [string, string | boolean] {
  const [name = '', ...value] = text.split('=');
  return [name, value.length === 0 ? true : value.join('=')];
}

interface Judgement {
  readonly faults: readonly string[];
  readonly objects: number;
  /** References to objects that are the user's to make. */
  readonly external: number;
  readonly warnings: readonly string[];
}

async function judge(
  project: FoundProject,
  options: OptionValues,
  server: ApiServer | undefined,
  namespace: string,
): Promise<Judgement> {
  const version = /^v(1\.\d+)/.exec(server?.version ?? '')?.[1];
  // An older server gets what it knows.
  const older = version !== undefined && Number(version.slice(2)) < 34;
  const own = { ...(older && { 'kubernetes-version': version }), ...options };
  const usual = converted(project, own);
  const tried = converted(project, { ...own, namespace });
  const faults = [...usual.errors];
  const dangling = danglingReferences(usual.manifests);
  for (const one of dangling)
    if (!isAskedFor(one, [...usual.said, ...externalNames(project)])) faults.push(`${one.from}: ${one.message}`);
  const warnings: string[] = [];
  if (server) {
    const names = usual.manifests.filter(({ kind }) => kind === 'Namespace');
    for (const { text, type } of names) {
      const answer = await server.request('POST', '/api/v1/namespaces?dryRun=All&fieldValidation=Strict', text, type);
      if (answer.status >= 300) faults.push(`Namespace: ${JSON.stringify(answer.body)}`);
    }
    const applied = await applySet(server, tried.manifests, namespace);
    faults.push(...applied.refused);
    warnings.push(...applied.warnings);
  } else faults.push(...usual.manifests.flatMap(schemaFaults));
  if (usual.manifests.length === 0 && faults.length === 0) faults.push('there are no objects');
  return { faults, objects: usual.manifests.length, external: dangling.length, warnings };
}

/** The objects of a project, what was reported about it, and the errors. */
function converted({ host, loaded }: FoundProject, options: OptionValues) {
  const { files, account, diagnostics } = convert({ host, loaded, target: kubernetes, options });
  const said = account.entries.flatMap(({ support }) => {
    if (support.kind === 'approximated') return [`${support.difference} ${support.instead ?? ''}`];
    return support.kind === 'dropped' ? [`${support.reason} ${support.instead ?? ''}`] : [];
  });
  return {
    manifests: manifestsOf(files),
    said: [
      ...said,
      ...account.notes.map(({ message }) => message),
      // The script that makes them from the user's own files.
      ...files.filter(({ path }) => path === 'create-secrets.sh').map(({ content }) => content),
    ],
    errors: diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
  };
}

/** What the project itself declares to be there. */
function externalNames({ loaded }: FoundProject): readonly string[] {
  const { volumes = {}, secrets = {}, configs = {} } = loaded.project ?? {};
  const all = [volumes, secrets, configs].flatMap((section) => Object.values(section));
  return all.flatMap(({ external, name }) => (external ? [name] : []));
}

const require = createRequire(import.meta.url);

/** What the schema of the API says against an object. */
function schemaFaults({ apiVersion, kind, name, data }: Manifest): readonly string[] {
  try {
    const module = require(`kubernetes-models/${apiVersion}/${kind}`) as Readonly<
      Record<string, new (data: unknown) => { validate(): void }>
    >;
    const Model = module[kind];
    if (!Model) return [`${kind} ${name}: there is no schema of ${apiVersion}`];
    new Model(data).validate();
    return [];
  } catch (error) {
    return [`${kind} ${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
