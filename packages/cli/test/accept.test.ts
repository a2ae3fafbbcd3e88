import { describe, expect, it } from 'vitest';
import { runCommand } from './run.ts';

const lossy = (accept: string, project = '') => ({
  files: {
    '/shop/compose.yaml': `services:
  web:
    image: nginx:1.29
    cgroup_parent: a.slice
    cpuset: "0"
    x-transpose: {accept: {${accept}}}
${project}`,
  },
});
const reason = 'the nodes limit all Pods';

describe('x-transpose.accept', () => {
  it('keeps --strict from counting what it names, and only that', () => {
    expect(runCommand('check --strict', lossy('')).code).toBe(3);
    expect(runCommand('check --strict', lossy(`cgroup_parent: ${reason}`)).code).toBe(3);
    expect(runCommand('check --strict', lossy(`cgroup_parent: ${reason}, cpuset: same`)).code).toBe(0);
    expect(runCommand('check --strict=all', lossy(`cgroup_parent: ${reason}, cpuset: same`)).code).toBe(0);
  });

  it.each(['kubernetes', 'docker-run', 'systemd', 'quadlet'])('is taken by %s', (target) => {
    const { code, err } = runCommand(`check -t ${target}`, lossy(`cgroup_parent: ${reason}`));
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('names whole paths at the top, and all that is below a key', () => {
    const project = `x-transpose: {accept: {services.web: we run it elsewhere}}\n`;
    expect(runCommand('check --strict', lossy('', project)).code).toBe(0);
  });

  it('is counted, and told with its reason when asked', () => {
    const files = lossy(`cgroup_parent: ${reason}`);
    const { out } = runCommand('check', files);
    expect(out).toContain('1 accepted difference: --verbose shows it');
    expect(out).toContain('1 lost, 1 accepted\n');
    expect(out).not.toContain('cgroup_parent');
    expect(runCommand('check --verbose', files).out).toContain(`services.web.cgroup_parent: ${reason}`);
    const data = JSON.parse(runCommand('check --json', files).out) as { readonly uses: readonly object[] };
    expect(data.uses).toContainEqual(
      expect.objectContaining({ path: 'services.web.cgroup_parent', outcome: 'accepted', accepted: reason }),
    );
  });

  it('is in no report for others', () => {
    const { err } = runCommand('check --report sarif', lossy(`cgroup_parent: ${reason}`));
    expect(err).toContain('cpuset');
    expect(err).not.toContain('cgroup_parent');
  });

  it('needs a reason, and a key that the project uses', () => {
    expect(runCommand('check', lossy('cgroup_parent: ""'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('the reason'),
    });
    expect(runCommand('check --verbose', lossy('cgroup_parnt: a')).out).toContain('accept names "cgroup_parnt"');
  });
});
