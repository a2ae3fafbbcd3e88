import { describe, expect, it } from 'vitest';
import { testService } from '../../testing/project.ts';
import { isAddress } from '../../shared/names/ip-address.ts';
import { dnsOf } from './dns.ts';
import type { TestContextOptions } from '../testing/render.ts';
import { testContext } from '../testing/render.ts';

const dnsWith = (fields: Parameters<typeof testService>[1], given: TestContextOptions = {}) => {
  const service = testService('web', fields);
  const { context, ledger } = testContext([service, testService('db')], given);
  return { dns: dnsOf(context, service), ledger };
};

describe('hostname', () => {
  it('is as written, else one label of it', () => {
    expect(dnsWith({ hostname: 'Front' }).dns).toEqual({ hostname: 'front' });
    const { dns, ledger } = dnsWith({ hostname: 'web.example.com' });
    expect(dns).toEqual({ hostname: 'web' });
    expect(ledger.lines).toEqual([expect.stringMatching(/^approximated services\.web\.hostname: /)]);
  });

  it('is a whole domain name from 1.35 on', () => {
    expect(dnsWith({ hostname: 'web.example.com' }, { options: { 'kubernetes-version': '1.35' } }).dns).toEqual({
      hostnameOverride: 'web.example.com',
    });
  });

  it('is the service’s own name when it names itself and has one replica', () => {
    expect(dnsWith({}, { namedBy: { web: ['web'] } }).dns).toEqual({ hostname: 'web' });
    expect(dnsWith({ scale: 2 }, { namedBy: { web: ['web'] } }).dns).toEqual({});
    expect(dnsWith({}, { namedBy: { web: ['db'] } }).dns).toEqual({});
  });

  it('is the node’s in the network of the node', () => {
    expect(dnsWith({ network_mode: 'host' }).dns).toEqual({ dnsPolicy: 'ClusterFirstWithHostNet' });
  });
});

describe('dnsConfig', () => {
  it('asks only the given servers when no peer is named, and says what they do not know', () => {
    const given = { dns: ['1.1.1.1'], dns_search: ['example.com'], dns_opt: ['ndots:2', 'rotate'] };
    const { dns, ledger } = dnsWith(given);
    expect(ledger.lines).toEqual([expect.stringMatching(/^approximated services\.web\.dns: .*know no Service/)]);
    expect(dns).toEqual({
      dnsPolicy: 'None',
      dnsConfig: {
        nameservers: ['1.1.1.1'],
        searches: ['example.com'],
        options: [{ name: 'ndots', value: '2' }, { name: 'rotate' }],
      },
    });
  });

  it('asks the cluster first when peers are named, and says so', () => {
    const { dns, ledger } = dnsWith({ dns: ['1.1.1.1'] }, { namedBy: { db: ['web'] } });
    expect(dns).toEqual({ dnsConfig: { nameservers: ['1.1.1.1'] } });
    expect(ledger.lines).toEqual([expect.stringMatching(/^approximated services\.web\.dns: /)]);
  });

  it('asks the cluster first where it waits for a peer', () => {
    const depends_on = { db: { condition: 'service_started', required: true, restart: false } } as const;
    expect(dnsWith({ dns: ['1.1.1.1'], depends_on }).dns).toEqual({ dnsConfig: { nameservers: ['1.1.1.1'] } });
  });

  it("leaves Docker's own name server to the cluster's", () => {
    expect(dnsWith({ dns: ['127.0.0.11', '1.1.1.1'] }).dns.dnsConfig?.nameservers).toEqual(['1.1.1.1']);
    expect(dnsWith({ dns: ['127.0.0.11'] }).dns.dnsConfig).toBeUndefined();
  });

  it('has at most three servers', () => {
    const { dns, ledger } = dnsWith({ dns: ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4'] });
    expect(dns.dnsConfig?.nameservers).toHaveLength(3);
    expect(ledger.lines).toEqual([
      expect.stringMatching(/^dropped services\.web\.dns\[3\]: /),
      expect.stringMatching(/^approximated services\.web\.dns: /),
    ]);
  });
});

describe('hostAliases', () => {
  it('gathers the names of an address', () => {
    const extra_hosts = { a: ['10.0.0.1'], 'b.example': ['10.0.0.1', '::1'] };
    expect(dnsWith({ extra_hosts }).dns.hostAliases).toEqual([
      { ip: '10.0.0.1', hostnames: ['a', 'b.example'] },
      { ip: '::1', hostnames: ['b.example'] },
    ]);
  });

  it('reports the gateway, which has no fixed address, and illegal names', () => {
    const { dns, ledger } = dnsWith({ extra_hosts: { 'host.docker.internal': ['host-gateway'], my_db: ['10.0.0.1'] } });
    expect(dns.hostAliases).toBeUndefined();
    expect(ledger.lines).toHaveLength(2);
  });
});

it('isAddress knows addresses of both kinds', () => {
  for (const text of ['0.0.0.0', '255.255.255.255', '::', '::1', 'fe80::1', '::ffff:1.2.3.4', '1:2:3:4:5:6:7:8']) {
    expect([text, isAddress(text)]).toEqual([text, true]);
  }
  for (const text of ['', '1.2.3', '256.0.0.1', '01.2.3.4', 'db', '1:2:3', ':::', '1::2::3', '1:2:3:4:5:6:7:8:9']) {
    expect([text, isAddress(text)]).toEqual([text, false]);
  }
});
