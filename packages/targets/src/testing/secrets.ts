import type { Node, Origin, Project } from '@transpose/core';
import type { ProjectSecrets } from '../shared/secrets/project-secrets.ts';
import { projectSecrets } from '../shared/secrets/project-secrets.ts';

const origin: Origin = { span: { source: { file: 'compose.yaml', text: '' }, start: 0, end: 0 } };

/** Plain data as a tree without places. */
function treeOf(value: unknown): Node {
  if (Array.isArray(value)) return { kind: 'seq', items: value.map(treeOf), origin };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    return { kind: 'map', entries: new Map(entries.map(([key, one]) => [key, treeOf(one)])), origin };
  }
  return { kind: 'scalar', type: 'string', value: typeof value === 'string' ? value : JSON.stringify(value), origin };
}

/** What is secret in a project that a test made without a file. */
export function testSecrets(project: Project): ProjectSecrets {
  const tree = treeOf(project);
  if (tree.kind !== 'map') throw new Error('a project is a map');
  return projectSecrets({ project, tree, environment: {}, variables: [] });
}
