import type { Host, MemoryEntry } from '@transpose/core';
import { imageBuilders } from '../../shared/images/built-images.ts';
import type { ImageRecords } from '../../shared/images/image-record.ts';
import { withImages } from '../../shared/images/with-images.ts';
import { imageLookup } from '../../shared/images/image-lookup.ts';
import { loadProject, memoryHost, projectSettings, Report, serviceSettings } from '@transpose/core';
import { targetCodes } from '../../account/codes.ts';
import { projectFiles } from '../../shared/project-files.ts';
import { noSecrets, projectSecrets } from '../../shared/secrets/project-secrets.ts';
import { testLedger } from '../../testing/ledger.ts';
import type { Basis } from '../facts/basis.ts';
import { findDependents } from '../facts/dependents.ts';
import { deriveContext } from '../facts/derive-context.ts';
import { envFileOf } from '../configuration/env-files.ts';
import { namespaceOf } from '../security/namespace.ts';
import { readOptions } from '../options.ts';
import { readKompose } from '../kompose/read-labels.ts';
import { readRoutes } from '../routes/labels/read-routes.ts';
import { podGroups } from '../facts/pod-groups.ts';

export interface ComposeGiven {
  /** Below `/project` when relative. */
  readonly files?: Readonly<Record<string, MemoryEntry>>;
  readonly options?: Readonly<Record<string, string | boolean | readonly string[]>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly images?: ImageRecords;
  /** Takes the path of each file whose content the target reads, once. */
  readonly reads?: string[];
}

const noting = (host: Host, reads: string[]): Host => ({
  ...host,
  readFile(path) {
    if (!reads.includes(path)) reads.push(path);
    return host.readFile(path);
  },
});

/** The context of a Compose file in `/project`, project `shop`, as a conversion makes it. */
export function composeContext(yaml: string, given: ComposeGiven = {}) {
  const files = Object.entries(given.files ?? {}).map(
    ([path, entry]) => [path.startsWith('/') ? path : `/project/${path}`, entry] as const,
  );
  const host = memoryHost({
    files: { '/project/compose.yaml': yaml, ...Object.fromEntries(files) },
    cwd: '/project',
    env: given.env ?? {},
  });
  const loaded = loadProject(host, { projectName: 'shop' });
  if (!loaded.project) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  const images = imageLookup(given.images ?? {});
  const project = withImages(loaded.project, images);

  const ledger = testLedger();
  const report = new Report(targetCodes);
  const options = readOptions(given.options ?? {}, report);
  const kompose = readKompose(project);
  const secrets = options.secrets === 'plain' ? noSecrets : projectSecrets(loaded);
  const readings = readRoutes(project, options.route, () => false, { ...options, secrets });
  const pods = podGroups(
    project,
    ({ name, provider }) => provider !== undefined || readings.replaced.has(name),
    ledger,
  );
  const basis: Basis = {
    project,
    options,
    ledger,
    report,
    files: projectFiles(noting(host, given.reads ?? []), project.working_dir, []),
    environment: loaded.environment,
    namespace: namespaceOf(project, options, report),
    pods,
    readings,
    dependentsOf: findDependents(pods.emitted),
    builders: imageBuilders(project),
    images,
    projectSettings: projectSettings(project),
    writtenAt: (path) => {
      const span = loaded.origins.nearest(path)?.span;
      return span ? span.source.text.slice(span.start, span.end) : '';
    },
    envFileOf: (path) => envFileOf(loaded.origins.at(path)),
    secrets,
    kompose,
    settings: (name) => ({ ...kompose.of(name), ...serviceSettings(project.services[name]!) }),
  };
  const context = deriveContext(basis);
  return { context, report, lines: ledger.lines };
}
