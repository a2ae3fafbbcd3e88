// Times the built command on generated projects: the least wall time of five runs each. Numbers to look at, no test.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../packages/cli/bin/transpose.cjs', import.meta.url));
const bundle = fileURLToPath(new URL('../packages/cli/dist/transpose.cjs', import.meta.url));
const runs = 5;

if (!existsSync(bundle)) {
  console.error('The command is not built yet: run `npm run build` first.');
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), 'transpose-bench-'));
try {
  report('--version', ['--version']);
  for (const services of [10, 100, 1000]) {
    const file = join(scratch, `compose-${services}.yaml`);
    writeFileSync(file, projectOf(services));
    for (const target of ['kubernetes', 'docker-run']) {
      report(`${services} services to ${target}`, ['convert', '-f', file, '-p', 'bench', '-t', target, '-o', '-']);
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function report(title, args) {
  const times = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const { status, signal, stderr } = spawnSync(process.execPath, [command, ...args], {
      cwd: scratch,
      encoding: 'utf8',
      maxBuffer: Infinity,
    });
    times.push(performance.now() - start);
    if (status !== 0) {
      console.log(`${title.padEnd(32)} failed (${signal ?? `exit ${status}`}): ${stderr.trim().split('\n')[0] ?? ''}`);
      process.exitCode = 1;
      return;
    }
  }
  console.log(
    `${title.padEnd(32)} ${Math.min(...times)
      .toFixed(0)
      .padStart(6)} ms`,
  );
}

/** A chain of services that uses the keys of everyday files: each waits for the one before it. */
function projectOf(services) {
  const lines = ['services:'];
  for (let i = 0; i < services; i++) {
    lines.push(
      `  app${i}:`,
      `    image: registry.example.com/team/app${i}:\${TAG:-1.${i}}`,
      `    command: ["serve", "--port", "${8000 + (i % 1000)}"]`,
      '    restart: unless-stopped',
      '    environment:',
      `      NAME: app${i}`,
      `      GREETING: "it's $\${HOME} # ${i}"`,
      `    ports: ["${10000 + i}:${8000 + (i % 1000)}"]`,
      `    volumes: ["data${i}:/var/lib/app"]`,
      '    healthcheck:',
      `      test: ["CMD", "wget", "-q", "-O-", "http://localhost:${8000 + (i % 1000)}/"]`,
      '      interval: 10s',
      '    deploy:',
      '      resources: { limits: { cpus: "0.5", memory: 128M } }',
    );
    if (i > 0) lines.push(`    depends_on: { app${i - 1}: { condition: service_healthy } }`);
  }
  lines.push('volumes:');
  for (let i = 0; i < services; i++) lines.push(`  data${i}: {}`);
  return `${lines.join('\n')}\n`;
}
