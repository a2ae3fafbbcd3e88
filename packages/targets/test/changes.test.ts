import { describe, expect, it } from 'vitest';
import { changeAt, changesBetween } from './changes.ts';
import { withoutKey } from './without-key.ts';

const yaml = (content: string) => [{ path: 'a.yaml', content, mode: 0o644 }];

describe('changesBetween', () => {
  it('names the fields of objects that differ', () => {
    const before = yaml('kind: Deployment\nspec: {replicas: 1, template: {spec: {containers: [{image: a}]}}}\n');
    const after = yaml(
      'kind: Deployment\nspec: {replicas: 2, template: {spec: {containers: [{image: a}, {image: b}]}}}\n',
    );
    const changes = changesBetween(before, after);
    expect(changes).toEqual(['Deployment.spec.replicas', 'Deployment.spec.template.spec.containers[].image']);
    expect(changeAt(changes, 'Container.image')).toBe(true);
    expect(changeAt(changes, 'Pod.spec.containers[].image')).toBe(true);
    expect(changeAt(changes, 'Service.spec.replicas')).toBe(false);
    expect(changeAt(changes, 'Deployment.spec.selector')).toBe(false);
  });

  it('names the lines of other files that differ', () => {
    const script = (content: string) => [{ path: 'run.sh', content, mode: 0o755 }];
    const changes = changesBetween(script('a\n'), script('a\nrun --hostname web\n'));
    expect(changes).toEqual(['run --hostname web']);
    expect(changeAt(changes, '--hostname')).toBe(true);
    expect(changesBetween(script('a\n'), script('a\n'))).toEqual([]);
  });
});

describe('withoutKey', () => {
  it('removes the uses of a key and what they leave empty', () => {
    const text =
      'services:\n  web:\n    image: a\n    deploy:\n      resources:\n        limits: {cpus: 1}\nvolumes:\n  data:\n';
    expect(withoutKey(text, 'services.deploy.resources.limits.cpus')).toBe(
      'services:\n  web:\n    image: a\nvolumes:\n  data:\n',
    );
    expect(withoutKey(text, 'services.image')).not.toContain('image');
    expect(withoutKey(text, 'volumes')).not.toContain('data');
  });

  it('takes names that users chose for no keys', () => {
    expect(withoutKey('services:\n  image:\n    image: a\n    scale: 2\n', 'services.image')).toBe(
      'services:\n  image:\n    scale: 2\n',
    );
  });
});
