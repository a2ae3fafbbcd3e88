import { describe, expect, it } from 'vitest';
import { testService } from '../testing/project.ts';
import { certainlyEnds } from './one-shot.ts';

const ends = (command: string | readonly string[], more: Parameters<typeof testService>[1] = {}) =>
  certainlyEnds(
    testService('a', { ...more, command: typeof command === 'string' ? ['sh', '-c', command] : [...command] }),
  );

describe('certainlyEnds', () => {
  it('knows clients and tools', () => {
    for (const command of [
      ['redis-cli', '-h', 'redis', 'incr', 'runs'],
      ['mongosh', '--host', 'mongo', '--eval', 'rs.initiate()'],
      ['python', 'manage.py', 'migrate', '--noinput'],
      ['bundle', 'exec', 'rake', 'db:migrate'],
      ['/opt/kafka/bin/kafka-topics.sh', '--create', '--topic', 'x'],
      ['./wait-for-it.sh', 'db:5432', '--', 'psql', '-f', 'x.sql'],
      ['npx', 'prisma', 'migrate', 'deploy'],
      ['kong', 'migrations', 'bootstrap'],
      ['nc', '-z', 'db', '5432'],
      ['psql', '-l'],
    ])
      expect([command, ends(command)]).toEqual([command, true]);
  });

  it('knows that clients wait for what is typed', () => {
    expect(ends(['cat'])).toBe(true);
    for (const more of [{ tty: true }, { stdin_open: true }]) {
      expect(ends(['cat'], more)).toBe(false);
      expect(ends(['psql', '-h', 'db'], more)).toBe(false);
      expect(ends(['chown', '-R', '1000', '/x'], more)).toBe(true);
    }
  });

  it('reads lines to their last command', () => {
    for (const line of [
      'touch /db/app.db && chown -R 1000 /db',
      'mc alias set m http://minio:9000 a b; mc mb m/x; exit 0',
      'until mc ls m; do sleep 1; done; mc mb m/x',
      'while ! nc -z db 5432; do sleep 1; done; exec psql -f /x.sql',
      'bin/unknown-tool; until curl -s x | grep -q "^{}"; do sleep 10; done; echo "All done!"',
      'set -e\nfor d in a b; do mkdir -p /x/$d; done\nchown -R 1000 /x',
      'while [ ! -f /x ]; do sleep 1; done; cp /x /y',
      'for i in `seq 9`; do mongo --eval "rs.initiate()" && s=$? && break || s=$?; echo again; sleep 5; done; (exit $s)',
      'if [ -f /x/done ]; then exit 0; else touch /x/done; fi',
      'exec 2>&1; mc mb m/x',
    ])
      expect([line, ends(line)]).toEqual([line, true]);
  });

  it('is certain of nothing else', () => {
    for (const command of [
      'npm run build; npm start',
      'redis-server & sleep 2; redis-cli ping; wait',
      'while true; do pg_dump x > y; sleep 3600; done',
      'python app.py || echo failed',
      'java -jar app.jar; exit 1',
      'touch /tmp/done; sleep 600',
      'migrate up && exec ./server',
      'tail -f /dev/null; echo x',
      'for i in `seq 9`; do node main.js && break; echo again; sleep 5; done; exit 1',
      'if [ "$1" = server ]; then exec java -jar app.jar; fi; mkdir -p /x',
      'if [ -f /x ]; then ./server; else mkdir -p /x; fi',
      'if a; then mkdir /x; elif b; then ./server; else mkdir /y; fi',
      'for d in a b; do mkdir $d; sleep 1; done; sleep 600',
      ['redis-cli', 'monitor'],
      ['kong', 'start'],
      ['nc', '-lk', '-p', '80'],
      ['rake', 'jobs:work'],
      ['bundle', 'exec', 'rake', 'resque:work'],
      ['redis-cli', '--latency'],
      ['./occ', 'background-job:worker'],
      ['test'],
      ['./seed.sh'],
      [],
    ])
      expect([command, ends(command)]).toEqual([command, false]);
  });

  it('knows what images with subcommands run', () => {
    const endsIn = (repository: string, ...command: readonly string[]) =>
      ends(command, { image: { text: repository, repository } });
    expect(endsIn('oryd/kratos', '-c', '/etc/kratos.yml', 'migrate', 'sql', '-e', '--yes')).toBe(true);
    expect(endsIn('oryd/hydra', 'migrate', '-c', '/etc/hydra.yml', 'sql', '-e')).toBe(true);
    expect(endsIn('authzed/spicedb', 'migrate', 'head')).toBe(true);
    expect(endsIn('openfga/openfga', 'migrate')).toBe(true);
    expect(endsIn('oryd/kratos', 'serve', '-c', '/etc/kratos.yml', '--watch-courier')).toBe(false);
    expect(endsIn('openfga/openfga', 'run')).toBe(false);
    expect(endsIn('acme/app', 'migrate', 'head')).toBe(false);
  });
});
