import { Report } from '@transpose/core';
import { expect, it } from 'vitest';
import { targetCodes } from '../../account/codes.ts';
import { testProject, testService } from '../../testing/project.ts';
import { withScale } from './scale.ts';
import { replicasOf } from './workload-kind.ts';

it('withScale sets replicas and reports what it cannot read', () => {
  const deploy = { replicas: 3, labels: {}, placement: { constraints: [], preferences: [] }, resources: {} };
  const project = testProject([testService('web', { deploy }), testService('db')]);
  const report = new Report(targetCodes);
  const scaled = withScale(project, ['web=5', 'db=0'], report);
  expect(Object.values(scaled.services).map(replicasOf)).toEqual([5, 0]);
  expect(report.failed).toBe(false);
  expect(withScale(project, [], report)).toBe(project);
  withScale(project, ['x=1', 'web'], report);
  expect(report.diagnostics).toHaveLength(2);
});
