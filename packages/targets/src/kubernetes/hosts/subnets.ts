import type { Basis } from '../facts/basis.ts';
import type { HostText } from './host-texts.ts';
import { lineNote } from './line-note.ts';

/**
 * Says where a text names the addresses of a network by the range or gateway that the project gives it (whom to trust, whom
 * to let in): Pods have others.
 */
export function subnetReporter({ ledger, project }: Basis): (text: HostText) => void {
  const known = new Map<string, string>();
  for (const [key, network] of Object.entries(project.networks))
    for (const { subnet, gateway } of network.ipam?.config ?? []) {
      if (subnet !== undefined)
        known.set(subnet, `is the range of network "${key}" under Docker: no Pod has an address in it`);
      if (gateway !== undefined)
        known.set(
          gateway,
          `is the gateway of network "${key}" under Docker: traffic to Pods comes from other addresses`,
        );
    }
  return ({ text, path }) => {
    for (const [address, what] of known) {
      const at = placeOf(text, address);
      if (at === undefined) continue;
      ledger.note(`"${address}"${lineNote(text, at)} ${what}. Write the range of the Pods of your cluster`, path);
    }
  };
}

/** Where a text first has an address that is not part of a longer one. */
function placeOf(text: string, address: string): number | undefined {
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
    const before = text.slice(Math.max(at - 1, 0), at);
    const after = text.slice(at + address.length, at + address.length + 2);
    // A port may follow an address of four numbers, and more of one with colons.
    const goesOn = address.includes(':') ? /^(?:[\w:]|\/\d)/ : /^(?:\w|[./]\d)/;
    if (!/[\w.:]/.test(before) && !goesOn.test(after)) return at;
  }
  return undefined;
}
