import { expect, it } from 'vitest';
import { lineFor } from './same-project.ts';

it('names the project and the cluster that the options chose', () => {
  expect(lineFor('down', {})).toBe('transpose down');
  expect(
    lineFor('down', {
      file: ['a b.yaml', 'c.yaml'],
      projectName: 'shop',
      profile: ['x'],
      context: 'k',
      namespace: 'n',
    }),
  ).toBe("transpose down --file 'a b.yaml' --file c.yaml --project-name shop --profile x --context k --namespace n");
});
