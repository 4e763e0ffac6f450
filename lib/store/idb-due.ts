import type { IDBPDatabase, IDBPIndex } from 'idb';
import { firstOfLines, type Line } from './first-of-lines.ts';
import type { DueCounts, ReadDue } from './rows.ts';

type DueIndex = IDBPIndex<unknown, string[], string, string, 'readonly'>;

/** Counted by the browser in its indexes: no row is read. */
export async function countDue(db: IDBPDatabase, table: string, now: number): Promise<DueCounts> {
  const { store } = db.transaction(table);
  const due: DueIndex = store.index('due');
  const late = (schedule: number) => due.count(IDBKeyRange.bound([schedule], [schedule, now], false, true));
  const [all, pressing, schedules] = await Promise.all([
    due.count(),
    store.index('soon').count(IDBKeyRange.upperBound(now)),
    schedulesOf(due),
  ]);
  return { all, pressing, late: (await Promise.all(schedules.map(late))).reduce((sum, one) => sum + one, 0) };
}

/** All in one transaction, so as of one moment. */
export async function firstDue<V>(db: IDBPDatabase, table: string, count: number, read: ReadDue<V>): Promise<V[]> {
  const due: DueIndex = db.transaction(table).store.index('due');
  const schedules = await schedulesOf(due);
  return await firstOfLines(
    schedules.map((schedule) => lineOf(due, schedule)),
    count,
    read,
  );
}

function lineOf(due: DueIndex, schedule: number): Line {
  let at: Awaited<ReturnType<typeof due.openCursor>> | undefined;
  return async () => {
    at =
      at === undefined ? await due.openCursor(IDBKeyRange.bound([schedule], endOf(schedule))) : ((await at?.continue()) ?? null);
    return at?.value ?? null;
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
