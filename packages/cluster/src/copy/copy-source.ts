import { Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { canBeListed, emptyCommand, packAllCommand, packCommand, unpackCommand } from './archive.ts';
import { checksumCommand, parseChecksums, zeroEnded } from './checksums.ts';
import type { ClaimPod } from './claim-pod.ts';
import { CopyProblem } from './copy-problem.ts';
import type { Entry, Listing, Totals } from './listing.ts';
import { holdsSame, isCopied, isSame, listCommand, parseListing, totalsOf } from './listing.ts';
import type { DataSource, Reader } from './request.ts';
import { nameInSource, placeInPod, sourceName } from './request.ts';

/** A source, and the claim that it goes into. */
export interface Copy {
  readonly claim: string;
  readonly source: DataSource;
  readonly reader: Reader;
  readonly pod: ClaimPod;
  /** `fresh`: nothing may be there; `force`: what is there is removed; `resume`: what is there came from an earlier run. */
  readonly start: 'fresh' | 'force' | 'resume';
  readonly checksums: boolean;
  readonly signal: AbortSignal;
  /** Told before the first byte is written. */
  begin(): Promise<void>;
  /** Told how far it is: bytes of how many. */
  sending(bytes: number, total: number): void;
  verifying(totals: Totals): void;
  warn(text: string): void;
}

/** So often something may be sent without success. */
const tries = 4;

/**
 * Copies a source into its claim, or what is missing there, and compares both: names, sizes and, if wanted, checksums of all
 * files. A {@link CopyProblem} says why that is not done.
 */
export async function copySource(copy: Copy): Promise<Totals> {
  const { claim, source, pod } = copy;
  const list = async (): Promise<Listing> =>
    parseListing(await pod.run(listCommand(placeInPod(claim, source), nameInSource(source))));
  const all = parseListing(await readText(copy, listCommand('/from', nameInSource(source))));
  const here: Listing = new Map([...all].filter(([, entry]) => isCopied(entry)));
  if (here.size < all.size)
    copy.warn(`${all.size - here.size} sockets and devices of the ${sourceName(source)} stay behind`);
  if (copy.start === 'fresh') refuseFilled(await list(), claim);
  await copy.begin();
  if (copy.start === 'force') await pod.run(emptyCommand(placeInPod(claim, source), nameInSource(source)));
  const there = await sendUntilSame(copy, here, list);
  refuseDifferences(here, there, copy);
  const totals = totalsOf(here.values());
  if (copy.checksums) {
    copy.verifying(totals);
    await compareChecksums(copy, here);
  }
  if ([...here].some(([name, entry]) => !isSame(entry, there.get(name))))
    copy.warn(`owners, permissions or times in ${claim} differ: its storage class does not keep them`);
  return totals;
}

function refuseFilled(there: Listing, claim: string): void {
  const { files, bytes } = totalsOf(there.values());
  if ([...there.values()].some(({ kind }) => kind !== 'directory'))
    throw new CopyProblem(
      `the claim "${claim}" holds ${files} files, ${bytes} bytes that were not copied there`,
      `transpose copy-data --force ${claim} removes them first`,
    );
}

/** Sends what is missing until nothing is; an interrupted connection is taken up again. */
async function sendUntilSame(copy: Copy, here: Listing, list: () => Promise<Listing>): Promise<Listing> {
  let there = await list();
  for (let tried = 0; tried < tries; tried += 1) {
    const wanted = [...here].filter(([name, entry]) => !isSame(entry, there.get(name)));
    if (wanted.length === 0) break;
    // What the storage does not keep is not there either after another time.
    if (tried > 0 && wanted.every(([name, entry]) => holdsSame(entry, there.get(name)))) break;
    try {
      await send(copy, wanted);
    } catch (error) {
      if (copy.signal.aborted || tried + 1 === tries) throw error;
      copy.warn(`${(error as Error).message}; going on with what is missing`);
    }
    there = await list();
  }
  return there;
}

async function send(copy: Copy, wanted: readonly (readonly [name: string, entry: Entry])[]): Promise<void> {
  const { source, pod, reader } = copy;
  const { bytes: total } = totalsOf(wanted.map(([, entry]) => entry));
  const names = wanted.map(([name]) => name);
  const name = nameInSource(source);
  const reading = names.every(canBeListed)
    ? reader.start(source, packCommand('/from', name), Buffer.from(names.map((one) => `${one}\n`).join(''), 'latin1'))
    : reader.start(source, packAllCommand('/from', name));
  let sent = 0;
  const counted = new Transform({
    transform(piece: Buffer, _encoding, done) {
      sent += piece.length;
      copy.sending(Math.min(sent, total), total);
      done(null, piece);
    },
  });
  copy.sending(0, total);
  try {
    await Promise.all([
      pod.run(unpackCommand(placeInPod(copy.claim, source)), reading.output.pipe(counted)),
      reading.ended,
    ]);
  } finally {
    reading.stop();
  }
}

function refuseDifferences(here: Listing, there: Listing, { claim, source }: Copy): void {
  const lacking = [...here].filter(([name, entry]) => !holdsSame(entry, there.get(name)));
  const added = [...there].filter(([name, { kind }]) => kind !== 'directory' && !here.has(name));
  if (lacking.length === 0 && added.length === 0) return;
  const shown = [...lacking, ...added].slice(0, 5).map(([name]) => Buffer.from(name, 'latin1').toString());
  throw new CopyProblem(
    `${lacking.length} files of the ${sourceName(source)} are not in the claim "${claim}" as they are here, and ${added.length} are there that it lacks`,
    `does something write to it? transpose copy-data ${claim} goes on, and with --force begins anew`,
    shown,
  );
}

/** Files that differ although a listing does not tell are sent once more. */
async function compareChecksums(copy: Copy, here: Listing): Promise<void> {
  const files = [...here].flatMap(([name, { kind }]) => (kind === 'file' ? [name] : []));
  const first = await differing(copy, files);
  if (first.length === 0) return;
  const again = new Set(first);
  await send(
    copy,
    [...here].filter(([name]) => again.has(name)),
  );
  const [name] = await differing(copy, first);
  if (name === undefined) return;
  throw new CopyProblem(
    `${Buffer.from(name, 'latin1').toString()} in the claim "${copy.claim}" has another checksum than in the ${sourceName(copy.source)}`,
    `does something write to it? transpose copy-data ${copy.claim} goes on`,
  );
}

async function differing(copy: Copy, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const input = zeroEnded(names);
  const [here, there] = await Promise.all([
    readText(copy, checksumCommand('/from'), input),
    copy.pod.run(checksumCommand(placeInPod(copy.claim, copy.source)), input),
  ]);
  const sums = parseChecksums(there, names);
  return [...parseChecksums(here, names)].flatMap(([name, sum]) => (sums.get(name) === sum ? [] : [name]));
}

/** What a command at the source prints, each byte as one character. */
async function readText({ source, reader }: Copy, command: readonly string[], input?: Uint8Array): Promise<string> {
  const { output, ended } = reader.start(source, command, input);
  const [printed] = await Promise.all([buffer(output), ended]);
  return printed.toString('latin1');
}
