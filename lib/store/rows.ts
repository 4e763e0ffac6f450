/**
 * The one shape everything on the device is kept in: opaque JSON under a key, in an order, with the version of its content.
 * The schema of the outbox below it never changes, so no upgrade can lose what was not sent yet; indexes come to the cache only.
 */
export interface Row {
  key: string;
  order: number;
  version: number;
  json: string;
  /** Second key for look-ups; the message of a case. */
  ref?: string;
  /** What is no text. */
  bytes?: Uint8Array<ArrayBuffer>;
  /** Work is left on it. Absent, not 0, where there is none: an index holds only what has the key. */
  live?: 1;
}

export type Change<T extends string> = { table: T; put: Row } | { table: T; remove: string } | { table: T; clear: true };

export interface Rows<T extends string> {
  get(table: T, key: string): Promise<Row | undefined>;
  /** In ascending order. */
  all(table: T): Promise<Row[]>;
  find(table: T, refs: string[]): Promise<Row[]>;
  /** Rows on which work is left. */
  live(table: T): Promise<Row[]>;
  /** The last ones by order, the last first. */
  newest(table: T, count: number): Promise<Row[]>;
  /** The greatest `order` in the table, 0 when empty. */
  lastOrder(table: T): Promise<number>;
  /** All changes or none; resolves when they are as durable as the database was opened for. */
  write(changes: Change<T>[]): Promise<void>;
}
