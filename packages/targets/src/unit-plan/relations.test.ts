import { loadProject, memoryHost } from '@transpose/core';
import { describe, expect, test } from 'vitest';
import { convert } from '../convert.ts';
import type { Target } from '../target.ts';
import { quadlet } from '../quadlet/index.ts';
import { systemd } from '../systemd/index.ts';

function unitOf(target: Target, service: string, images = {}): string {
  const compose = `name: shop\nservices:\n  db: { image: redis }\n  one: { image: app, depends_on: [db], ${service} }\n`;
  const host = memoryHost({ files: { '/project/compose.yaml': compose }, cwd: '/project', env: {} });
  const { files } = convert({ host, loaded: loadProject(host), target, options: {}, images });
  return String(files.find(({ path }) => /\bone\b.*\.(?:service|container)$/.test(path))?.content);
}

const ended = { app: { entrypoint: [], command: ['psql', '-f', '/x.sql'] } };

describe.each([systemd, quadlet])('$name: a service whose command certainly ends', (target) => {
  test.each([
    ['command: psql -c "SELECT 1", restart: on-failure', {}],
    ['command: [sh, -c, "pg_isready && psql -f /x"], restart: "on-failure:3"', {}],
    ['command: psql -c "SELECT 1"', {}],
    ['command: psql -c "SELECT 1", restart: "no"', {}],
    ['restart: on-failure', ended],
  ])('that Docker leaves alone then, stays done when others start: %s', (service, images) => {
    const unit = unitOf(target, service, images);
    expect(unit).toContain('\nRemainAfterExit=yes\n');
    expect(unit).not.toContain('Type=oneshot');
    expect(unit).not.toMatch(/^(?:Requires|WantedBy)=.*shop-db-1/m);
    expect(unit).toMatch(/^Wants=.*shop-db-1\.service/m);
    expect(unit).toMatch(/^ExecStartPre=.*is-active shop-db-1\.service/m);
  });

  test.each([
    ['command: psql -c "SELECT 1", restart: always', {}],
    ['command: psql -c "SELECT 1", restart: unless-stopped', {}],
    ['command: server, restart: on-failure', {}],
    ['restart: on-failure', {}],
    ['command: server, restart: on-failure', ended],
  ])('no other one, and none that Docker starts again: %s', (service, images) => {
    const unit = unitOf(target, service, images);
    expect(unit).not.toContain('RemainAfterExit=');
    expect(unit).toMatch(/^Requires=.*shop-db-1\.service/m);
    expect(unit).toMatch(/^WantedBy=.*shop-db-1\.service/m);
  });
});
