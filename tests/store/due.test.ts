import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { deleteDB } from 'idb';
import { beforeEach, describe, expect, test } from 'vitest';
import { idbRows } from '../../lib/store/idb-rows.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import type { Row, Rows } from '../../lib/store/rows.ts';
import { addDuties, makeCache } from '../../lib/store/schema.ts';

type Table = 'documents' | 'duties';

const shelves: [string, () => Promise<Rows<Table>>][] = [
  ['in memory', async () => memoryRows()],
  ['in IndexedDB', () => idbRows({ name: 'due', tables: [], steps: [makeCache, addDuties], durability: 'relaxed' })],
];

beforeEach(async () => {
  await deleteDB('due');
});

const duty = fc.record({
  schedule: fc.integer({ min: -1, max: 5 }),
  deadlineAt: fc.integer({ min: 0, max: 40 }),
  early: fc.nat(9),
});
const duties = fc.array(fc.option(duty, { freq: 4 }), { maxLength: 30 });

function rowsOf(some: ({ schedule: number; deadlineAt: number; early: number } | null)[]): Row[] {
  return some.map((one, place) => {
    const row = { key: `k${place}`, order: place, version: 1, json: '{}' };
    return one ? { ...row, due: [one.schedule, one.deadlineAt], soonAt: one.deadlineAt - one.early } : row;
  });
}

/** Every row as a document, and those with a duty beside it. */
async function lay(rows: Rows<Table>, all: Row[]): Promise<void> {
  await rows.write([
    { table: 'documents', clear: true },
    { table: 'duties', clear: true },
    ...all.map((put) => ({ table: 'documents' as const, put })),
    ...all.filter(({ due }) => due).map((put) => ({ table: 'duties' as const, put })),
  ]);
}

/** The further the deadline the more is left, by each schedule at its own pace. */
const left = ({ due: [schedule, deadlineAt] = [0, 0] }: Row) => deadlineAt * (schedule + 2) - 7 * schedule;

describe.each(shelves)('%s', (_, open) => {
  test('work is counted and listed as if every row had been read', async () => {
    await fc.assert(
      fc.asyncProperty(duties, fc.nat(45), fc.integer({ min: 1, max: 35 }), fc.nat(4), async (some, now, count, leftOut) => {
        const most = count;
        const all = rowsOf(some);
        const rows = await open();
        await lay(rows, all);
        const due = all.filter((row) => row.due !== undefined);
        const isIn = ({ key }: Row) => Number(key.slice(1)) % 5 !== leftOut;

        const late = due.filter(({ due: [, deadlineAt] = [0, 0] }) => deadlineAt < now).length;
        const soon = due.filter(({ soonAt = 0 }) => soonAt <= now).length - late;
        expect(await rows.countDue('duties', now, most)).toEqual({
          all: Math.min(most, due.length),
          soon: late < most ? Math.min(most, soon) : null,
          late: Math.min(most, late),
        });
        const first = await rows.firstDue('duties', 'documents', count, (row) =>
          isIn(row) ? { rank: left(row), value: row } : null,
        );
        const ranks = due
          .filter(isIn)
          .map(left)
          .sort((a, b) => a - b);
        expect(first.map(left)).toEqual(ranks.slice(0, count));
        expect(new Set(first.map(({ key }) => key)).size).toBe(first.length);
      }),
      { numRuns: 60 },
    );
  });

  test('no more rows are read than are listed and one of each schedule', async () => {
    const rows = await open();
    const all = rowsOf(Array.from({ length: 60 }, (_one, place) => ({ schedule: place % 3, deadlineAt: place, early: 0 })));
    await lay(rows, all);
    let read = 0;

    await rows.firstDue('duties', 'documents', 10, (row) => {
      read += 1;
      return { rank: left(row), value: row };
    });

    expect(read).toBeLessThanOrEqual(13);
  });

  test('something is derived of every row once, in parts, and what there was before goes where nothing is', async () => {
    const rows = await open();
    await lay(rows, rowsOf(Array.from({ length: 25 }, () => ({ schedule: 1, deadlineAt: 1, early: 0 }))));
    const seen: string[] = [];

    for (let after: string | null = ''; after !== null; ) {
      after = await rows.derive('documents', 'duties', { after, count: 10 }, (row) => {
        seen.push(row.key);
        return row.order % 2 === 0 ? null : { ...row, due: [0, row.order], soonAt: row.order };
      });
    }

    expect(seen).toEqual(Array.from({ length: 25 }, (_, place) => `k${place}`).sort());
    expect(await rows.countDue('duties', 0, 99)).toEqual({ all: 12, soon: 0, late: 0 });
    expect(await rows.ends('documents')).toEqual(['k0', 'k9']);
    expect(await rows.ends('duties')).toEqual(['k1', 'k9']);
  });

  test('nobody comes between looking at rows and changing them', async () => {
    const rows = await open();
    await lay(rows, rowsOf([null, null, null]));
    const moved = (row: Row) => ({ table: 'documents' as const, put: { ...row, order: 99 } });

    const [taken, marked] = await Promise.all([
      rows.change('documents', ['k0'], ({ key, order }) => (order === 0 ? { table: 'documents', remove: key } : null)),
      rows.change('documents', ['k0', 'k1', 'none'], moved),
    ]);
    const broken = rows.change('documents', ['k1', 'k2'], (row) => {
      if (row.key === 'k2') throw new Error('unreadable');
      return { table: 'documents', remove: row.key };
    });

    expect([taken, marked]).toEqual([['k0'], ['k1']]);
    await expect(broken).rejects.toThrow('unreadable');
    expect((await rows.all('documents')).map(({ key, order }) => [key, order])).toEqual([
      ['k2', 2],
      ['k1', 99],
    ]);
  });

  test('nothing is derived of a part of which one row cannot be read', async () => {
    const rows = await open();
    await lay(rows, rowsOf([null, null]));

    const derived = rows.derive('documents', 'duties', { after: '', count: 10 }, (row) => {
      if (row.key === 'k1') throw new Error('unreadable');
      return { ...row, due: [0, 1], soonAt: 1 };
    });

    await expect(derived).rejects.toThrow('unreadable');
    expect((await rows.countDue('duties', 0, 9)).all).toBe(0);
  });
});
