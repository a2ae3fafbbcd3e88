import { seconds } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import { namespaceOf } from './attachments.ts';
import { userText } from '../context.ts';
import { entries, items, made, toggle, word } from './option-row.ts';
import type { Text } from '../text.ts';
import { projectDirectory, text } from '../text.ts';

// The keys of a service that are options of `create` of their own, in the order of the command line. The account, and the
// names of options, come from these rows.

/** Items that have signs of their own, and those of which Compose leaves out the empty ones: no variable stays there. */
const filledIn = (_context: unknown, _path: unknown, value: string): Text => text(value);

export const options = [
  word('hostname', '--hostname', userText),
  word('domainname', '--domainname'),
  word('user', '--user', userText),
  word('working_dir', '--workdir', userText),
  word('stop_signal', '--stop-signal'),
  word('runtime', '--runtime'),
  word('userns_mode', '--userns'),
  word('uts', '--uts'),
  word('cgroup', '--cgroupns'),
  word('cgroup_parent', '--cgroup-parent'),
  word('isolation', '--isolation'),
  word('cpuset', '--cpuset-cpus'),
  word('ipc', '--ipc', (context, _, value) => namespaceOf(context, value)),
  word('pid', '--pid', (context, _, value) => namespaceOf(context, value)),
  // `init` can be switched off against the engine's default.
  toggle('init', '--init=false', false),
  toggle('init', '--init'),
  toggle('privileged', '--privileged'),
  toggle('read_only', '--read-only'),
  toggle('stdin_open', '--interactive'),
  toggle('tty', '--tty'),
  toggle('oom_kill_disable', '--oom-kill-disable'),
  made('stop_grace_period', '--stop-timeout', (_, grace, path) => {
    const whole = String(Math.floor(seconds(grace)));
    const said = { path, value: text(whole) };
    return [grace % 1e9 === 0 ? said : { ...said, difference: `The engine counts whole seconds: ${whole}.` }];
  }),
  items('cap_add', '--cap-add'),
  items('cap_drop', '--cap-drop'),
  items('dns', '--dns', filledIn),
  items('dns_opt', '--dns-option'),
  items('dns_search', '--dns-search'),
  items('expose', '--expose', filledIn),
  items('group_add', '--group-add'),
  items('security_opt', '--security-opt', (_context, _path, value) => securityText(value)),
  items('device_cgroup_rules', '--device-cgroup-rule', filledIn),
  entries('annotations', '--annotation'),
  entries('storage_opt', '--storage-opt'),
  made('extra_hosts', '--add-host', (_, hosts, path) =>
    Object.entries(hosts).flatMap(([host, addresses]) =>
      addresses.map((address) => ({ value: text(`${host}=`, address), path: pathTo([...path, host]) })),
    ),
  ),
] as const;

/**
 * A profile of seccomp is a file of the project directory, unless it is named by one of two words. Source: docker compose,
 * `pkg/compose/create.go`, parseSecurityOpts.
 */
function securityText(value: string): Text {
  const profile = /^seccomp[=:](.*)$/s.exec(value)?.[1];
  if (profile === undefined || profile === '') return text(value);
  if (profile.startsWith('/') || profile === 'unconfined' || profile === 'builtin') return text(`seccomp=${profile}`);
  return text('seccomp=', projectDirectory, `/${profile.replace(/^\.\//, '')}`);
}
