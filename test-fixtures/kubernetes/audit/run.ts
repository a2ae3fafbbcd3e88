import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import { manifestsOf } from '../manifests.ts';
import type { FoundProject } from '../projects.ts';
import { findProject, projectFolders } from '../projects.ts';
import type { AuditResult, Counts } from './audit.ts';
import { audit } from './audit.ts';

const help = `npm run audit -- [DIR]…
Holds the Kubernetes objects of each project of a corpus against what Docker reads in it (expected.json): images, commands,
environments, mounts, ports and names of every service. DIR: default ../shared/corpus/{real,wild}.`;

const noCounts: Counts = { services: 0, words: 0, variables: 0, mounts: 0, ports: 0, names: 0 };

/** Audits all; prints what is missing and the counts. Gives the exit code. */
export function runAudit(words: readonly string[], root: string): number {
  if (words.includes('--help')) {
    console.log(help);
    return 0;
  }
  const given = words.length > 0 ? words : ['../shared/corpus/real', '../shared/corpus/wild'];
  const missing = given.filter((path) => !existsSync(resolve(root, path)));
  if (missing.length > 0) {
    console.log(`skipped: there is no ${missing.join(', ')}. Name a corpus: npm run audit -- DIR`);
    return words.length > 0 ? 2 : 0;
  }
  const counts: Counts = { ...noCounts };
  let passed = 0;
  let failed = 0;
  for (const folder of given.flatMap((path) => projectFolders(resolve(root, path)))) {
    const project = findProject(folder);
    const result = project && auditProject(project);
    if (!result) continue;
    for (const [what, count] of Object.entries(result.counts)) counts[what as keyof Counts] += count;
    for (const fault of result.faults) console.log(`FAILED: ${project.id}: ${fault}`);
    if (result.faults.length > 0) failed += 1;
    else passed += 1;
  }
  console.log(
    `looked at ${Object.entries(counts)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ')}`,
  );
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** Undefined: nothing is known of what Docker reads in it. */
function auditProject({ host, loaded, expected }: FoundProject): AuditResult | undefined {
  if (expected === undefined) return undefined;
  const { files, account, diagnostics } = convert({ host, loaded, target: kubernetes });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { faults: errors.map(({ message }) => message), counts: noCounts };
  const statements = account.entries.flatMap(({ path, support }) => {
    if (support.kind !== 'approximated' && support.kind !== 'dropped') return [];
    const said = support.kind === 'dropped' ? support.reason : support.difference;
    return [{ path: path.map(String), text: `${said} ${support.instead ?? ''}`, lost: support.kind === 'dropped' }];
  });
  const notes = account.notes.map(({ path = [], message }) => ({ path: path.map(String), text: message, lost: false }));
  return audit({
    expected,
    manifests: manifestsOf(files),
    statements: [...statements, ...notes],
    files(path) {
      const read = host.readFile(path);
      return read.ok ? read.value : undefined;
    },
  });
}
