import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Core } from '../../lib/background/core.ts';
import { createOutcomes } from '../../lib/background/outcomes.ts';
import { createPictureDesk } from '../../lib/background/pictures.ts';
import { createSeen } from '../../lib/background/seen.ts';
import { createSessions, ownerOf, type Session } from '../../lib/background/session.ts';
import { sessionHandlers } from '../../lib/background/session-handlers.ts';
import { caseId, messageRef } from '../../lib/domain/ids.ts';
import type { DeviceGrant, Me } from '../../lib/protocol/api.ts';
import { createCache } from '../../lib/store/cache.ts';
import type { CacheTable } from '../../lib/store/cache-rows.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import { createPictures } from '../../lib/store/pictures.ts';
import { executor } from '../support/place.ts';
import { referenceOf } from '../support/reference.ts';
import { opening } from '../sync/commands.ts';

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

/** A device of Pavel's with one case on it; its syncs end when `synced` does, and its disk may be full. */
async function pavelsDevice(state: Session['state'], synced = Promise.resolve()) {
  const disk = { isFull: false };
  const rows = memoryRows<CacheTable>();
  const write: typeof rows.write = async (changes) => {
    if (disk.isFull) throw new DOMException('full', 'QuotaExceededError');
    await rows.write(changes);
  };
  const [outbox, cache] = [createOutbox(memoryRows()), createCache({ ...rows, write })];
  await cache.setReference(referenceOf({ ...executor, personId: 'pavel' }));
  const regulation = { profile: 'lebyazhye', version: '2023-06-30' };
  const document = { id: caseId('seen'), number: null, regulation, events: [], texts: {}, seq: 1 };
  const put = [{ document, ref: messageRef('vk:wall-1_1'), due: null }];
  await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 1, tip: 't' } });
  const sessions = createSessions(async () => outbox);
  const owner = ownerOf(origin, pavel);
  await sessions.save({ state, server: origin, token: 'pavel’s', owner, me: pavel, skewMs: 0 });
  await sessions.savePending({ server: origin, verifier: 'v' });
  const store = async () => ({ outbox, cache, pictures: createPictures(memoryRows()), memoryOnly: false });
  const pictures = createPictureDesk({ store, owner: async () => owner, sessions });
  const seen = createSeen();
  const announce = async () => undefined;
  const core = {
    ...{ sessions, store, pictures, seen, announce },
    loop: { kick: () => synced, tend: async () => undefined },
  } as unknown as Core;
  const hear = createOutcomes({ seen, sessions, store, announce, showState: announce });
  const handlers = sessionHandlers(core);
  const notes = async () => (await handlers['session/get'](null, ASKER)).notes;
  return { disk, outbox, cache, owner, sessions, handlers, hear, notes };
}

test('pages that stand open hear of another person’s sign-in at once, not only when the cases are here', async () => {
  const { sessions, handlers } = await pavelsDevice('expired', new Promise(() => undefined));

  void handlers['session/redeem']({ code: '1' }, ASKER);
  await vi.waitFor(async () => expect((await sessions.read())?.owner).toBe(ownerOf(origin, irina)));

  await vi.waitFor(() => expect(told).toEqual(['session-changed']));
});

test('a person whose right was taken away is told that the cases could not be cleared away, and they go once there is room', async () => {
  const { disk, outbox, cache, owner, sessions, hear, notes } = await pavelsDevice('signed-in');
  await outbox.add(opening('unsent'), owner, 0);
  await outbox.saveDraft(owner, { key: 'reply:typed:1', kind: null, text: 'Здравствуйте', fields: {}, savedAt: 5 });
  const unsent = async () => [...(await outbox.pending(owner)), ...(await outbox.drafts(owner))].length;
  const revoked = { kind: 'expired', isRevoked: true, token: 'pavel’s' } as const;
  disk.isFull = true;

  for (let sync = 0; sync < 3; sync += 1) await hear(revoked);

  expect(await notes()).toEqual([{ kind: 'full' }, { kind: 'not-cleared' }]);
  expect(told).toEqual(['session-changed']);
  expect([await sessions.signedIn(), await unsent()]).toEqual([expect.objectContaining({ owner }), 2]);

  disk.isFull = false;
  await hear(revoked);

  expect(await notes()).toEqual([{ kind: 'revoked' }]);
  expect([await sessions.signedIn(), await cache.documents(), await unsent()]).toEqual([null, [], 2]);
});
