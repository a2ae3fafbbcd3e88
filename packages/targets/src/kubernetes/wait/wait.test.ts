import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testService } from '../../testing/project.ts';
import type { TestContextOptions } from '../testing/render.ts';
import { composeContext } from '../testing/compose.ts';
import { testContext } from '../testing/render.ts';
import { waitAccess } from './wait-access.ts';
import { waitContainers } from './wait-containers.ts';
import { waitsOf } from './wait.ts';

type Fields = NonNullable<Parameters<typeof testService>[1]>;
const needs = (condition: 'service_started' | 'service_healthy' | 'service_completed_successfully', more = {}) => ({
  db: { condition, required: true, restart: false, ...more },
});

function waitsWith(web: Fields, db: Fields = {}, given: TestContextOptions = { ports: { db: [5432] } }) {
  const { context, ledger } = testContext([testService('web', web), testService('db', db)], given);
  return { waits: waitsOf(context), context, ledger };
}

const jobName = (lead: string) => `${lead}-12345678`;

describe('waitsOf', () => {
  it('knocks at the port of what has to be healthy', () => {
    const { waits, context } = waitsWith({ depends_on: needs('service_healthy') });
    expect(waits.get('web')).toEqual([{ kind: 'port', dependency: 'db', port: 5432 }]);
    const [container] = waitContainers(context, { kind: 'port', dependency: 'db', port: 5432 }, jobName);
    expect(container).toMatchObject({
      name: 'wait-for-db',
      command: [
        'sh',
        '-c',
        'echo "waiting until db is ready on port 5432"; until nc -w 2 db 5432 -e true; do sleep 1; done',
      ],
      securityContext: { runAsNonRoot: true },
    });
  });

  it('asks for the rollout where there is no port', () => {
    const { waits } = waitsWith({ depends_on: needs('service_healthy') }, {}, {});
    expect(waits.get('web')).toEqual([{ kind: 'rollout', dependency: 'db', lead: 'db' }]);
  });

  it('waits for the end of a Job by its hashed name', () => {
    const { waits, context } = waitsWith({ depends_on: needs('service_completed_successfully') }, {}, {});
    const wait = waits.get('web')?.[0];
    expect(wait).toEqual({ kind: 'complete', dependency: 'db', lead: 'db' });
    if (!wait) return;
    const containers = waitContainers(context, wait, jobName);
    expect(containers.map(({ name, command }) => [name, command?.slice(0, 4).join(' ')])).toEqual([
      ['wait-for-db-to-exist', 'kubectl wait --for=create job/db-12345678'],
      ['wait-for-db-to-end', 'kubectl wait --for=jsonpath={.status.conditions[0].status}=True job/db-12345678'],
      ['wait-for-db', 'kubectl get job/db-12345678 --output=go-template'],
    ]);
    expect(containers[2]?.command?.at(-1)).toContain('kubectl -n shop delete job/db-12345678');
    const access = waitAccess(context, waits, jobName, 'wait', ['wait']);
    expect(access.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'Role', 'RoleBinding']);
    expect(access[1]).toMatchObject({
      rules: [
        { apiGroups: ['batch'], resources: ['jobs'], resourceNames: ['db-12345678'], verbs: ['get', 'list', 'watch'] },
      ],
    });
  });

  it('waits for nothing that starts, need not be there, or has no replicas, and says so', () => {
    for (const [web, db] of [
      [{ depends_on: needs('service_started') }, {}],
      [{ depends_on: needs('service_started', { required: false }) }, {}],
      [{ depends_on: needs('service_healthy') }, { scale: 0 }],
      [{ depends_on: needs('service_healthy'), network_mode: 'none' }, {}],
    ] as const) {
      const { waits, ledger } = waitsWith(web, db);
      expect(waits.size).toBe(0);
      const said = ledger.lines.filter((line) => !line.startsWith('carried '));
      expect(said).toEqual([expect.stringMatching(/ services\.web\.depends_on\.db: /)]);
    }
  });

  it('waits for what need not be there as Docker does: until it is healthy, or has ended in any way', () => {
    const healthy = waitsWith({ depends_on: needs('service_healthy', { required: false }) });
    expect(healthy.waits.get('web')).toEqual([{ kind: 'port', dependency: 'db', port: 5432 }]);
    expect(healthy.ledger.lines.join('\n')).toContain('Docker starts "web" also when "db" does not become healthy');
    const job = waitsWith({ depends_on: needs('service_completed_successfully', { required: false }) }, {}, {});
    const wait = job.waits.get('web')?.[0];
    expect(wait).toEqual({ kind: 'ended', dependency: 'db', lead: 'db' });
    const containers = wait ? waitContainers(job.context, wait, jobName) : [];
    expect(containers.map(({ command }) => command?.slice(0, 3).join(' '))).toEqual([
      'kubectl wait --for=create',
      'kubectl wait --for=jsonpath={.status.conditions[0].status}=True',
    ]);
  });

  it('calls what Docker does anyway no difference', () => {
    const { ledger } = waitsWith({ depends_on: needs('service_healthy') });
    expect(ledger.lines).toEqual([
      'carried services.web.depends_on.db.required: Pod.spec.initContainers',
      'carried services.web.depends_on.db.restart: Pod.spec.initContainers',
    ]);
  });

  it('lets a Job that is tried once wait for the port of what starts with it', () => {
    const job = { restart: 'no', depends_on: needs('service_started') } as const;
    expect(waitsWith(job).waits.get('web')).toEqual([{ kind: 'port', dependency: 'db', port: 5432 }]);
    expect(waitsWith({ ...job, restart: 'on-failure' }).waits.size).toBe(0);
    expect(waitsWith(job, { network_mode: 'none' }).waits.size).toBe(0);
  });

  it('waits for nothing with --wait none', () => {
    expect(waitsWith({ depends_on: needs('service_healthy') }, {}, { options: { wait: 'none' } }).waits.size).toBe(0);
  });

  it('reports that nothing restarts dependants', () => {
    const { ledger } = waitsWith({ depends_on: needs('service_healthy', { restart: true }) });
    expect(ledger.lines).toContainEqual(expect.stringMatching(/^dropped services\.web\.depends_on\.db\.restart: /));
  });

  it('refuses a circle that Pods of several services make', () => {
    const { context, ledger } = testContext(
      [
        testService('a'),
        testService('a2', { pid: 'service:a', depends_on: { b: needs('service_healthy').db } }),
        testService('b', { depends_on: { a: needs('service_healthy').db } }),
      ],
      { ports: { a: [1], b: [2] } },
    );
    const waits = waitsOf(context);
    expect([...waits.keys()]).toEqual(['a']);
    expect(ledger.lines.at(-1)).toMatch(/^dropped services\.b\.depends_on\.a: /);
  });
});

const conditions = ['service_started', 'service_healthy', 'service_completed_successfully'] as const;
type Edges = ReadonlyMap<number, ReadonlyMap<number, (typeof conditions)[number]>>;

/** Services that depend on earlier ones, as Compose text. */
function composeOf(edges: Edges): string {
  const services = [...edges].map(([index, needs]) => {
    const depends = [...needs].map(([on, condition]) => `s${on}: {condition: ${condition}}`).join(', ');
    return `  s${index}: {image: x, healthcheck: {test: [CMD, ok]}, depends_on: {${depends}}}`;
  });
  return `services:\n${services.join('\n')}\n`;
}

describe('what a Pod waits for over services that have to be started', () => {
  const waitsFor = (text: string, name: string) =>
    (waitsOf(composeContext(`services:\n${text}`).context).get(name) ?? []).map(
      ({ kind, dependency }) => `${kind} ${dependency}`,
    );
  const rest = `  db: {image: x, healthcheck: {test: [CMD, ok]}}
  migrate: {image: x, depends_on: {db: {condition: service_healthy}}}
  web: {image: x, depends_on: {migrate: {condition: service_completed_successfully}}}
  proxy: {image: x, depends_on: [web]}
`;

  it.each([
    ['one', '  a: {image: x, depends_on: [web]}', ['complete migrate']],
    ['several', '  a: {image: x, depends_on: [proxy]}', ['complete migrate']],
    ['none, with a condition', '  a: {image: x, depends_on: {db: {condition: service_healthy}}}', ['rollout db']],
    [
      'one that need not be there',
      '  a: {image: x, depends_on: {web: {condition: service_started, required: false}}}',
      ['complete migrate'],
    ],
    ['one in its own Pod', '  a: {image: x, network_mode: "service:web", depends_on: [web]}', []],
  ])('%s', (_, service, waits) => {
    expect(waitsFor(`${rest}${service}\n`, 'a')).toEqual(waits);
  });

  it('is all that Docker has brought so far before it starts the service', () => {
    const needs = fc.array(fc.option(fc.constantFrom(...conditions), { nil: undefined }), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.array(needs, { minLength: 6, maxLength: 6 }), (rows) => {
        const edges: Edges = new Map(
          rows.map((row, index) => [
            index,
            new Map(row.flatMap((condition, on) => (on < index && condition !== undefined ? [[on, condition]] : []))),
          ]),
        );
        const waits = waitsOf(composeContext(composeOf(edges)).context);
        for (const index of edges.keys()) {
          const before = reached(index, (one) => [...(edges.get(one)?.keys() ?? [])]);
          const met = [...before].flatMap((one) =>
            [...(edges.get(one) ?? [])].flatMap(([on, condition]) => (condition === 'service_started' ? [] : [on])),
          );
          const waited = reached(index, (one) =>
            (waits.get(`s${one}`) ?? []).map(({ dependency }) => Number(dependency.slice(1))),
          );
          expect([...waited]).toEqual(expect.arrayContaining(met));
        }
      }),
    );
  });
});

/** A number and all that a relation leads to from it. */
function reached(from: number, next: (one: number) => readonly number[]): ReadonlySet<number> {
  const seen = new Set([from]);
  for (const one of seen) for (const other of next(one)) seen.add(other);
  return seen;
}
