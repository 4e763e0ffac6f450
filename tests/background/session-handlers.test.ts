import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Core } from '../../lib/background/core.ts';
import { createPictureDesk } from '../../lib/background/pictures.ts';
import { createSessions, ownerOf, type Session } from '../../lib/background/session.ts';
import { sessionHandlers } from '../../lib/background/session-handlers.ts';
import type { DeviceGrant, Me } from '../../lib/protocol/api.ts';
import { createCache } from '../../lib/store/cache.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import { createPictures } from '../../lib/store/pictures.ts';
import { executor } from '../support/place.ts';
import { referenceOf } from '../support/reference.ts';

const told = vi.hoisted(() => [] as string[]);
// The browser, with one page of the extension open in it.
vi.mock('../../lib/platform/webext.ts', () => ({
  browser: { runtime: { sendMessage: async ({ news }: { news: { type: string } }) => void told.push(news.type) } },
}));

const meOf = (personId: 'pavel' | 'irina'): Me => referenceOf({ ...executor, personId }).me;
const [pavel, irina] = [meOf('pavel'), meOf('irina')];
const ASKER = { tabId: null, url: '' };

let server: Server;
let origin: string;

/** Whoever has a code is Irina. */
beforeAll(async () => {
  server = createServer((_asked, answer) => {
    answer.end(JSON.stringify({ token: 'irina’s', deviceId: 'd', me: irina, serverTime: Date.now() } satisfies DeviceGrant));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  told.length = 0;
});

/** A device on which Pavel was signed in until a while ago; its syncs end when `synced` does. */
async function pavelsDevice(synced: Promise<void>) {
  const [outbox, cache] = [createOutbox(memoryRows()), createCache(memoryRows())];
  await cache.setReference(referenceOf({ ...executor, personId: 'pavel' }));
  const sessions = createSessions(async () => outbox);
  const owner = ownerOf(origin, pavel);
  await sessions.save({ state: 'expired', server: origin, token: 'pavel’s', owner, me: pavel, skewMs: 0 } satisfies Session);
  await sessions.savePending({ server: origin, verifier: 'v' });
  const store = async () => ({ outbox, cache, pictures: createPictures(memoryRows()), memoryOnly: false });
  const pictures = createPictureDesk({ store, owner: async () => owner, sessions });
  const core = {
    ...{ sessions, store, pictures, announce: async () => undefined },
    loop: { kick: () => synced, tend: async () => undefined },
  } as unknown as Core;
  return { sessions, handlers: sessionHandlers(core) };
}

test('pages that stand open hear of another person’s sign-in at once, not only when the cases are here', async () => {
  const { sessions, handlers } = await pavelsDevice(new Promise(() => undefined));

  void handlers['session/redeem']({ code: '1' }, ASKER);
  await vi.waitFor(async () => expect((await sessions.read())?.owner).toBe(ownerOf(origin, irina)));

  await vi.waitFor(() => expect(told).toEqual(['session-changed']));
});
