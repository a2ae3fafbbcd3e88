import { expect, it } from 'vitest';
import { testPlanContext } from '../../testing/plan-context.ts';
import { testProject, testService } from '../../testing/project.ts';
import { planRestart } from './restart.ts';

it.each([
  ['any', 'always'],
  ['none', 'no'],
  ['on-failure', 'on-failure'],
  ['unless-stopped', 'unless-stopped'],
  ['constructor', undefined],
])('takes the condition %s for the policy %s', (condition, policy) => {
  const service = testService('a', { deploy: { restart_policy: { condition } } } as never);
  expect(planRestart(testPlanContext(testProject([service])), service)?.policy).toBe(policy);
});
