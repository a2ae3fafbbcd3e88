import type { BuiltImage, Fault } from '@transpose/cluster';
import type { ImageBuild, KubernetesFile } from '@transpose/targets/kubernetes';
import type { ClusterProject } from './cluster-project.ts';
import type { OnCluster } from './on-cluster.ts';
import { loadCommand } from './load-command.ts';
import { programOnPath } from './program-on-path.ts';
import { runEngine } from './run-engine.ts';

/** The images that a project builds. */
export const imageBuildsOf = ({ converted }: ClusterProject): readonly ImageBuild[] =>
  ((converted.result?.files ?? []) as readonly KubernetesFile[]).flatMap(({ builds }) => builds?.() ?? []);

export interface BuildOptions {
  /** `--build` and `--no-build`; neither: what the engine does not have is built. */
  readonly build?: boolean;
  readonly progress?: string;
}

/**
 * Builds the images of a project and brings them to where the cluster finds them: into a local cluster by its own tool, else
 * into their registry. Gives what they are now; undefined when something failed, which is told.
 */
export async function deliverImages(
  on: OnCluster,
  builds: readonly ImageBuild[],
  options: BuildOptions,
): Promise<readonly BuiltImage[] | undefined> {
  const unknown = builds.map(({ image }) => ({ image }));
  if (builds.length === 0 || options.build === false) return unknown;
  const engine = programOnPath(on.told, ['docker', 'podman']);
  if (engine === undefined) {
    if (options.build)
      return failed(on, builds[0], 'there is neither docker nor podman on PATH', [], 'install one, or add --no-build');
    on.show({
      type: 'warning',
      text: 'there is neither docker nor podman on PATH: images are taken as the cluster finds them',
    });
    return unknown;
  }
  const homeless = builds.filter(({ image, pushed }) => !pushed && !loadCommand(on.cluster.context, image));
  for (const build of homeless)
    failed(
      on,
      build,
      `"${build.image}" names no registry from which the cluster could pull it`,
      [],
      '--registry HOST/PATH pushes it there; --no-build, when the nodes have it',
    );
  if (homeless.length > 0) return undefined;
  const built: BuiltImage[] = [];
  for (const build of builds) {
    const image = (await buildImage(on, engine, build, options)) && (await deliver(on, engine, build, options));
    if (!image) return undefined;
    built.push(image);
  }
  return built;
}

async function buildImage(on: OnCluster, engine: string, build: ImageBuild, options: BuildOptions): Promise<boolean> {
  const { image, service, words, input, environment } = build;
  if (!options.build && (await inspected(on, engine, image))) return true;
  on.show({ type: 'image', image, service, what: 'building' });
  const done = await run(on, [engine, ...words], options, { environment, ...(input !== undefined && { input }) });
  if (done.code === 0) return true;
  failed(
    on,
    build,
    `the image "${image}" of "${service}" cannot be built`,
    lastLines(done.said),
    'nothing was applied; --no-build goes on without it',
  );
  return false;
}

async function deliver(
  on: OnCluster,
  engine: string,
  build: ImageBuild,
  options: BuildOptions,
): Promise<BuiltImage | undefined> {
  const { image, service } = build;
  const load = loadCommand(on.cluster.context, image);
  const command = load ?? [engine, 'push', image];
  if (command.length > 0) {
    on.show({ type: 'image', image, service, what: load ? 'loading' : 'pushing' });
    const done = await run(on, command, options);
    const verb = load ? 'loaded into the cluster' : 'pushed';
    if (done.code !== 0)
      return failed(
        on,
        build,
        `the image "${image}" cannot be ${verb}`,
        lastLines(done.said),
        load ? 'nothing was applied' : `nothing was applied; is this machine logged in there? ${engine} login`,
      );
  }
  const now = await inspected(on, engine, image);
  const digest = now?.digests.find((one) => one.startsWith(`${image.replace(/:[^:/]*$/, '')}@`))?.split('@')[1];
  return { image, ...(load && now ? { id: now.id } : {}), ...(!load && digest !== undefined ? { digest } : {}) };
}

/** What the engine has under a name. */
async function inspected(
  on: OnCluster,
  engine: string,
  image: string,
): Promise<{ readonly id: string; readonly digests: readonly string[] } | undefined> {
  const { code, output } = await run(on, [engine, 'image', 'inspect', image], { progress: 'quiet' });
  if (code !== 0) return undefined;
  const [found] = JSON.parse(output) as readonly { readonly Id: string; readonly RepoDigests?: readonly string[] }[];
  return found && { id: found.Id, digests: found.RepoDigests ?? [] };
}

function run(
  { told, signal, loaded }: OnCluster,
  command: readonly string[],
  { progress }: BuildOptions,
  more: { readonly input?: string; readonly environment?: Readonly<Record<string, string>> } = {},
) {
  const isShown = progress !== 'quiet' && progress !== 'json';
  const directory = loaded.project?.working_dir ?? '.';
  return runEngine(command, { directory, signal, ...more, ...(isShown && { told: (text: string) => told.err(text) }) });
}

const lastLines = (text: string): readonly string[] => text.trimEnd().split('\n').slice(-20);

function failed(
  { show }: OnCluster,
  build: ImageBuild | undefined,
  what: string,
  details: readonly string[],
  hint: string,
): undefined {
  const service = build?.service ?? '';
  const fault: Fault = {
    kind: 'build',
    service,
    path: ['services', service, 'build'],
    what,
    details,
    hint,
    patience: 0,
  };
  show({ type: 'fault', fault });
}
