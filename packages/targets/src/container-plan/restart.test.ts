import { expect, it } from 'vitest';
import { testService } from '../testing/project.ts';
import { planRestart } from './restart.ts';

it.each([
  ['any', 'always'],
  ['none', 'no'],
  ['on-failure', 'on-failure'],
  ['constructor', 'constructor'],
])('takes the condition %s for the policy %s', (condition, policy) => {
  expect(planRestart(testService('a', { deploy: { restart_policy: { condition } } } as never))?.policy).toBe(policy);
});
