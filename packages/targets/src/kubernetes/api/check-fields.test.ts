import { expect, it } from 'vitest';
import { fieldProblems } from './check-fields.ts';
import { fieldsOf } from './types.ts';

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { a: 'b' } },
  spec: {
    replicas: 1,
    selector: { matchLabels: { a: 'b' } },
    template: {
      spec: {
        containers: [
          {
            name: 'web',
            image: 'a',
            securityContext: undefined as object | undefined,
            resources: { limits: { cpu: '1' } },
          },
        ],
      },
    },
  },
};

const problems = (value: unknown, type = 'Deployment', minor = 34) =>
  fieldProblems(value, type, { minor }).map(({ path, message }) => `${path.join('.')}: ${message}`);

it('takes what the API takes', () => {
  expect(problems(deployment)).toEqual([]);
});

it.each([
  [
    'an unknown field',
    { ...deployment, spec: { ...deployment.spec, replcas: 2 } },
    'spec.replcas: a DeploymentSpec has no such field',
  ],
  ['a wrong type', { ...deployment, metadata: { labels: { a: 1 } } }, 'metadata.labels.a: must be a string'],
  ['a mapping for a list', { ...deployment, metadata: { finalizers: {} } }, 'metadata.finalizers: must be a list'],
  ['a missing field', { ...deployment, spec: { selector: {} } }, 'spec: a DeploymentSpec needs the field template'],
])('names %s', (_, value, problem) => {
  expect(problems(value)).toEqual([problem]);
});

it('knows from which version on a field is served', () => {
  const pod = { containers: [{ name: 'a', restartPolicy: 'Always' }] };
  expect(problems(pod, 'PodSpec', 28)).toEqual([
    'containers.0.restartPolicy: servers have the field from Kubernetes 1.29 on',
  ]);
  expect(problems(pod, 'PodSpec', 29)).toEqual([]);
});

it('lets a patch leave out, remove and direct', () => {
  const patch = { spec: { template: null, strategy: { $patch: 'replace', type: 'Recreate' } } };
  expect(fieldProblems(patch, 'Deployment', { minor: 34, patch: true })).toEqual([]);
});

it('has types for all that the fields name', () => {
  const seen = new Set<string>();
  const visit = (type: string): void => {
    const name = type.replace(/(\[\]|\{\})+$/, '');
    if (seen.has(name) || /^[snbi?]$/.test(name)) return;
    seen.add(name);
    const fields = fieldsOf(name);
    expect({ name, known: fields !== undefined }).toEqual({ name, known: true });
    for (const field of fields?.values() ?? []) visit(field.type);
  };
  visit('Deployment');
  visit('HorizontalPodAutoscaler');
  expect(seen.size).toBeGreaterThan(100);
});
