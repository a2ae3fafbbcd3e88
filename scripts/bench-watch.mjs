import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Milliseconds from a change of `compose.yaml` in a folder to the written file that holds it, while `convert --watch` runs: one
 * for each of so many changes. The folder needs a service with `WORKERS: 4` in its environment.
 */
export async function watchTimes(command, folder, changes) {
  const file = join(folder, 'compose.yaml');
  const output = join(folder, 'watched');
  const text = readFileSync(file, 'utf8');
  const words = [...command.slice(1), 'convert', '--watch', '-q', '-o', `${output}/`, '-f', file];
  const child = spawn(command[0], words, { stdio: 'ignore' });
  const written = () =>
    existsSync(output)
      ? readdirSync(output)
          .filter((name) => name.endsWith('.yaml'))
          .map((name) => readFileSync(join(output, name), 'utf8'))
      : [];
  const untilHolds = async (value) => {
    while (!written().some((content) => content.includes(`"${value}"`))) await sleep(0.2);
  };
  try {
    await untilHolds(4);
    const times = [];
    for (let value = 1000; value < 1000 + changes; value += 1) {
      // It watches again a moment after it has written.
      await sleep(300);
      const begin = performance.now();
      writeFileSync(file, text.replaceAll('WORKERS: 4', `WORKERS: ${value}`));
      await untilHolds(value);
      times.push(performance.now() - begin);
    }
    return times;
  } finally {
    child.kill();
    await once(child, 'exit');
    writeFileSync(file, text);
  }
}
