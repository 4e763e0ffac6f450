import type { IDBPDatabase, IDBPIndex } from 'idb';
import { firstOfLines, type Line } from './first-of-lines.ts';
import type { DueCounts, ReadDue, Row } from './rows.ts';

type DueIndex = IDBPIndex<unknown, string[], string, string, 'readonly'>;

/** Counted in the indexes alone, and no further than asked: a browser that counts fifty thousand keeps everybody else waiting for it. */
export async function countDue(db: IDBPDatabase, table: string, now: number, most: number): Promise<DueCounts> {
  const { store } = db.transaction(table);
  const due: DueIndex = store.index('due');
  const all = (await due.getAllKeys(null, most)).length;
  let late = 0;
  for (const schedule of await schedulesOf(due)) {
    if (late >= most) break;
    late += (await due.getAllKeys(IDBKeyRange.bound([schedule], [schedule, now], false, true), most - late)).length;
  }
  if (late >= most) return { all, soon: null, late };
  const pressing = await store.index('soon').getAllKeys(IDBKeyRange.upperBound(now), late + most);
  return { all, soon: pressing.length - late, late };
}

/** All in one transaction, so as of one moment. */
export async function firstDue<V>(
  db: IDBPDatabase,
  { table, of, count }: { table: string; of: string; count: number },
  read: ReadDue<V>,
): Promise<V[]> {
  const tx = db.transaction([table, of]);
  const due: DueIndex = tx.objectStore(table).index('due');
  const rowOf = (key: string): Promise<Row | undefined> => tx.objectStore(of).get(key);
  const schedules = await schedulesOf(due);
  return await firstOfLines(
    schedules.map((schedule) => lineOf(due, schedule, rowOf)),
    count,
    read,
  );
}

function lineOf(due: DueIndex, schedule: number, rowOf: (key: string) => Promise<Row | undefined>): Line {
  let at: Awaited<ReturnType<typeof due.openKeyCursor>> | undefined;
  return async () => {
    const range = IDBKeyRange.bound([schedule], endOf(schedule));
    at = at === undefined ? await due.openKeyCursor(range) : ((await at?.continue()) ?? null);
    return at ? ((await rowOf(String(at.primaryKey))) ?? null) : null;
  };
}

/** The numbers in use, each found by one step over all rows of the one before. */
async function schedulesOf(due: DueIndex): Promise<number[]> {
  const found: number[] = [];
  for (let at = await due.openKeyCursor(); at; at = await at.continue(endOf(found.at(-1) ?? 0))) {
    const [schedule] = at.key as unknown as [number, number];
    found.push(schedule);
  }
  return found;
}

/** After every deadline: in the order of keys a list comes after all numbers. */
function endOf(schedule: number): [number, never[]] {
  return [schedule, []];
}
