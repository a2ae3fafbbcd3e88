import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../testing.ts';
import { ConnectionError } from './api-error.ts';
import { openChannels } from './streams.ts';

let server: FakeServer;
beforeEach(async () => {
  server = await FakeServer.start();
});
afterEach(() => server.stop());

it('keeps a connection alive over which nothing is said', async () => {
  let pings = 0;
  server.onSocket((socket) => {
    socket.on('ping', () => {
      pings += 1;
      if (pings === 6) socket.close();
    });
  });
  const channels = await openChannels(server.connection(), '/exec', () => undefined, 100);
  await channels.closed;
  expect(pings).toBe(6);
});

it('breaks a connection off whose server no longer answers', async () => {
  server.onSocket((socket) => socket.pause());
  const channels = await openChannels(server.connection(), '/exec', () => undefined, 100);
  await expect(channels.closed).rejects.toThrow(ConnectionError);
});
