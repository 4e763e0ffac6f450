import type { IDBPDatabase, IDBPTransaction } from 'idb';
import type { Row } from './rows.ts';

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

/**
 * Which cases have work left was not written down before. Until the server has told them anew, each may have: one that is shown
 * though it is done costs a line, one that is not shown costs a deadline.
 */
export async function indexLive(_db: IDBPDatabase, tx: Upgrade, tables: readonly string[]): Promise<void> {
  for (const table of tables) tx.objectStore(table).createIndex('live', 'live');
  const documents = tx.objectStore('documents');
  for (let at = await documents.openCursor(); at; at = await at.continue()) {
    await at.update({ ...(at.value as Row), live: 1 });
  }
  await tx.objectStore('meta').delete('cursor');
}
