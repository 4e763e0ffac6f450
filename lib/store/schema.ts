import type { IDBPDatabase, IDBPTransaction } from 'idb';

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

/** What this step once made, the next one takes away again; a database that has not been through it is spared both. */
export function leave(): void {}

/** Whose duty a case is was not written down before: the background finds that out of the cases that are here, a part at a time. */
export function indexDue(_db: IDBPDatabase, tx: Upgrade, tables: readonly string[]): void {
  for (const table of tables) {
    const store = tx.objectStore(table);
    if (store.indexNames.contains('live')) store.deleteIndex('live');
    store.createIndex('due', 'due');
    store.createIndex('soon', 'soonAt');
  }
}
