import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { DERIVATION } from './duty-shelf.ts';

type Upgrade = IDBPTransaction<unknown, string[], 'versionchange'>;

/** Brings a database from one version of its schema to the next, in the browser's own transaction: whole or not at all. */
export type SchemaStep = (db: IDBPDatabase, tx: Upgrade, tables: readonly string[]) => void | Promise<void>;

export function makeTables(db: IDBPDatabase, _tx: Upgrade, tables: readonly string[]): void {
  for (const table of tables) {
    const store = db.createObjectStore(table, { keyPath: 'key' });
    store.createIndex('order', 'order');
    store.createIndex('ref', 'ref');
  }
}

/** As a cache was first made: the tables that came later are made by their own steps. */
export function makeCache(db: IDBPDatabase, tx: Upgrade): void {
  makeTables(db, tx, ['documents', 'meta']);
}

/** What this step once made, a later one takes away again; a database that has not been through it is spared both. */
export function leave(): void {}

/**
 * Whose duty a case is was not written down before: the background finds that out of the cases that are here, a part at a time. In a table of
 * its own, because an index over the cases themselves would have the browser read all of them before anything else.
 */
export async function addDuties(db: IDBPDatabase, tx: Upgrade): Promise<void> {
  const documents = tx.objectStore('documents');
  for (const index of ['live', 'due', 'soon']) if (documents.indexNames.contains(index)) documents.deleteIndex(index);
  const duties = db.createObjectStore('duties', { keyPath: 'key' });
  duties.createIndex('due', 'due');
  duties.createIndex('soon', 'soonAt');
  await tx.objectStore('meta').delete(DERIVATION);
}
