import type { Basis } from '../facts/basis.ts';
import type { HostText } from './host-texts.ts';
import { lineNote } from './line-note.ts';

/** Docker's own name server, at the same address in every container. */
const dockerNameServer = /(?<![\d.])127\.0\.0\.11(?![\d.]*\d)/;

/** Says where a text asks Docker's name server, which nobody is in a Pod (`resolver 127.0.0.11;` of nginx). */
export function reportNameServer({ ledger, namespace }: Basis, { text, path }: HostText): void {
  const found = dockerNameServer.exec(text);
  if (!found) return;
  const example = `db.${namespace ?? 'NAMESPACE'}.svc.cluster.local`;
  ledger.note(
    `127.0.0.11${lineNote(text, found.index)} is Docker's name server, and in a Pod nobody answers there. Write ` +
      `kube-dns.kube-system.svc.cluster.local in its place, and the full names of services (${example}) where it is asked`,
    path,
    'breaks',
  );
}
