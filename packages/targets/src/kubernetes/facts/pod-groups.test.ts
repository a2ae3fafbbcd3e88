import { describe, expect, it } from 'vitest';
import { testLedger } from '../../testing/ledger.ts';
import { testProject, testService } from '../../testing/project.ts';
import { podGroups } from './pod-groups.ts';

const groupsOf = (...services: ReturnType<typeof testService>[]) =>
  podGroups(testProject(services), () => false, testLedger());
const members = (groups: ReturnType<typeof groupsOf>, lead: string) => groups.membersOf(lead).map(({ name }) => name);

describe('podGroups', () => {
  it('gives each service a Pod of its own', () => {
    const groups = groupsOf(testService('a'), testService('b'));
    expect(groups.leads.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(members(groups, 'b')).toEqual(['b']);
  });

  it('puts who joins a namespace into the Pod of the service that has it, through others', () => {
    const groups = groupsOf(
      testService('app', { network_mode: 'service:vpn' }),
      testService('vpn'),
      testService('spy', { pid: 'container:shop-app-1' }),
      testService('other', { network_mode: 'container:web' }),
    );
    expect(groups.leads.map(({ name }) => name)).toEqual(['vpn', 'other']);
    expect(members(groups, 'vpn')).toEqual(['vpn', 'app', 'spy']);
  });

  it('finds a container by its own name', () => {
    const groups = groupsOf(
      testService('vpn', { container_name: 'tunnel' }),
      testService('app', { network_mode: 'container:tunnel' }),
    );
    expect(groups.leadOf('app')).toBe('vpn');
  });

  it('ends on a circle', () => {
    const groups = groupsOf(
      testService('a', { ipc: 'container:shop-b-1' }),
      testService('b', { ipc: 'container:shop-a-1' }),
    );
    expect(members(groups, 'a')).toEqual(['a', 'b']);
  });
});
