import { expect, it } from 'vitest';
import { testPlanContext } from '../../testing/plan-context.ts';
import { testProject, testService } from '../../testing/project.ts';
import { accountMode, planRestart } from './restart.ts';

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

it.each([
  ['replicated', ['resolved services.a.deploy.mode: an engine has no other mode']],
  ['replicated-job', ['dropped services.a.deploy.mode: Only a Swarm cluster has jobs: `restart` decides.']],
  ['global', []],
])('says of the mode %s what it is to an engine', (mode, lines) => {
  const service = testService('a', { deploy: { mode } } as never);
  const context = testPlanContext(testProject([service]));
  accountMode(context, service);
  expect(context.ledger.lines).toEqual(lines);
});
