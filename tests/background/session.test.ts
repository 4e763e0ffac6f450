import { beforeEach, expect, test, vi } from 'vitest';
import { createOutcomes } from '../../lib/background/outcomes.ts';
import { createSessions, type Session } from '../../lib/background/session.ts';
import { caseId, messageRef } from '../../lib/domain/ids.ts';
import { createCache } from '../../lib/store/cache.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import { createPictures } from '../../lib/store/pictures.ts';

// Nobody listens: the extension's other pages are not open.
vi.mock('../../lib/platform/messaging.ts', () => ({ broadcast: () => undefined }));

function sessionOf(name: string, token = `token of ${name}`): Session {
  const person = { id: name, name, roles: ['executor'], bodyId: null };
  const me = { person, actsFor: [], tenant: { id: 't', title: 'Округ', practice: false } };
  return { state: 'signed-in', server: 'https://vovremya.example', token, owner: name, me, skewMs: 0 };
}

let outbox: ReturnType<typeof createOutbox>;
let sessions: ReturnType<typeof createSessions>;

beforeEach(() => {
  outbox = createOutbox(memoryRows());
  sessions = createSessions(async () => outbox);
});

/** What a device does with the outcomes of its syncs; the first clearings of its cases break off. */
async function deviceThatReads(brokenOff = 0) {
  const cache = createCache(memoryRows());
  const document = {
    id: caseId('seen'),
    number: null,
    regulation: { profile: 'p', version: '1' },
    events: [],
    texts: {},
    seq: 1,
  };
  const put = [{ document, ref: messageRef('vk:wall-1_1'), due: null }];
  await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 1, tip: 't' } });
  let left = brokenOff;
  const forgetBut: typeof cache.forgetBut = async (ids) => {
    left -= 1;
    if (left >= 0) throw new Error('the browser was closed');
    await cache.forgetBut(ids);
  };
  const store = { outbox, cache: { ...cache, forgetBut }, pictures: createPictures(memoryRows()), memoryOnly: false };
  const seen = { online: true, isFull: false, isServerFull: false, lastSyncAt: null };
  const silent = { showState: async () => undefined, announce: async () => undefined };
  return { cache, hear: createOutcomes({ seen, sessions, store: async () => store, ...silent } as never) };
}

test('the clock of the server, noted at the very moment of a sign-out or of another’s sign-in, brings nobody back', async () => {
  for (const next of [null, sessionOf('boris')]) {
    for (let moment = 0; moment < 12; moment += 1) {
      await sessions.save(sessionOf('anna'));
      const noting = sessions.noteSkew(5_000);
      for (let turn = 0; turn < moment; turn += 1) await null;
      await sessions.save(next);
      await noting;

      expect((await sessions.read())?.owner ?? null).toBe(next?.owner ?? null);
    }
  }
  await sessions.noteSkew(5_000);
  expect((await sessions.read())?.skewMs).toBe(5_000);
});

test('the end of an earlier sign-in is not the end of this one, not even of the same person’s', async () => {
  await sessions.save(sessionOf('anna', 'second'));
  const { cache, hear } = await deviceThatReads();

  await hear({ kind: 'expired', isRevoked: true, token: 'first' });

  expect(await sessions.signedIn()).toMatchObject({ owner: 'anna', token: 'second' });
  expect(await cache.documents()).toHaveLength(1);
});

test('what a person may not have any more goes the next time, when clearing it away broke off', async () => {
  await sessions.save(sessionOf('anna', 'first'));
  const { cache, hear } = await deviceThatReads(1);
  const revoked = { kind: 'expired', isRevoked: true, token: 'first' } as const;

  await hear(revoked);
  const meanwhile = await sessions.signedIn();
  await hear(revoked);

  expect(meanwhile).not.toBeNull();
  expect(await sessions.read()).toMatchObject({ state: 'expired', isRevoked: true });
  expect(await cache.documents()).toEqual([]);
});
