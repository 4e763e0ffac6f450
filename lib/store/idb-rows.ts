import { type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import { countDue, firstDue } from './idb-due.ts';
import { type Change, changeTo, type Row, type Rows } from './rows.ts';
import type { SchemaStep } from './schema.ts';

/** A closed connection, and a fault of the disk's that a new connection may not have. */
const WORTH_REOPENING = new Set(['InvalidStateError', 'UnknownError']);

export interface DatabaseOptions<T extends string> {
  name: string;
  tables: readonly T[];
  /** One for each version of the schema, from an empty database on. */
  steps: SchemaStep[];
  /** `strict` waits for the disk: for what exists nowhere else. */
  durability: 'strict' | 'relaxed';
}

/**
 * Rows in IndexedDB; rejects when the database cannot be opened. A connection closed or broken under it is opened anew once; `lost` is
 * waited for when the database then turned out to be an empty one.
 */
export async function idbRows<T extends string>(options: DatabaseOptions<T>, lost = async () => {}): Promise<Rows<T>> {
  let opening = open(options);
  await opening;

  async function withDatabase<R>(work: (db: IDBPDatabase) => Promise<R>): Promise<R> {
    try {
      return await work(await opening);
    } catch (error) {
      if (!(error instanceof DOMException) || !WORTH_REOPENING.has(error.name)) throw error;
      let isEmpty = false;
      opening = open(options, () => {
        isEmpty = true;
      });
      const db = await opening;
      if (isEmpty) await lost();
      return await work(db);
    }
  }

  return {
    get: (table, key) => withDatabase((db) => db.get(table, key)),
    all: (table) => withDatabase((db) => db.getAllFromIndex(table, 'order')),
    find: (table, refs) => withDatabase((db) => findAll(db, table, refs)),
    ends: (table) => withDatabase((db) => ends(db, table)),
    countDue: (table, now, most) => withDatabase((db) => countDue(db, table, now, most)),
    firstDue: (table, of, count, read) => withDatabase((db) => firstDue(db, { table, of, count }, read)),
    derive: (from, into, { after, count }, derived) =>
      withDatabase((db) => derive(db, { from, into, after, count, derived, durability: options.durability })),
    newest: (table, count) => withDatabase((db) => newest(db, table, count)),
    lastOrder: (table) =>
      withDatabase(async (db) => {
        const last = await db.transaction(table).store.index('order').openKeyCursor(null, 'prev');
        return typeof last?.key === 'number' ? last.key : 0;
      }),
    change: (table, keys, change) =>
      withDatabase((db) => changeRows(db, { table, keys, durability: options.durability }, change)),
    write: (changes) => withDatabase((db) => writeAll(db, changes, options.durability)),
  };
}

async function open<T extends string>(
  { name, tables, steps }: DatabaseOptions<T>,
  made: () => void = () => undefined,
): Promise<IDBPDatabase> {
  return await openDB(name, steps.length, {
    async upgrade(db, from, _to, tx) {
      if (from === 0) made();
      for (const step of steps.slice(from)) await step(db, tx, tables);
    },
    // Another context wants to change or delete the database: holding it open would block that for ever.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

async function ends(db: IDBPDatabase, table: string): Promise<[string, string] | null> {
  const { store } = db.transaction(table);
  const found = await Promise.all([store.openKeyCursor(), store.openKeyCursor(null, 'prev')]);
  const [first, last] = found.map((at) => at?.key);
  return typeof first === 'string' && typeof last === 'string' ? [first, last] : null;
}

async function newest(db: IDBPDatabase, table: string, count: number): Promise<Row[]> {
  const rows: Row[] = [];
  let at = await db.transaction(table).store.index('order').openCursor(null, 'prev');
  while (at && rows.length < count) {
    rows.push(at.value);
    at = await at.continue();
  }
  return rows;
}

interface Derivation {
  from: string;
  into: string;
  after: string;
  count: number;
  derived: (row: Row) => Row | null;
  durability: 'strict' | 'relaxed';
}

async function derive(db: IDBPDatabase, { from, into, after, count, derived, durability }: Derivation): Promise<string | null> {
  const tx = db.transaction([from, into], 'readwrite', { durability });
  try {
    const rows: Row[] = await tx.objectStore(from).getAll(IDBKeyRange.lowerBound(after, true), count);
    const last = rows.at(-1)?.key;
    if (last === undefined) return null;
    const present: Row[] = await tx.objectStore(into).getAll(IDBKeyRange.bound(after, last, true));
    const old = new Map(present.map((row) => [row.key, row]));
    const changes = rows.flatMap((row) => {
      const next = derived(row);
      // Most often nothing is found otherwise than before, and writing costs far more than looking.
      return isAlike(old.get(row.key) ?? null, next) ? [] : changeTo(into, row.key, next);
    });
    await Promise.all([...changes.map((change) => ask(tx, change)), tx.done]);
    return last;
  } catch (problem) {
    abandon(tx);
    throw problem;
  }
}

function isAlike(one: Row | null, other: Row | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function findAll(db: IDBPDatabase, table: string, refs: string[]): Promise<Row[]> {
  const index = db.transaction(table).store.index('ref');
  return (await Promise.all(refs.map((ref) => index.getAll(ref)))).flat();
}

async function changeRows(
  db: IDBPDatabase,
  { table, keys, durability }: { table: string; keys: string[]; durability: 'strict' | 'relaxed' },
  change: (row: Row) => Change<string> | null,
): Promise<string[]> {
  const tx = db.transaction([table], 'readwrite', { durability });
  try {
    const rows: (Row | undefined)[] = await Promise.all(keys.map((key) => tx.objectStore(table).get(key)));
    const changes = rows.flatMap((row) => {
      const next = row ? change(row) : null;
      return row && next ? [{ key: row.key, next }] : [];
    });
    await Promise.all([...changes.map(({ next }) => ask(tx, next)), tx.done]);
    return changes.map(({ key }) => key);
  } catch (problem) {
    abandon(tx);
    throw problem;
  }
}

async function writeAll(db: IDBPDatabase, changes: Change<string>[], durability: 'strict' | 'relaxed'): Promise<void> {
  if (changes.length === 0) return;
  const tables: string[] = [...new Set(changes.map((change) => change.table))];
  const tx = db.transaction(tables, 'readwrite', { durability });
  try {
    await Promise.all([...changes.map((change) => ask(tx, change)), tx.done]);
  } catch (problem) {
    // A request that could not even be made leaves the others to be committed without it.
    abandon(tx);
    throw problem;
  }
}

function ask(tx: IDBPTransaction<unknown, string[], 'readwrite'>, change: Change<string>): Promise<unknown> {
  const store = tx.objectStore(change.table);
  if ('put' in change) return store.put(change.put);
  return 'remove' in change ? store.delete(change.remove) : store.clear();
}

function abandon(tx: { abort(): void; done: Promise<void> }): void {
  tx.done.catch(() => undefined);
  try {
    tx.abort();
  } catch {
    // It has ended by itself.
  }
}
