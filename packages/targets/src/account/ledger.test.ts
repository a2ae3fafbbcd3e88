import type { Node, Origin, Path, Source } from '@transpose/core';
import { isMap, originsOf } from '@transpose/core';
import { describe, expect, it } from 'vitest';
import { createLedger } from './ledger.ts';
import type { SupportTable } from './support.ts';
import { carried, dropped, resolved } from './support.ts';

/** A path with names in it that the compiler would take for misspelt keys. */
const at = (...steps: Path): Path => steps;

const source: Source = { file: 'compose.yaml', text: '' };
let offset = 0;

/** A value that is in the source, each at a place of its own; `at`: at that place; a leading `~` makes it implied. */
function node(value: unknown, at?: number): Node {
  const start = at ?? (offset += 10);
  const origin: Origin = { span: { source, start, end: start + 1 } };
  if (Array.isArray(value)) return { kind: 'seq', items: value.map((item) => node(item, at)), origin };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, item]): [string, Node] => {
      if (!name.startsWith('~')) return [name, node(item, at)];
      const inside = node(item, at);
      return [name.slice(1), { ...inside, origin: { ...inside.origin, implied: true } }];
    });
    return { kind: 'map', entries: new Map(entries), origin };
  }
  return { kind: 'scalar', type: 'string', value: value as string, origin };
}

/** A table of a target that drops ports, but carries their target port. */
const table = {
  services: {
    ...resolved('services become containers'),
    keys: {
      ports: { ...dropped('nothing is published'), keys: { target: carried('--publish') } },
      environment: carried('--env'),
      image: carried('IMAGE'),
      depends_on: carried('order'),
      deploy: { ...carried('deploy'), keys: { resources: dropped('no limits', 'set them by hand') } },
    },
  },
  volumes: carried('--volume'),
} as unknown as SupportTable;

function ledgerFor(tree: unknown) {
  const root = node(tree);
  if (!isMap(root)) throw new Error('a project is a map');
  return createLedger({ tree: root, origins: originsOf(root), sources: [source] }, table);
}

const rows = (ledger: ReturnType<typeof ledgerFor>) =>
  ledger.account().entries.map(({ path, key, support }) => [path.join('/'), key, support.kind]);

describe('createLedger', () => {
  it('has an entry per value that the input gives, with the verdict of the nearest row', () => {
    const ledger = ledgerFor({
      services: {
        web: {
          image: 'nginx',
          ports: [{ target: '80', published: '8080', '~protocol': 'tcp' }],
          environment: { A: '1', B: '2' },
          deploy: { resources: { limits: { cpus: '1' } } },
          '~networks': { default: '' },
          'x-note': { image: 'none' },
        },
      },
      volumes: { data: '' },
    });
    expect(rows(ledger)).toEqual([
      ['services/web/image', 'services.image', 'carried'],
      ['services/web/ports/0/target', 'services.ports.target', 'carried'],
      ['services/web/ports/0/published', 'services.ports.published', 'dropped'],
      ['services/web/environment/A', 'services.environment', 'carried'],
      ['services/web/environment/B', 'services.environment', 'carried'],
      ['services/web/deploy/resources/limits/cpus', 'services.deploy.resources.limits.cpus', 'dropped'],
      ['volumes/data', 'volumes', 'carried'],
    ]);
  });

  it('counts what a short form implies as one use', () => {
    const ledger = ledgerFor({
      services: { web: { depends_on: { db: { '~condition': 'service_started', '~required': 'true' } } } },
    });
    expect(rows(ledger)).toEqual([['services/web/depends_on/db', 'services.depends_on', 'carried']]);
  });

  it('keeps what is said besides as a part of its own, with its own remedy', () => {
    const ledger = ledgerFor({ services: { web: { image: 'a' } } });
    const image = at('services', 'web', 'image');
    ledger.approximated(image, 'IMAGE', 'It is renamed', 'push it');
    ledger.besides(image, 'TAG is filled in', 'convert again');
    const entry = ledger.account().entries.find(({ key }) => key === 'services.image');
    expect(entry?.parts?.map(({ support }) => support)).toEqual([
      { kind: 'approximated', field: 'IMAGE', difference: 'It is renamed', instead: 'push it' },
      { kind: 'approximated', field: 'IMAGE', difference: 'TAG is filled in', instead: 'convert again' },
    ]);
  });

  it('makes one entry of the parts of a short form that have one verdict', () => {
    const ledger = createLedgerOfShortPort();
    ledger.carried(at('services', 'web', 'ports', 0), 'Service.spec.ports');
    expect(rows(ledger)).toEqual([['services/web/ports/0', 'services.ports', 'carried']]);
    const other = createLedgerOfShortPort();
    other.dropped(at('services', 'web', 'ports', 0, 'host_ip'), 'no host addresses');
    other.carried(at('services', 'web', 'ports', 0, 'published'), '--publish');
    expect(rows(other)).toEqual([
      ['services/web/ports/0', 'services.ports', 'carried'],
      ['services/web/ports/0/host_ip', 'services.ports.host_ip', 'dropped'],
    ]);
  });

  function createLedgerOfShortPort() {
    const port = node({ target: '80', published: '8080', host_ip: '127.0.0.1' }, 500);
    const web = node({ image: 'nginx' }) as Extract<Node, { kind: 'map' }>;
    const entries = new Map([...web.entries, ['ports', { ...node([], 490), items: [port] } as Node] as const]);
    entries.delete('image');
    const wrap = (name: string, inside: Node): Node => ({
      kind: 'map',
      entries: new Map([[name, inside]]),
      origin: web.origin,
    });
    const root = wrap('services', wrap('web', { ...web, entries }));
    return createLedger(
      { tree: root as Extract<Node, { kind: 'map' }>, origins: originsOf(root), sources: [source] },
      table,
    );
  }

  it('lets the most exact path win, and the worst of several on one path with all texts', () => {
    const ledger = ledgerFor({ services: { web: { environment: { A: '1', B: '2' }, image: 'nginx:1' } } });
    const environment = ['services', 'web', 'environment'];
    ledger.dropped(environment, 'no environment');
    ledger.carried(at(...environment, 'A'), 'env');
    ledger.approximated(at(...environment, 'A'), 'envFrom', 'is upper case', 'rename it');
    ledger.approximated(at('services', 'web', 'image', 'tag'), 'image', 'the tag is ignored');
    expect(ledger.account().entries.map(({ path, support }) => [path.at(-1), support])).toEqual([
      ['A', { kind: 'approximated', field: 'env, envFrom', difference: 'is upper case', instead: 'rename it' }],
      ['B', { kind: 'dropped', reason: 'no environment' }],
      ['image', { kind: 'approximated', field: 'image', difference: 'the tag is ignored' }],
    ]);
  });

  it('takes what is said of a part that a short form implies for the whole', () => {
    const ledger = ledgerFor({
      services: {
        web: { depends_on: { db: { '~condition': 'service_started' }, cache: { condition: 'x', '~required': '' } } },
      },
    });
    const dependsOn = ['services', 'web', 'depends_on'];
    ledger.approximated(at(...dependsOn, 'db', 'condition'), 'order', 'nothing waits');
    ledger.dropped(at(...dependsOn, 'cache', 'required'), 'a default that nobody wrote');
    expect(rows(ledger)).toEqual([
      ['services/web/depends_on/db', 'services.depends_on', 'approximated'],
      ['services/web/depends_on/cache/condition', 'services.depends_on.condition', 'carried'],
    ]);
  });

  it('says what was dropped at a path that the input does not have', () => {
    const ledger = ledgerFor({ services: { web: { image: 'nginx' } } });
    ledger.dropped(at('services', 'web', 'aliases', 2), 'no alias with a comma');
    expect(ledger.account().notes).toMatchObject([{ message: 'no alias with a comma', severity: 'loses' }]);
  });

  it('keeps a note once, with its place', () => {
    const ledger = ledgerFor({ services: { web: { image: 'nginx' } } });
    ledger.note('runs as root', ['services', 'web', 'image']);
    ledger.note('runs as root', ['services', 'web', 'image']);
    ledger.note('a remark');
    const { notes } = ledger.account();
    expect(notes.map(({ message, origin }) => [message, origin !== undefined])).toEqual([
      ['runs as root', true],
      ['a remark', false],
    ]);
  });
});
