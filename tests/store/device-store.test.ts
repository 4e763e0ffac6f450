import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { indexOfDocument } from '../../lib/background/case-shelf.ts';
import type { CaseDocument } from '../../lib/domain/cases/model.ts';
import { caseId, messageRef } from '../../lib/domain/ids.ts';
import { openStore } from '../../lib/store/open-store.ts';
import type { Row } from '../../lib/store/rows.ts';
import { opening } from '../sync/commands.ts';

/** The store's own code on an IndexedDB of Node: what needs another schema, another version or very many rows. */

beforeEach(async () => {
  for (const name of ['vovremya-cache', 'vovremya-outbox']) await deleteDB(name);
});

function document(id: string, seq = 1): CaseDocument {
  const regulation = { profile: 'lebyazhye', version: '2023-06-30' };
  return { id: caseId(id), number: null, regulation, events: [], texts: {}, seq };
}

/** As the first version of the extension left them on the disk. */
async function asFirstVersion(name: string, tables: string[], rows: Record<string, Row[]>): Promise<void> {
  const db = await openDB(name, 1, {
    upgrade(made) {
      for (const table of tables) {
        const store = made.createObjectStore(table, { keyPath: 'key' });
        store.createIndex('order', 'order');
        store.createIndex('ref', 'ref');
      }
    },
  });
  for (const [table, some] of Object.entries(rows)) for (const row of some) await db.put(table, row);
  db.close();
}

const row = (key: string, value: unknown, version = 1): Row => ({ key, order: 1, version, json: JSON.stringify(value) });
const held = (id: string) => ({ command: { ...opening('a'), id }, owner: 'anna', leaveAt: 0, state: 'held', seq: null });

test('what was not sent is there and every case counts as work until the server has told it anew, when the extension was updated', async () => {
  await asFirstVersion('vovremya-outbox', ['commands', 'sent', 'notices', 'drafts', 'keep'], {
    commands: [row('c-1', held('c-1'))],
    drafts: [row('anna reply:1', { key: 'reply:1', kind: null, text: 'Здравствуйте', fields: {}, savedAt: 1 })],
  });
  await asFirstVersion('vovremya-cache', ['documents', 'meta'], {
    documents: [row('a', document('a')), row('b', document('b'))],
    meta: [row('cursor', { epoch: 'e', after: 9, tip: 't' })],
  });

  const { outbox, cache, memoryOnly } = await openStore();

  expect(memoryOnly).toBe(false);
  expect((await outbox.pending('anna')).map(({ command }) => command.id)).toEqual(['c-1']);
  expect((await outbox.draft('anna', 'reply:1'))?.text).toBe('Здравствуйте');
  expect((await cache.live()).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(await cache.cursor()).toBeNull();
});

test('commands of a newer version are kept, counted and not sent, and the others go their way', async () => {
  await asFirstVersion('vovremya-outbox', ['commands', 'sent', 'notices', 'drafts', 'keep'], {
    commands: [row('newer', held('newer'), 2), { ...row('spoiled', {}), json: '{"comm' }, row('own', held('own'))],
  });

  const { outbox } = await openStore();
  const pending = (await outbox.pending('anna')).map(({ command }) => command.id);
  await outbox.markApplied(new Map([['own', 3]]));
  await outbox.retire('anna', 3, 1_000);

  expect(pending).toEqual(['own']);
  expect(await outbox.unreadable()).toBe(2);
  expect(await outbox.has('newer')).toBe(true);
});

test('work left is found among fifty thousand cases without reading the others', async () => {
  const { cache } = await openStore();
  const all = 50_000;
  for (let from = 0; from < all; from += 500) {
    const put = Array.from({ length: 500 }, (_, place) => {
      const seq = from + place + 1;
      return { document: document(`case-${seq}`, seq), ref: messageRef(`vk:wall-1_${seq}`), isLive: seq % 5_000 === 0 };
    });
    await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: from + 500, tip: 't' } });
  }

  const startedAt = performance.now();
  const live = await cache.live();
  const took = performance.now() - startedAt;
  const atHand = await cache.atHand(3);

  expect(live).toHaveLength(10);
  expect(
    atHand
      .map(({ seq }) => seq)
      .sort((a, b) => (a ?? 0) - (b ?? 0))
      .slice(-3),
  ).toEqual([49_998, 49_999, 50_000]);
  expect(atHand).toHaveLength(12);
  expect(took).toBeLessThan(500);
}, 120_000);

test('a case that is gone or done is work no longer', async () => {
  const { cache } = await openStore();
  const put = ['a', 'b', 'c'].map((id) => ({ document: document(id), ref: messageRef(`vk:wall-1_${id}`), isLive: true }));
  await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 1, tip: 't' } });

  const done = { document: document('a', 2), ref: messageRef('vk:wall-1_a'), isLive: false };
  await cache.applyPage({ put: [done], remove: ['b'], cursor: { epoch: 'e', after: 2, tip: 't' } });

  expect((await cache.live()).map(({ id }) => id)).toEqual(['c']);
});

test('a case that cannot be read has no place, and nothing else is lost by it', () => {
  expect(indexOfDocument(document('a'), { profiles: [] } as never)).toBeNull();
});
