import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  configKey,
  envNameSupport,
  isAnnotationKey,
  isConfigKey,
  isDns1035Label,
  isDns1123Label,
  isDns1123Subdomain,
  isLabelKey,
  isLabelValue,
  isPortName,
  labelValue,
  namespaceName,
  objectName,
  podHostname,
  portNames,
  suffixedName,
} from './k8s-name.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('a', 'B', '1', '-', '_', '.', '/'), maxLength: 300 }),
);

describe('object names', () => {
  test.each([
    ['web', 'web'],
    ['my_web', 'my-web'],
    ['Web.Front', 'web-front'],
    ['trail_', 'trail'],
    ['1st', 'x-1st'],
    ['a--b', 'a--b'],
    ['a_ _b', 'a-b'],
    ['___', 'x'],
    ['', 'x'],
  ])('%j is %s', (text, name) => {
    expect(objectName(text)).toBe(name);
  });

  test('any text gives a DNS-1035 label of at most 52, which stays as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = objectName(text);
        expect(isDns1035Label(name)).toBe(true);
        expect(name.length).toBeLessThanOrEqual(52);
        expect(objectName(name)).toBe(name);
      }),
    );
  });

  test('what was cut still differs by its end', () => {
    const long = 'a'.repeat(60);
    expect(objectName(`${long}1`)).not.toBe(objectName(`${long}2`));
    expect(objectName(`${long}1`)).toMatch(/^a{43}-[0-9a-f]{8}$/);
    expect(objectName('a'.repeat(52))).toBe('a'.repeat(52));
  });

  test('a suffix stays whole, the name before it gives way', () => {
    expect(suffixedName('web', '-published')).toBe('web-published');
    expect(suffixedName('a'.repeat(63), '-published')).toMatch(/^a{44}-[0-9a-f]{8}-published$/);
  });

  test.each([
    ['shop', 'shop'],
    ['default', 'default-app'],
    ['kube-system', 'kube-system-app'],
    ['kubeshop', 'kubeshop'],
  ])('project %s lives in namespace %s', (project, namespace) => {
    expect(namespaceName(project)).toBe(namespace);
  });
});

describe('labels and annotations', () => {
  test('any text gives a legal label value', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isLabelValue(labelValue(text))).toBe(true);
        expect(labelValue(text) === text).toBe(isLabelValue(text));
      }),
    );
  });

  test('63 characters are a legal value, 64 are none', () => {
    expect(isLabelValue('a'.repeat(63))).toBe(true);
    expect(isLabelValue('a'.repeat(64))).toBe(false);
  });

  test.each(['app', 'traefik.enable', 'app.kubernetes.io/name', 'a_b', 'x/Y'])('%s is a key', (key) => {
    expect(isLabelKey(key)).toBe(true);
    expect(isAnnotationKey(key)).toBe(true);
  });

  test.each(['', '/a', 'a/', 'a/b/c', 'a b', '-a', 'a.', 'a[0]', `${'a'.repeat(64)}`, 'x_y/a'])('%j is none', (key) => {
    expect(isLabelKey(key)).toBe(false);
    expect(isAnnotationKey(key)).toBe(false);
  });

  test('a prefix with capitals is for annotations only', () => {
    expect(isLabelKey('Example.com/a')).toBe(false);
    expect(isAnnotationKey('Example.com/a')).toBe(true);
  });
});

describe('keys, variables, hosts', () => {
  test.each([
    ['nginx.conf', 'nginx.conf'],
    ['conf.d/a b.conf', 'conf.d_a_b.conf'],
    ['..', '__'],
    ['.', '_'],
    ['.env', '.env'],
    ['..data', '__data'],
  ])('%s is stored under %s', (path, key) => {
    expect(configKey(path)).toBe(key);
  });

  test('any path gives a legal key', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isConfigKey(configKey(text))).toBe(true);
      }),
    );
  });

  test.each([
    ['PATH', 'always'],
    ['a.b-c', 'always'],
    ['.x', 'always'],
    ['..x', 'relaxed'],
    ['.', 'relaxed'],
    ['1A', 'relaxed'],
    ['A B', 'relaxed'],
    ['A=B', 'never'],
    ['é', 'never'],
    ['', 'never'],
  ])('variable %j is taken: %s', (name, support) => {
    expect(envNameSupport(name)).toBe(support);
  });

  test.each([
    ['web.example.com', 'web'],
    ['My_Host', 'my-host'],
    ['1st', '1st'],
    ['...', 'x'],
  ])('hostname %s is %s in a Pod', (text, hostname) => {
    expect(podHostname(text)).toBe(hostname);
    expect(isDns1123Label(hostname)).toBe(true);
  });

  test('subdomains are checked label by label', () => {
    expect(isDns1123Subdomain('a.b-c.example')).toBe(true);
    for (const bad of ['a..b', '.a', 'a.', 'A.b', 'a_b', '-a.b', '']) expect(isDns1123Subdomain(bad)).toBe(false);
  });
});

describe('port names', () => {
  test('are the user’s where legal and free', () => {
    const names = portNames([
      { target: 80, protocol: 'tcp', name: 'web' },
      { target: 81, protocol: 'tcp', name: 'web' },
      { target: 53, protocol: 'tcp' },
      { target: 53, protocol: 'udp', name: 'Too_Long_And_Illegal' },
      { target: 9, protocol: 'sctp', name: 'port-53' },
    ]);
    expect(names).toEqual(['web', 'port-81', 'port-53', 'udp-53', 'sctp-9']);
  });

  test.each(['', '80', 'a--b', '-a', 'a-', 'a'.repeat(16), 'A', 'a_b'])('%j is illegal', (name) => {
    expect(isPortName(name)).toBe(false);
  });

  test('are legal and unique for any ports', () => {
    const port = fc.record({
      target: fc.integer({ min: 1, max: 65535 }),
      protocol: fc.constantFrom('tcp' as const, 'udp' as const, 'sctp' as const),
      name: fc.option(fc.oneof(anyText, fc.constantFrom('web', 'port-80', 'udp-53')), { nil: undefined }),
    });
    const ports = fc.uniqueArray(port, { selector: (each) => `${each.protocol}${each.target}` });
    fc.assert(
      fc.property(ports, (list) => {
        const names = portNames(list);
        expect(names.every(isPortName)).toBe(true);
        expect(new Set(names).size).toBe(list.length);
      }),
    );
  });
});
