import { describe, expect, it } from 'vitest';
import { pathTo } from '../../../account/key-path.ts';
import type { Label } from '../labels/labels.ts';
import { middlewaresOf } from './middleware.ts';
import { traefikSpec, traefikVerdict } from './traefik-spec.ts';

/** The only middleware of labels, which are written behind `traefik.http.middlewares.m.`. */
function middleware(labels: Readonly<Record<string, string>>) {
  const written = Object.entries(labels).map(([field, value]): Label => {
    const key = `traefik.http.middlewares.m.${field}`;
    return {
      service: {} as Label['service'],
      key: key.toLowerCase(),
      value,
      path: pathTo(['services', 'web', 'labels', key]),
    };
  });
  const [found] = middlewaresOf(written).values();
  if (!found) throw new Error('no middleware');
  return found;
}

const specOf = (labels: Readonly<Record<string, string>>) => traefikSpec(middleware(labels)).spec;

describe('fields', () => {
  it.each<[Readonly<Record<string, string>>, object]>([
    [{ compress: 'true' }, { compress: {} }],
    [{ compress: 'true', 'compress.minresponsebodybytes': '100' }, { compress: { minResponseBodyBytes: 100 } }],
    [
      { 'compress.excludedcontenttypes': 'text/event-stream, image/png', compress: 'true' },
      { compress: { excludedContentTypes: ['text/event-stream', 'image/png'] } },
    ],
    [
      { 'ratelimit.average': '100', 'RateLimit.Period': '1m', 'ratelimit.sourcecriterion.ipstrategy.depth': '2' },
      { rateLimit: { average: 100, period: '1m', sourceCriterion: { ipStrategy: { depth: 2 } } } },
    ],
    [{ 'retry.attempts': '4', 'retry.initialinterval': '5' }, { retry: { attempts: 4, initialInterval: 5 } }],
    [
      {
        'headers.customrequestheaders.X-Script-Name': 'a,b',
        'headers.stsseconds': '3600',
        'headers.framedeny': 'True',
      },
      { headers: { customRequestHeaders: { 'X-Script-Name': 'a,b' }, stsSeconds: 3600, frameDeny: true } },
    ],
    [
      { 'headers.accesscontrolalloworiginlist': 'https://a.org,https://b.org', 'headers.accesscontrolmaxage': '100' },
      { headers: { accessControlAllowOriginList: ['https://a.org', 'https://b.org'], accessControlMaxAge: 100 } },
    ],
    [{ 'ipwhitelist.sourcerange': '10.0.0.0/8' }, { ipAllowList: { sourceRange: ['10.0.0.0/8'] } }],
    [
      { 'redirectregex.regex': '^https?://www\\.(.*)', 'redirectregex.replacement': 'https://${1}' },
      { redirectRegex: { regex: '^https?://www\\.(.*)', replacement: 'https://${1}' } },
    ],
    [
      { 'forwardauth.address': 'http://auth:9091', 'forwardauth.tls.insecureskipverify': 'true' },
      { forwardAuth: { address: 'http://auth:9091', tls: { insecureSkipVerify: true } } },
    ],
    [
      { 'passtlsclientcert.info.subject.commonname': 'true' },
      { passTLSClientCert: { info: { subject: { commonName: true } } } },
    ],
    [
      { 'plugin.demo.Headers.Foo': 'Bar', 'plugin.demo.on': 'true' },
      { plugin: { demo: { Headers: { Foo: 'Bar' }, on: 'true' } } },
    ],
  ])('%j', (labels, spec) => {
    expect(specOf(labels)).toEqual(spec);
    const made = middleware(labels);
    for (const label of made.labels) expect(traefikVerdict(made, label).support.kind).not.toBe('dropped');
  });

  it.each([
    { 'compress.minresponsebodybytes': 'few' },
    { 'retry.timeout': 'soon' },
    { 'headers.framedeny': 'yes' },
    { 'headers.nosuchfield': 'x' },
    { 'headers.customrequestheaders': 'x' },
    { 'forwardauth.tls.ca': '/etc/ca.pem' },
    { 'errors.query': '/{status}.html', 'errors.service': 'nobody' },
    { 'constructor.prototype': 'x' },
  ])('%j has none', (labels) => {
    expect(specOf(labels)).toEqual({});
    const made = middleware(labels);
    for (const label of made.labels) expect(traefikVerdict(made, label).support.kind).toBe('dropped');
  });

  it('leaves out what is switched off', () => {
    expect(specOf({ compress: 'false' })).toEqual({});
  });
});

it('has users and logins apart', () => {
  const made = traefikSpec(
    middleware({
      'basicauth.users': 'ann:$apr1$x,bob:$2y$05$y',
      'basicauth.realm': 'here',
      'ratelimit.redis.password': 'p',
    }),
  );
  expect(made).toEqual({
    spec: { basicAuth: { realm: 'here' } },
    users: { kind: 'basicAuth', lines: ['ann:$apr1$x', 'bob:$2y$05$y'] },
    redis: { password: 'p' },
  });
});
