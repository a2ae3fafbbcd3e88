import { describe, expect, it } from 'vitest';
import { testService } from '../../testing/project.ts';
import { numericUser } from './numeric-user.ts';
import { containerSecurity } from './security.ts';
import { testContext } from '../testing/render.ts';

const securityWith = (fields: Parameters<typeof testService>[1], options: Record<string, string> = {}) => {
  const service = testService('web', fields);
  const { context, ledger } = testContext([service], { options });
  return { security: containerSecurity(context, service), ledger };
};

describe('containerSecurity', () => {
  it('says nothing where nothing was given', () => {
    expect(securityWith({}).security).toBeUndefined();
  });

  it('knows the numbers of users and groups that every image has', () => {
    expect(securityWith({ user: '1000:1001' }).security).toEqual({ runAsUser: 1000, runAsGroup: 1001 });
    expect(securityWith({ user: 'root' }).security).toEqual({ runAsUser: 0 });
    expect(securityWith({ user: 'nobody:nogroup' }).security).toEqual({ runAsUser: 65534, runAsGroup: 65534 });
    expect(numericUser(':').uid).toBeUndefined();
  });

  it('reports a user whose number is in the image', () => {
    const { security, ledger } = securityWith({ user: 'node' });
    expect(security).toBeUndefined();
    expect(ledger.lines).toEqual([expect.stringMatching(/^dropped services\.web\.user: /)]);
  });

  it('writes capabilities without prefix, once', () => {
    expect(securityWith({ cap_add: ['CAP_NET_ADMIN', 'net_admin'], cap_drop: ['all'] }).security).toEqual({
      capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] },
    });
  });

  it('leaves out no-new-privileges beside privileged', () => {
    expect(securityWith({ security_opt: ['no-new-privileges:true'] }).security).toEqual({
      allowPrivilegeEscalation: false,
    });
    expect(securityWith({ security_opt: ['no-new-privileges'], privileged: true }).security).toEqual({
      privileged: true,
    });
  });

  it('names AppArmor by a field from 1.30 on', () => {
    const fields = { security_opt: ['apparmor=unconfined', 'seccomp:unconfined'] };
    expect(securityWith(fields).security).toEqual({
      seccompProfile: { type: 'Unconfined' },
      appArmorProfile: { type: 'Unconfined' },
    });
    expect(securityWith(fields, { 'kubernetes-version': '1.29' }).security).toEqual({
      seccompProfile: { type: 'Unconfined' },
    });
  });

  it('reads SELinux labels in both spellings and reports what a Pod cannot say', () => {
    expect(securityWith({ security_opt: ['label=type:svirt_apache_t', 'label:level:s0'] }).security).toEqual({
      seLinuxOptions: { type: 'svirt_apache_t', level: 's0' },
    });
    expect(securityWith({ security_opt: ['label=disable', 'seccomp=./p.json'] }).ledger.lines).toHaveLength(2);
  });
});
