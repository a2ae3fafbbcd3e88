import type { Report } from '../../report/report.ts';
import type { Node } from '../../tree/node.ts';
import { nodeAt } from '../../tree/node.ts';
import { placeOf, textAt } from './rule.ts';

/** A secret that is not external has a file or a variable: nothing else can be used without Swarm. */
export function secretSources(secrets: ReadonlyMap<string, Node>, report: Report): void {
  for (const [name, secret] of secrets) {
    const external = nodeAt(secret, ['external']);
    if (external?.kind === 'scalar' && external.value === true) continue;
    if (textAt(secret, ['file']) !== '' || textAt(secret, ['environment']) !== '') continue;
    report.add({
      code: 'no-source',
      message: `secret "${name}" has neither \`file\` nor \`environment\``,
      path: ['secrets', name],
      span: placeOf(secret),
    });
  }
}
