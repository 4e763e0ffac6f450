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
  /** The person's nearest duty: the number of the schedule it runs by, and its deadline (epoch ms). Absent where there is none: an index holds only what has the key. */
  due?: [schedule: number, deadlineAt: number];
  /** From when on (epoch ms) that duty presses. */
  soonAt?: number;
}

export type Change<T extends string> = { table: T; put: Row } | { table: T; remove: string } | { table: T; clear: true };

export interface DueCounts {
  all: number;
  /** Pressing and not late; null where so many are late that they are not told apart. */
  soon: number | null;
  late: number;
}

/** Null leaves the row out. Under one schedule the rank must not fall from an earlier deadline to a later one. */
export type ReadDue<V> = (row: Row) => { rank: number; value: V } | null;

export interface Rows<T extends string> {
  get(table: T, key: string): Promise<Row | undefined>;
  /** In ascending order. */
  all(table: T): Promise<Row[]>;
  find(table: T, refs: string[]): Promise<Row[]>;
  /** The least key and the greatest, null when empty: found at once, while a browser that counts its rows goes through all of them. */
  ends(table: T): Promise<[first: string, last: string] | null>;
  /** Rows with a duty, at `now` (epoch ms), each number counted up to `most`. */
  countDue(table: T, now: number, most: number): Promise<DueCounts>;
  /** What `read` makes of the rows in `of` whose key has a duty in `table`, the least rank first: `count` of them, read one by one as far as it takes. */
  firstDue<V>(table: T, of: T, count: number, read: ReadDue<V>): Promise<V[]>;
  /** Puts what is derived from the next rows by key into another table (null: nothing), in one transaction; gives the last one's key, null when there is none. */
  derive(from: T, into: T, next: { after: string; count: number }, derived: (row: Row) => Row | null): Promise<string | null>;
  /** The last ones by order, the last first. */
  newest(table: T, count: number): Promise<Row[]>;
  /** The greatest `order` in the table, 0 when empty. */
  lastOrder(table: T): Promise<number>;
  /** Changes those of the rows that are there as `change` says (null: left as it is), in one transaction: nobody comes between looking and writing. Gives the keys of those changed. */
  change(table: T, keys: string[], change: (row: Row) => Change<T> | null): Promise<string[]>;
  /** All changes or none; resolves when they are as durable as the database was opened for. */
  write(changes: Change<T>[]): Promise<void>;
}

/** That `row` is what stands under the key; null: nothing does. */
export function changeTo<T extends string>(table: T, key: string, row: Row | null): Change<T> {
  return row ? { table, put: row } : { table, remove: key };
}
