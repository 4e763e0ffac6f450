import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';
import { createAfterNotes } from '../../lib/background/after-notes.ts';
import { forgetCases } from '../../lib/background/forget-cases.ts';
import { createSessions, ownerOf } from '../../lib/background/session.ts';
import { startBackground } from '../../lib/background/start.ts';
import { caseId, messageRef } from '../../lib/domain/ids.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { executor } from '../support/place.ts';
import { referenceOf } from '../support/reference.ts';
import { opening } from '../sync/commands.ts';

const setBadgeText = vi.hoisted(() => vi.fn(async () => undefined));
// A browser in which nothing happens after the worker has been woken.
vi.mock('../../lib/platform/webext.ts', () => {
  const never = { addListener: () => undefined };
  const nothing = async () => undefined;
  return {
    browser: {
      runtime: {
        ...{ id: 'own', getURL: (path: string) => `chrome-extension://own/${path}`, getManifest: () => ({ version: '1.0' }) },
        ...{ onMessage: never, onInstalled: never, onStartup: never, sendMessage: nothing },
      },
      alarms: { onAlarm: never, get: nothing, create: nothing },
      tabs: { onActivated: never, onRemoved: never, query: async () => [] },
      windows: { onFocusChanged: never },
      contextMenus: { onClicked: never },
      commands: { onCommand: never },
      action: { setBadgeText, setTitle: nothing, setBadgeBackgroundColor: nothing },
    },
  };
});
vi.stubGlobal('addEventListener', () => undefined);

const { me } = referenceOf(executor);
const SERVER = 'http://127.0.0.1:1';
const OWNER = ownerOf(SERVER, me);
const SIGNED_IN = { state: 'signed-in' as const, server: SERVER, token: 't', owner: OWNER, me, skewMs: 0 };
const KEY = { owner: OWNER, caseId: 'seen' };

beforeEach(async () => {
  for (const name of ['vovremya-cache', 'vovremya-outbox', 'vovremya-pictures']) await deleteDB(name);
  setBadgeText.mockClear();
});

/** A device on which somebody has worked. */
async function device() {
  const store = await openStore('1.0');
  const { outbox, cache, pictures } = store;
  await cache.setReference(referenceOf(executor));
  const regulation = { profile: 'lebyazhye', version: '2023-06-30' };
  const document = { id: caseId('seen'), number: null, regulation, events: [], texts: {}, seq: 1 };
  const put = [{ document, ref: messageRef('vk:wall-1_1'), due: null }];
  await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 1, tip: 't' } });
  const ref = messageRef('vk:wall-1_1?reply=2');
  const said = {
    caseId: 'seen',
    kind: 'asked',
    draft: null,
    ref,
    permalink: '',
    text: 'Когда?',
    author: 'Марина',
    at: 1,
  } as const;
  await createAfterNotes(async () => outbox).note('seen', { ref, note: said });
  const about = { ...KEY, type: 'image/png' as const, size: 1, keptAt: Date.now() };
  await pictures.keep({ ...about, hash: 'own', isOwn: true, isUploaded: false }, new Uint8Array(1));
  await pictures.keep({ ...about, hash: 'fetched', isOwn: false, isUploaded: true }, new Uint8Array(1));
  // Today’s clearing of pictures has been.
  await outbox.keep('pictures-swept', Date.now());
  await outbox.add(opening('unsent'), OWNER, 0);
  await outbox.saveDraft(OWNER, { key: 'reply:seen:1', kind: null, text: 'Здравствуйте', fields: {}, savedAt: 5 });
  const sessions = createSessions(async () => outbox);
  const here = async () => ({
    cases: (await cache.documents()).length + ((await cache.reference()) ? 1 : 0),
    notes: (await createAfterNotes(async () => outbox).open()).length,
    pictures: (await pictures.all()).map(({ hash }) => hash),
    unsent: [...(await outbox.pending(OWNER)), ...(await outbox.drafts(OWNER))].length,
  });
  return { store, sessions, here };
}

const woken = () => vi.waitFor(() => expect(setBadgeText).toHaveBeenCalled());

test('a sign-out that broke off is finished at the next waking, and nothing unsent goes', async () => {
  const { sessions, here } = await device();
  await sessions.save(null);

  startBackground([], () => null);
  await woken();

  expect(await here()).toEqual({ cases: 0, notes: 0, pictures: ['own'], unsent: 2 });
});

test('the next waking forgets all that is left when forgetting broke off in the middle', async () => {
  const { store, sessions, here } = await device();
  await sessions.save(null);
  const dropFetched = () => Promise.reject(new Error('the browser was closed'));
  await expect(forgetCases({ store: async () => store, pictures: { dropFetched } as never })).rejects.toThrow('closed');

  startBackground([], () => null);
  await woken();

  expect(await here()).toEqual({ cases: 0, notes: 0, pictures: ['own'], unsent: 2 });
});

test.each(['signed-in', 'expired'] as const)('nothing goes at a waking while a sign-in is %s', async (state) => {
  const { sessions, here } = await device();
  await sessions.save({ ...SIGNED_IN, state });

  startBackground([], () => null);
  await woken();

  expect(await here()).toEqual({ cases: 2, notes: 1, pictures: ['fetched', 'own'], unsent: 2 });
});

test('what a person reads who signs in at that very moment stays', async () => {
  const { sessions, here } = await device();
  await sessions.save(null);
  let finish = () => {};
  const synced = new Promise<void>((done) => {
    finish = done;
  });
  const syncing = navigator.locks.request('sync', () => synced);

  startBackground([], () => null);
  await vi.waitFor(async () => expect((await navigator.locks.query()).pending).not.toEqual([]));
  await sessions.save(SIGNED_IN);
  finish();
  await syncing;
  await woken();

  expect(await here()).toMatchObject({ cases: 2 });
});
