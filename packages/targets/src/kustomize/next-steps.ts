import { nextSteps as stepsOfManifests } from '../kubernetes/output/next-steps.ts';
import type { Emitted, NextStep } from '../target.ts';

/** Those of the kubernetes target with `kubectl apply -k`, first for the base, then for each environment. */
export function nextSteps(emitted: Emitted): readonly NextStep[] {
  const files = emitted.files
    .filter(({ path }) => path.startsWith('base/'))
    .map((file) => ({ ...file, path: file.path.slice('base/'.length) }));
  const environments = emitted.files.flatMap(
    ({ path }) => /^overlays\/([^/]+)\/kustomization\.yaml$/.exec(path)?.[1] ?? [],
  );
  const apply = (directory: string, why: string): NextStep => ({
    why,
    words: ['kubectl', 'apply', '-k', { file: directory }],
  });
  return stepsOfManifests({ ...emitted, files }).flatMap((step) => {
    if (step.words.includes('-f') && step.words.some((word) => typeof word !== 'string' && word.file === ''))
      return [
        apply('base', step.why),
        ...environments.map((name) => apply(`overlays/${name}`, `the same for the environment ${name}`)),
      ];
    return [
      { ...step, words: step.words.map((word) => (typeof word === 'string' ? word : { file: `base/${word.file}` })) },
    ];
  });
}
