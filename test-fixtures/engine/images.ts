import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from './sandbox.ts';

/** The name of an image with busybox and nothing else; no registry is needed for it. */
export const busyboxImage = 'localhost/busybox:1';

export interface ImageParts {
  /** Programs of the image besides busybox: shell scripts by their names. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Instructions of a Dockerfile: `CMD ["sh"]`. */
  readonly changes?: readonly string[];
  /** Whose storage it goes into; podman's unless said otherwise. */
  readonly engine?: 'docker' | 'podman';
}

/** Makes an image in the sandbox's own storage out of the machine's static busybox (Debian's `busybox-static`). */
export function importBusybox(
  sandbox: Sandbox,
  name = busyboxImage,
  { programs = {}, changes = [], engine = 'podman' }: ImageParts = {},
): void {
  const root = join(sandbox.directory, 'images', name.replaceAll(/\W/g, '-'));
  for (const folder of ['bin', 'etc', 'tmp', 'root', 'run', 'var']) mkdirSync(join(root, folder), { recursive: true });
  const made = spawnSync('sh', [
    '-c',
    `cp "$(command -v busybox)" ${root}/bin/busybox && ${root}/bin/busybox --install -s ${root}/bin && for link in ${root}/bin/*; do [ -L "$link" ] && ln -sf busybox "$link"; done; printf 'root:x:0:0:root:/root:/bin/sh\\n' >${root}/etc/passwd`,
  ]);
  if (made.status !== 0) throw new Error(`no root file system: ${made.stderr.toString()}`);
  for (const [program, script] of Object.entries(programs))
    writeFileSync(join(root, 'bin', program), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const archive = `${root}.tar`;
  spawnSync('tar', ['-C', root, '-cf', archive, '.']);
  const options = changes.flatMap((change) => ['--change', change]);
  const imported = sandbox.run([engine, 'import', ...options, archive, name]);
  if (imported.status !== 0) throw new Error(`the image could not be imported: ${imported.stderr}`);
}
