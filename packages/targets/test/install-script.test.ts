import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasCommand } from './script-runs.ts';
import type { UnitDirectory } from './unit-runs.ts';
import { unitDirectory } from './unit-runs.ts';

const compose = (greeting: string, more = '') => `
name: shop
services:
  web:
    image: web:1
    environment: { GREETING: ${JSON.stringify(greeting)}, DB_PASSWORD: s3cret }
    volumes: [./html:/html, data:/data]
    configs: [{ source: page, mode: 0440 }]
${more}
configs: { page: { content: hello } }
volumes: { data: {} }
`;

const shells = [['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(([program = '']) => hasCommand(program));

function within(
  run: (directory: UnitDirectory) => void,
  target: 'systemd' | 'quadlet' = 'systemd',
  shell: readonly string[] = ['sh'],
): void {
  const directory = unitDirectory(compose('hello'), target, { 'template-names': true }, shell);
  try {
    run(directory);
  } finally {
    directory.remove();
  }
}

const units = '/etc/systemd/system';
const config = '/etc/transpose/shop';

describe.each(shells)('the installer in %s', (...shell) => {
  test('puts names and absolute paths into units, and secrets where only their owner reads them', () => {
    within(
      (directory) => {
        expect(directory.install()).toMatchObject({ status: 0 });
        expect(directory.list(units)).toEqual([
          'shop-data-volume.service',
          'shop-default-network.service',
          'shop-web-1.service',
          'shop.target',
        ]);
        const web = directory.read(`${units}/shop-web-1.service`) ?? '';
        expect(web).toContain(`--volume "${directory.path}/html:/html"`);
        expect(web).toContain('--volume shop_data:/data');
        expect(web).toContain(`EnvironmentFile=${config}/web.env`);
        expect(web).not.toContain('@');
        expect(web).not.toContain('s3cret');
        expect(directory.read(`${config}/web.env`)).toContain('DB_PASSWORD=s3cret');
        const modes = ['', '/web.env', '/web.file-1'].map((path) =>
          (statSync(directory.at(`${config}${path}`)).mode & 0o777).toString(8),
        );
        expect(modes).toEqual(['700', '600', '440']);
      },
      'systemd',
      shell,
    );
  });

  test('changes nothing the second time, and writes only what changed the third time', () => {
    within(
      (directory) => {
        directory.install();
        expect(directory.install().err).toContain('nothing has changed');
        directory.write(compose('good day'));
        expect(directory.install().err.match(/writing .*/g)).toEqual([`writing ${directory.at(`${config}/web.env`)}`]);
      },
      'systemd',
      shell,
    );
  });

  test('takes away what is gone, and all with remove', () => {
    within(
      (directory) => {
        directory.write(compose('hello', '  job: { image: job:1 }'));
        directory.install();
        expect(directory.list(units)).toContain('shop-job-1.service');
        directory.write(compose('hello'));
        expect(directory.install().status).toBe(0);
        expect(directory.list(units)).not.toContain('shop-job-1.service');
        expect(directory.install('remove').status).toBe(0);
        expect([directory.list(units), directory.list('/etc/transpose')]).toEqual([[], []]);
      },
      'systemd',
      shell,
    );
  });

  test('leaves what was edited and what is not its own', () => {
    within(
      (directory) => {
        directory.install();
        const path = directory.at(`${units}/shop-web-1.service`);
        writeFileSync(path, 'mine\n');
        expect(directory.install()).toMatchObject({ status: 0 });
        directory.write(compose('hello').replace('web:1', 'web:2'));
        const refused = directory.install();
        expect(refused.status).toBe(1);
        expect(refused.err).toContain('edited since it was installed');
        expect(directory.read(`${units}/shop-web-1.service`)).toBe('mine\n');
        expect(directory.install('--force').status).toBe(0);
        expect(directory.read(`${units}/shop-web-1.service`)).toContain('web:2');

        writeFileSync(directory.at(`${units}/other.target`), 'foreign\n');
        const foreign = directory.install('-p', 'other');
        expect(foreign.status).toBe(1);
        expect(foreign.err).toContain('not of this project');
        expect(directory.list(units)).not.toContain('other-web-1.service');
      },
      'systemd',
      shell,
    );
  });

  test('shows with --dry-run what it would do, and does nothing', () => {
    within(
      (directory) => {
        const shown = directory.install('--dry-run');
        expect(shown).toMatchObject({ status: 0 });
        expect(shown.out).toContain('systemctl start --no-block shop.target');
        expect(directory.list('/')).toEqual([]);
      },
      'systemd',
      shell,
    );
  });

  test('gives copies names of their own', () => {
    within(
      (directory) => {
        directory.install('-p', 'one');
        directory.install('--project-name=two');
        expect(directory.list(units)).toContain('one-web-1.service');
        expect(directory.read(`${units}/two-web-1.service`)).toContain('PartOf=two.target');
        directory.install('-p', 'one', 'remove');
        expect(directory.list(units).every((name) => name.startsWith('two'))).toBe(true);
      },
      'systemd',
      shell,
    );
  });

  test.each([
    ['-p Bad', "Bad: 'Bad' is not a project name"],
    ['up', 'shop: there is no command up'],
    ['--down', 'shop: there is no option --down'],
    ['--force=often', 'shop: --force takes no value'],
    ['--project-directory', 'shop: --project-directory needs a value'],
  ])('refuses %s', (words, reason) => {
    within(
      (directory) => {
        const refused = directory.install(...words.split(' '));
        expect(refused.status).toBe(2);
        expect(refused.err.startsWith(reason)).toBe(true);
        expect(refused.err).toMatch(/: usage: .*install\.sh \[OPTION\.{3}\] \[install \| remove\]; see /);
      },
      'systemd',
      shell,
    );
  });
});

test('a text that looks like a marker stays what it is', () => {
  const directory = unitDirectory(
    'name: shop\nservices: { web: { image: web:1, command: ["@PROJECT@", "@PROJECT_DIR@/x"] } }',
    'systemd',
  );
  try {
    directory.install();
    const web = directory.read(`${units}/shop-web-1.service`) ?? '';
    expect(web).toContain('web:1 @PROJECT@ @PROJECT_DIR@/x\n');
    expect(web).toContain('--name shop-web-1');
  } finally {
    directory.remove();
  }
});

test('Quadlet files go where the generator looks for them', () => {
  within((directory) => {
    expect(directory.install()).toMatchObject({ status: 0 });
    expect(directory.list('/etc/containers/systemd')).toEqual([
      'shop-data.volume',
      'shop-default.network',
      'shop-web-1.container',
    ]);
    expect(directory.list(units)).toEqual(['shop.target']);
    const web = directory.read('/etc/containers/systemd/shop-web-1.container') ?? '';
    expect(web).toContain(`Volume=${directory.path}/html:/html`);
    expect(web).toContain('Secret=shop-SECRET_DB_PASSWORD,type=env,target=DB_PASSWORD');
    expect(web).not.toContain('s3cret');
  }, 'quadlet');
});

test.each([['a:b'], ['50%'], ['$x'], ['a,b'], ['a"b'], ['a\\b'], ['a\nb']])(
  'a project directory like %j is refused with a reason',
  (name) => {
    within((directory) => {
      mkdirSync(`${directory.path}/${name}`);
      const refused = directory.install('--project-directory', `${directory.path}/${name}`);
      expect(refused).toMatchObject({ status: 1 });
      expect(refused.err).toContain('units cannot hold a path like this');
      expect(directory.list('/')).toEqual([]);
    });
  },
);

test('a link to the installer installs what the installer would', () => {
  within((directory) => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'linked-'));
    try {
      symlinkSync(join(directory.path, 'units/install.sh'), join(elsewhere, 'install.sh'));
      const root = join(elsewhere, 'root');
      execFileSync('sh', [join(elsewhere, 'install.sh'), '--root', root], { cwd: elsewhere, stdio: 'pipe' });
      expect(readFileSync(join(root, units, 'shop-web-1.service'), 'utf8')).toContain(`"${directory.path}/html:/html"`);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });
});

test('a project directory with a space is one word of a unit', () => {
  within((directory) => {
    mkdirSync(`${directory.path}/a b`);
    expect(directory.install('--project-directory', `${directory.path}/a b`)).toMatchObject({ status: 0 });
    expect(directory.read(`${units}/shop-web-1.service`)).toContain(`--volume "${directory.path}/a b/html:/html"`);
  });
});

describe.each(['systemd', 'quadlet'] as const)('--secrets omit (%s)', (target) => {
  const omitted = (run: (directory: UnitDirectory) => void): void => {
    const secrets = `${compose('hello', '    secrets: [key]')}secrets: { key: { environment: KEY } }\n`;
    const directory = unitDirectory(secrets, target, { secrets: 'omit' });
    try {
      run(directory);
    } finally {
      directory.remove();
    }
  };

  test('writes no value, and an example of what is to be written', () => {
    omitted(({ path }) => {
      const files = readdirSync(`${path}/units`, { recursive: true, withFileTypes: true }).filter((one) =>
        one.isFile(),
      );
      const texts = files.map((one) => readFileSync(join(one.parentPath, one.name), 'utf8'));
      expect(texts.some((text) => text.includes('s3cret'))).toBe(false);
      if (target === 'systemd')
        expect(readFileSync(`${path}/units/env/web.env.example`, 'utf8')).toBe('GREETING=hello\nDB_PASSWORD=\n');
      expect(readFileSync(`${path}/units/.gitignore`, 'utf8')).toMatch(
        /^\/(?:env\/web\.env|secrets\/SECRET_DB_PASSWORD)$/m,
      );
    });
  });

  // Below another root nothing is put into Podman's store.
  test.skipIf(target === 'quadlet')('installs nothing before it is written', () => {
    omitted((directory) => {
      const refused = directory.install();
      expect(refused.status).toBe(1);
      expect(refused.err).toContain('env/web.env first');
      expect(directory.list(units)).toEqual([]);
      const missing = refused.err.match(/\/units\/\S+(?= first)/g) ?? [];
      for (const one of missing) {
        mkdirSync(dirname(`${directory.path}${one}`), { recursive: true });
        writeFileSync(`${directory.path}${one}`, 'DB_PASSWORD=mine\n');
      }
      expect(directory.install()).toMatchObject({ status: 0 });
      expect(directory.read(`${config}/web.env`)).toBe('DB_PASSWORD=mine\n');
    });
  });
});

test.each(['systemd', 'quadlet'] as const)(
  'it says that a volume stays as it was made when its options change (%s)',
  (target) => {
    within((directory) => {
      expect(directory.install().err).not.toContain('stays as it was made');
      directory.write(compose('hello').replace('data: {}', 'data: { labels: { a: b } }'));
      expect(directory.install().err).toMatch(/a volume that is there stays as it was made: shop-data/);
      expect(directory.install().err).not.toContain('stays as it was made');
    }, target);
  },
);

test('it finds the home directory where the environment has none', () => {
  within((directory) => {
    const words = [join(directory.path, 'units/install.sh'), '--root', directory.at(''), '--dry-run'];
    const { status, stderr } = spawnSync('sh', words, { env: { PATH: process.env['PATH'] } });
    expect([status, stderr.toString()]).toEqual([0, expect.stringContaining('shop-web-1.service')]);
  });
});
