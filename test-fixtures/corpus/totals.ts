import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Support, Target } from '@transpose/targets';
import { convert, targets } from '@transpose/targets';
import { findProject, projectFolders } from '../kubernetes/projects.ts';

const page = 'docs/support/corpus.md';

/** What became of the uses of one key. */
interface KeyTally {
  uses: number;
  readonly projects: Set<string>;
  /** How often each sentence was said, the numbers and names in it left out. */
  readonly said: Map<string, number>;
}

/** What a target made of all projects. */
interface TargetTally {
  readonly target: Target;
  readonly kinds: Record<Support['kind'], number>;
  converted: number;
  readonly approximated: Map<string, KeyTally>;
  readonly dropped: Map<string, KeyTally>;
}

/** Converts all projects of the corpus to every target and writes the page with the totals. Gives the exit code. */
export function writeTotals(root: string): number {
  const groups = ['real', 'wild'].map((group) => resolve(root, '../shared/corpus', group));
  if (!groups.every(existsSync)) {
    console.log(`skipped: there is no ../shared/corpus here, ${page} stays as it is`);
    return 0;
  }
  const tallies = targets.map((target): TargetTally => ({
    target,
    kinds: { carried: 0, approximated: 0, dropped: 0, resolved: 0 },
    converted: 0,
    approximated: new Map(),
    dropped: new Map(),
  }));
  let projects = 0;
  const routers: RouterTally = { written: 0, refused: new Map(), unseen: 0 };
  for (const folder of groups.flatMap(projectFolders)) {
    const project = findProject(folder);
    if (!project) continue;
    projects += 1;
    for (const tally of tallies) {
      const { files, account } = convert({ host: project.host, loaded: project.loaded, target: tally.target });
      if (files.length > 0) tally.converted += 1;
      for (const { key, path, support } of account.entries) {
        tally.kinds[support.kind] += 1;
        if (tally.target.name === 'kubernetes' && isRouterRule(path.at(-1))) countRouter(routers, support);
        if (support.kind === 'approximated') count(tally.approximated, key, project.id, support.difference);
        else if (support.kind === 'dropped') count(tally.dropped, key, project.id, support.reason);
      }
    }
  }
  writeFileSync(resolve(root, page), pageOf(projects, tallies, routers));
  console.log(page);
  return tallies.every(({ converted }) => converted === projects) ? 0 : 1;
}

function count(tally: Map<string, KeyTally>, key: string, project: string, sentence: string): void {
  const known = tally.get(key) ?? { uses: 0, projects: new Set<string>(), said: new Map<string, number>() };
  tally.set(key, known);
  known.uses += 1;
  known.projects.add(project);
  const general = sentence.replaceAll(/"[^"]*"/g, '"…"').replaceAll(/\d+(?:\.\d+)*/g, 'N');
  known.said.set(general, (known.said.get(general) ?? 0) + 1);
}

/** What became of the routers that labels of Traefik name. */
interface RouterTally {
  written: number;
  /** Why no route was written, and how often. */
  readonly refused: Map<string, number>;
  /** Traefik takes them no more than we do: their service is not defined or not enabled, or is Traefik's own. */
  unseen: number;
}

const isRouterRule = (key: unknown): boolean =>
  typeof key === 'string' && /^traefik\.http\.routers\.[^.]+\.rule$/i.test(key);

function countRouter(tally: RouterTally, support: Support): void {
  if (support.kind === 'resolved') tally.unseen += 1;
  else if (support.kind === 'dropped') {
    const general = support.reason.replaceAll(/"[^"]*"/g, '"…"');
    tally.refused.set(general, (tally.refused.get(general) ?? 0) + 1);
  } else tally.written += 1;
}

function routerLines({ written, refused, unseen }: RouterTally): readonly string[] {
  const all = [...refused.values()].reduce((sum, count) => sum + count, written + unseen);
  const reasons = [...refused].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return [
    `Of ${all} routers in labels of Traefik ${written} became routes on Kubernetes, and ${unseen} do not work under Traefik either (no label defines their service), or are its own.`,
    ...reasons.map(([reason, count]) => `- ${count}: ${reason}`),
    '',
  ];
}

function pageOf(projects: number, tallies: readonly TargetTally[], routers: RouterTally): string {
  const rows = tallies.map(({ target, kinds, converted }) => {
    const uses = Object.values(kinds).reduce((sum, one) => sum + one, 0);
    const share = (kind: Support['kind']) => `${kinds[kind]} (${((100 * kinds[kind]) / uses).toFixed(1)} %)`;
    const cells = [share('carried'), share('approximated'), share('dropped'), share('resolved')];
    return [target.name, `${converted} of ${projects}`, String(uses), ...cells];
  });
  const details = tallies.flatMap(({ target, approximated, dropped }) => [
    `## What ${target.name} approximates most`,
    '',
    ...table(['Key', 'Uses', 'Projects', 'Most often because'], keyRows(approximated)),
    '',
    `## What ${target.name} loses most`,
    '',
    ...table(['Key', 'Uses', 'Projects', 'Most often because'], keyRows(dropped)),
    '',
  ]);
  return [
    '# What becomes of real Compose files',
    '',
    `Every use of a key in ${projects} public projects that Docker accepts, converted with the default options. carried: arrives`,
    'whole. approximated: arrives, and something behaves differently. lost: does not arrive. resolved: has done its work',
    'before the target comes, or means nothing at run time. Approximated and lost ones are reported to the user one by one.',
    '',
    '<!-- Made by `npm run totals`: edit test-fixtures/corpus/totals.ts. -->',
    '',
    ...table(['Target', 'Projects converted', 'Uses', 'Carried', 'Approximated', 'Lost', 'Resolved'], rows),
    '',
    ...routerLines(routers),
    'To repeat, with the corpus in `../shared/corpus` (`real`, `wild`):',
    '',
    '```sh',
    'npm run totals          # writes this page',
    'npm run accept          # all objects on the API server of KUBECONFIG; without one by the schemas of the API',
    'npm run audit           # the objects against what docker compose config prints',
    '```',
    '',
    ...details,
  ].join('\n');
}

function keyRows(tally: ReadonlyMap<string, KeyTally>): readonly (readonly string[])[] {
  const sorted = [...tally].toSorted(([a, { uses: x }], [b, { uses: y }]) => y - x || (a < b ? -1 : 1));
  return sorted.slice(0, 15).map(([key, { uses, projects, said }]) => {
    const [[reason] = ['']] = [...said].toSorted(([, a], [, b]) => b - a);
    return [`\`${key}\``, String(uses), String(projects.size), reason];
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
