import type { Service } from '@transpose/core';
import { describe, expect, test } from 'vitest';
import { testProject, testService } from '../testing/project.ts';
import { startOrder } from './order.ts';

type Condition = Service['depends_on'][string]['condition'];

const service = (name: string, conditions: Readonly<Record<string, Condition>> = {}): Service =>
  testService(name, {
    depends_on: Object.fromEntries(
      Object.entries(conditions).map(([other, condition]) => [other, { condition, required: true, restart: false }]),
    ),
  });
const orderOf = (...services: readonly Service[]) => startOrder(testProject(services)).map(({ name }) => name);

describe('the order of start', () => {
  test('is that of the source, after what a service needs', () => {
    expect(orderOf(service('a', { c: 'service_started' }), service('b'), service('c'))).toEqual(['c', 'a', 'b']);
  });

  test('holds no service back that waits for nothing: what is waited for may need it', () => {
    const done = orderOf(
      service('api', { init: 'service_completed_successfully' }),
      service('init'),
      service('web', { cache: 'service_started' }),
      service('cache'),
    );
    expect(done).toEqual(['init', 'cache', 'web', 'api']);
  });

  test('goes on from wait to wait', () => {
    const order = orderOf(
      service('last', { api: 'service_healthy', job: 'service_completed_successfully' }),
      service('beside', { api: 'service_started' }),
      service('api', { job: 'service_completed_successfully' }),
      service('job', { db: 'service_healthy' }),
      service('other', { db: 'service_healthy' }),
      service('db'),
    );
    expect(order).toEqual(['db', 'job', 'other', 'api', 'beside', 'last']);
  });
});
