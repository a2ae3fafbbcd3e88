import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { down } from './down.ts';
import type { ClusterEvent } from '../events.ts';
import { eventsOf, FakeServer, objectOf, readyStatus } from '../testing.ts';
import { up } from './up.ts';

const deployments = '/apis/apps/v1/namespaces/shop/deployments';
const inventory = '/api/v1/namespaces/shop/configmaps/transpose-inventory-shop';
const service = objectOf('v1', 'Service', 'web', { spec: { ports: [{ port: 80 }] } });
const web = objectOf('apps/v1', 'Deployment', 'web', { spec: { replicas: 1 } });
const worker = objectOf('apps/v1', 'Deployment', 'worker', { spec: { replicas: 1 } });
const claim = objectOf('v1', 'PersistentVolumeClaim', 'data', { spec: {} });
const whole = [claim, service, web, worker];

let server: FakeServer;
beforeEach(async () => {
  server = await FakeServer.start();
  // Its controllers are quick.
  server.react = (path, object) => {
    if (path.startsWith(deployments)) server.put(path, { ...object, status: readyStatus });
  };
});
afterEach(() => server.stop());

const run = (objects = whole, options = {}) => eventsOf(up(server.client(), objects, { timeout: 5000, ...options }));
const done = (events: readonly ClusterEvent[]) => {
  const last = events.at(-1);
  return last?.type === 'done' ? { ok: last.ok, writes: last.writes } : undefined;
};
const faults = (events: readonly ClusterEvent[]) =>
  events.flatMap((event) => (event.type === 'fault' ? [`${event.fault.kind}: ${event.fault.what}`] : []));

describe('up', () => {
  it('writes the inventory first, then the objects in their order, and ends when all is ready', async () => {
    const events = await run();
    expect(done(events)).toEqual({ ok: true, writes: 4 });
    expect(server.writes.map((write) => write.split('/').at(-1))).toEqual([
      'transpose-inventory-shop',
      'data',
      'web',
      'web',
      'worker',
    ]);
    expect(events.filter(({ type }) => type === 'service').at(-1)).toMatchObject({ state: 'ready' });
  });

  it('writes nothing the second time', async () => {
    await run();
    server.writes.length = 0;
    expect(done(await run())).toEqual({ ok: true, writes: 0 });
    expect(server.writes).toEqual([]);
  });

  it('removes what the project no longer has, but no claim, and keeps that in the inventory', async () => {
    await run();
    server.writes.length = 0;
    const events = await run([service, web]);
    expect(server.writes).toEqual([`DELETE ${deployments}/worker`, `PATCH ${inventory}`]);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'kept', object: expect.objectContaining({ name: 'data' }) }),
    );
    expect(JSON.stringify(server.objects.get(inventory))).toContain('PersistentVolumeClaim');
  });

  it('removes nothing when only some services come up', async () => {
    await run();
    server.writes.length = 0;
    await run([service, web], { partial: true });
    expect(server.writes).toEqual([]);
  });

  it('leaves alone what others made, and applies nothing then', async () => {
    server.put(`${deployments}/web`, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { labels: {} } });
    const events = await run();
    expect(faults(events)).toEqual(['foreign: Deployment/web exists in the namespace shop and is not of this project']);
    expect(server.writes).toEqual([]);
  });

  it('does not remove an object of the inventory that somebody else made anew', async () => {
    await run();
    server.put(`${deployments}/worker`, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { labels: {} } });
    server.writes.length = 0;
    await run([claim, service, web]);
    expect(server.writes).toEqual([`PATCH ${inventory}`]);
  });

  it('repairs what a run left that was broken off after any of its requests', async () => {
    await run();
    const total = server.requests.length;
    for (let stopped = 1; stopped < total; stopped += 3) {
      server.objects.clear();
      const stop = new AbortController();
      let count = 0;
      server.trouble = () => {
        count += 1;
        if (count === stopped) stop.abort();
        return undefined;
      };
      await eventsOf(up(server.client({ signal: stop.signal }), whole, { timeout: 5000, signal: stop.signal })).catch(
        () => undefined,
      );
      server.trouble = () => undefined;
      expect(done(await run())?.ok, `after request ${stopped}`).toBe(true);
      await eventsOf(down(server.client(), { project: 'shop', namespace: 'shop' }, { volumes: true }));
      expect([...server.objects.keys()], `after request ${stopped}`).toEqual([]);
    }
  });
});

describe('trouble', () => {
  it('tells who owns a field, and goes no further', async () => {
    const message = 'conflict with "kubectl-edit" using apps/v1';
    server.trouble = ({ method, path }) =>
      method === 'PATCH' && path.endsWith('/deployments/web')
        ? {
            status: 409,
            body: { message, reason: 'Conflict', details: { causes: [{ field: '.spec.replicas', message }] } },
          }
        : undefined;
    const events = await run();
    expect(events).toContainEqual({
      type: 'fault',
      fault: expect.objectContaining({
        kind: 'conflict',
        details: [`.spec.replicas: ${message}`],
        hint: '--force-conflicts takes them over',
      }),
    });
    expect(server.objects.has(`${deployments}/worker`)).toBe(false);
  });

  it.each([429, 503])('tries again after %d, with a word', async (status) => {
    let left = 2;
    server.trouble = () => ((left -= 1) >= 0 ? { status } : undefined);
    const said: string[] = [];
    const client = server.client({ retrying: (why) => said.push(why) });
    expect(done(await eventsOf(up(client, whole, { timeout: 5000 })))).toEqual({ ok: true, writes: 4 });
    expect(said).toEqual(Array(2).fill(`the API server is busy (${status})`));
  });

  it.each(['reset', 'silence'] as const)('tries again after a connection that meets %s', async (trouble) => {
    let left = 1;
    server.trouble = () => ((left -= 1) >= 0 ? trouble : undefined);
    const said: string[] = [];
    const client = server.client({ retrying: (why) => said.push(why) });
    expect(done(await eventsOf(up(client, whole, { timeout: 5000 })))?.ok).toBe(true);
    expect(said[0]).toMatch(/^the connection to the cluster is lost/);
  });

  describe('makes anew what cannot be changed', () => {
    const immutable = { status: 422, body: { message: 'spec.selector: field is immutable', reason: 'Invalid' } };
    const changed = { ...web, spec: { replicas: 2 } };
    const again = () => {
      server.writes.length = 0;
      return run([claim, service, changed, worker]);
    };
    const refused = (path: string) => path === `${deployments}/web` && server.objects.has(path);
    beforeEach(() => run());

    it('after it was tried', async () => {
      server.trouble = ({ method, path }) => (method === 'PATCH' && refused(path) ? immutable : undefined);
      expect(await again()).toContainEqual(expect.objectContaining({ type: 'applied', what: 'replaced' }));
      const path = `${deployments}/web`;
      expect(server.writes).toEqual([`PATCH ${path}-anew`, `DELETE ${path}`, `PATCH ${path}`]);
    });

    it('but not where the server would refuse the new one, too', async () => {
      const invalid = { status: 422, body: { message: 'spec.template: Required value', reason: 'Invalid' } };
      server.trouble = ({ method, path }) =>
        method !== 'PATCH' ? undefined : path.endsWith('-anew') ? invalid : refused(path) ? immutable : undefined;
      expect(faults(await again())).toEqual(['refused: the cluster refuses Deployment/web']);
      expect(server.objects.has(`${deployments}/web`)).toBe(true);
      expect(server.writes).toEqual([]);
    });
  });

  it('ends on 403 without trying again', async () => {
    server.trouble = () => ({ status: 403, body: { message: 'services is forbidden', reason: 'Forbidden' } });
    await expect(run()).rejects.toThrow('services is forbidden');
    expect(server.requests).toHaveLength(1);
  });

  it('takes up watches that break or are too old', async () => {
    server.react = () => undefined;
    let watches = 0;
    server.trouble = ({ query }) => {
      if (!query.has('watch')) return undefined;
      watches += 1;
      if (watches === 6)
        for (const name of ['web', 'worker'])
          server.put(`${deployments}/${name}`, {
            ...server.objects.get(`${deployments}/${name}`),
            status: readyStatus,
          });
      return watches % 2 === 0 ? 'break' : { status: 410, body: { message: 'too old', reason: 'Expired' } };
    };
    expect(done(await run())?.ok).toBe(true);
    expect(watches).toBeGreaterThanOrEqual(6);
  });
});

describe('down', () => {
  const place = { project: 'shop', namespace: 'shop' };

  it('leaves claims and their place in the inventory, and with volumes nothing', async () => {
    await run();
    await eventsOf(down(server.client(), place));
    expect(new Set([...server.objects.keys()].map((path) => path.split('/').at(-1)))).toEqual(
      new Set(['data', 'transpose-inventory-shop']),
    );
    await eventsOf(down(server.client(), place, { volumes: true }));
    expect(server.objects.size).toBe(0);
  });

  describe('with its namespace', () => {
    const path = '/api/v1/namespaces/shop';
    const own = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', labels: service.metadata.labels },
    } as unknown as typeof service;
    const gone = async () => {
      const events = await eventsOf(down(server.client(), place, { volumes: true, removeNamespace: true }));
      const kept = events.flatMap((event) => (event.type === 'kept' ? [event.why] : []));
      return { kept, isThere: server.objects.has(path) };
    };
    beforeEach(async () => {
      server.describe();
      await run([own, ...whole]);
    });

    it('removes it when nothing is left in it', async () => {
      server.put(`${path}/configmaps/kube-root-ca.crt`, { metadata: {} });
      server.put(`${path}/events/web.1`, { metadata: {} });
      expect(await gone()).toEqual({ kept: [], isThere: false });
    });

    it.each(['/apis/example.com/v1/namespaces/shop/widgets/theirs', `${path}/persistentvolumeclaims/theirs`])(
      'leaves it for %s',
      async (theirs) => {
        server.put(theirs, { metadata: {} });
        expect(await gone()).toEqual({ kept: [expect.stringMatching(/\/theirs is in it$/)], isThere: true });
      },
    );

    it('leaves it when it may not see what is in it', async () => {
      server.trouble = ({ path: asked, method }) =>
        method === 'GET' && asked.endsWith('/widgets') ? { status: 403, body: { message: 'no' } } : undefined;
      expect(await gone()).toEqual({ kept: ['whether a Widget is in it cannot be seen: no'], isThere: true });
    });

    it('leaves one that somebody else made', async () => {
      server.put(path, { ...own, metadata: { labels: {} } });
      expect(await gone()).toEqual({ kept: ['this project did not make it'], isThere: true });
    });
  });

  it('removes nothing that it did not make', async () => {
    await run();
    server.put('/api/v1/namespaces/shop/secrets/theirs', { metadata: { labels: {} } });
    await eventsOf(down(server.client(), place, { volumes: true }));
    expect([...server.objects.keys()]).toEqual(['/api/v1/namespaces/shop/secrets/theirs']);
  });
});
