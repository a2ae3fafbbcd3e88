import { describe, expect, it } from 'vitest';
import { carried, dropped } from './account/support.ts';
import { fullTable } from './define-target.ts';

const lost = dropped('no place for it');
const command = carried('the line');

describe('a table of the rows that a target knows', () => {
  it('has the row above for keys without one, and the loader for what it reads', () => {
    const { services, networks, name } = fullTable(
      { services: { keys: { ports: { keys: { mode: command } } } } },
      lost,
    );
    expect(services).toMatchObject({ ...lost, keys: { ports: { ...lost, keys: { mode: command } } } });
    expect(services).toMatchObject({ keys: { extends: { kind: 'resolved' } } });
    expect([networks, name]).toMatchObject([lost, { kind: 'resolved' }]);
  });

  it('keeps what is outside of `keys` by mistake, for the command to refuse', () => {
    const misplaced = { services: { command } } as object;
    expect(fullTable(misplaced, lost).services).toMatchObject({ ...lost, command });
  });
});
