import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { indexOfDocument } from '../../lib/background/case-index.ts';
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

/** As an older version of the extension left them on the disk. */
async function asOlderVersion(name: string, version: number, tables: string[], rows: Record<string, Row[]>): Promise<void> {
  const db = await openDB(name, version, {
    upgrade(made) {
      for (const table of tables) {
        const store = made.createObjectStore(table, { keyPath: 'key' });
        store.createIndex('order', 'order');
        store.createIndex('ref', 'ref');
        if (version >= 2) store.createIndex('live', 'live');
        if (version === 3) store.createIndex('due', 'due');
      }
    },
  });
  for (const [table, some] of Object.entries(rows)) for (const row of some) await db.put(table, row);
  db.close();
}

const row = (key: string, value: unknown, version = 1): Row => ({ key, order: 1, version, json: JSON.stringify(value) });
const held = (id: string) => ({ command: { ...opening('a'), id }, owner: 'anna', leaveAt: 0, state: 'held', seq: null });

test.each([1, 2, 3])(
  'what was not sent, the cases and the place in the feed are there, when the extension was updated from version %i of its database',
  async (version) => {
    await asOlderVersion('vovremya-outbox', 1, ['commands', 'sent', 'notices', 'drafts', 'keep'], {
      commands: [row('c-1', held('c-1'))],
      drafts: [row('anna reply:1', { key: 'reply:1', kind: null, text: 'Здравствуйте', fields: {}, savedAt: 1 })],
    });
    await asOlderVersion('vovremya-cache', version, ['documents', 'meta'], {
      documents: [{ ...row('a', document('a')), ...(version === 3 ? { due: [0, 5], soonAt: 3 } : {}) }, row('b', document('b'))],
      meta: [
        row('cursor', { epoch: 'e', after: 9, tip: 't' }),
        row('reference', { version: '1' }),
        row('derivation', { from: 'test 1', after: null }),
      ],
    });

    const { outbox, cache, memoryOnly } = await openStore('test');

    expect(memoryOnly).toBe(false);
    expect((await outbox.pending('anna')).map(({ command }) => command.id)).toEqual(['c-1']);
    expect((await outbox.draft('anna', 'reply:1'))?.text).toBe('Здравствуйте');
    expect((await cache.documents()).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await cache.cursor()).toEqual({ epoch: 'e', after: 9, tip: 't' });
    expect(await cache.underivedAfter({ version: '1' } as never)).toBe('');
  },
);

test('commands of a newer version are kept, counted and not sent, and the others go their way', async () => {
  await asOlderVersion('vovremya-outbox', 1, ['commands', 'sent', 'notices', 'drafts', 'keep'], {
    commands: [row('newer', held('newer'), 2), { ...row('spoiled', {}), json: '{"comm' }, row('own', held('own'))],
  });

  const { outbox } = await openStore('test');
  const pending = (await outbox.pending('anna')).map(({ command }) => command.id);
  await outbox.markApplied(new Map([['own', 3]]));
  await outbox.retire('anna', 3, 1_000);

  expect(pending).toEqual(['own']);
  expect(await outbox.unreadable()).toBe(2);
  expect(await outbox.has('newer')).toBe(true);
});

test('work is counted and found among fifty thousand cases without reading the others, when all are work', async () => {
  const { cache } = await openStore('test');
  const all = 50_000;
  for (let from = 0; from < all; from += 500) {
    const put = Array.from({ length: 500 }, (_, place) => {
      const seq = from + place + 1;
      const due = { schedule: seq % 3, deadlineAt: seq, soonAt: seq - 10 };
      return { document: document(`case-${seq}`, seq), ref: messageRef(`vk:wall-1_${seq}`), due };
    });
    await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: from + 500, tip: 't' } });
  }

  const startedAt = performance.now();
  const counts = await cache.countDue(901, 1_000);
  const first = await cache.firstDue(4, ({ id, seq }) => ({ rank: seq ?? 0, value: id }));
  const took = performance.now() - startedAt;

  expect(counts).toEqual({ all: 1_000, soon: 11, late: 900 });
  expect(first).toEqual(['case-1', 'case-2', 'case-3', 'case-4']);
  expect((await cache.newest(3)).map(({ seq }) => seq)).toEqual([49_998, 49_999, 50_000]);
  expect(took).toBeLessThan(500);
}, 120_000);

test('a case that is gone or done is work no longer', async () => {
  const { cache } = await openStore('test');
  const due = { schedule: 0, deadlineAt: 5, soonAt: 3 };
  const put = ['a', 'b', 'c'].map((id) => ({ document: document(id), ref: messageRef(`vk:wall-1_${id}`), due }));
  await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 1, tip: 't' } });

  const done = { document: document('a', 2), ref: messageRef('vk:wall-1_a'), due: null };
  await cache.applyPage({ put: [done], remove: ['b'], cursor: { epoch: 'e', after: 2, tip: 't' } });

  expect(await cache.countDue(4, 9)).toEqual({ all: 1, soon: 1, late: 0 });
  expect(await cache.firstDue(9, ({ id }) => ({ rank: 0, value: id }))).toEqual(['c']);
});

test('of the cases only those named are left, each with its duty, when the others are given up', async () => {
  const { cache } = await openStore('test');
  const due = { schedule: 0, deadlineAt: 5, soonAt: 3 };
  const put = ['a', 'b', 'c'].map((id) => ({
    document: document(id),
    ref: messageRef(`vk:wall-1_${id}`),
    due: id === 'c' ? null : due,
  }));
  await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 1, tip: 't' } });

  await cache.forgetBut(new Set(['b', 'c', 'never-there']));

  expect((await cache.documents()).map(({ id }) => id)).toEqual(['b', 'c']);
  expect([await cache.duty('a'), await cache.duty('b'), await cache.duty('c')]).toEqual([null, due, null]);
  expect(await cache.countDue(4, 9)).toEqual({ all: 1, soon: 1, late: 0 });
  expect(await cache.cursor()).toBeNull();
});

test('a case that cannot be read has no place, and nothing else is lost by it', () => {
  expect(indexOfDocument(document('a'), { profiles: [] } as never)).toBeNull();
});
