import type { CaseDocument } from '../domain/cases/model.ts';
import type { MessageRef } from '../domain/ids.ts';
import type { Cursor, Reference } from '../protocol/api.ts';
import type { Change, DueCounts, Row, Rows } from './rows.ts';

export const CACHE_TABLES = ['documents', 'meta'] as const;
export type CacheTable = (typeof CACHE_TABLES)[number];

/** What a case is found by. */
export interface CaseIndex {
  ref: MessageRef;
  due: Due | null;
}

/** The signed-in person's nearest duty on a case: until when, from when on it presses (epoch ms), and the number of the schedule it runs by. */
export interface Due {
  schedule: number;
  deadlineAt: number;
  soonAt: number;
}

export interface CachedDocument extends CaseIndex {
  document: CaseDocument;
}

/** How far the cases that are here have been gone through, and from what was derived what they are found by. */
interface Derivation {
  from: string;
  /** Key of the last case; null when all have been. */
  after: string | null;
}

const CONTENT_VERSION = 1;
const DERIVATION = 'derivation';

export type Cache = ReturnType<typeof createCache>;

/**
 * What the server said last; may be dropped at any time and had again. What cases are found by is derived from the reference by a version
 * of the program: where either is another than before, it is derived anew.
 */
export function createCache(rows: Rows<CacheTable>, program = '') {
  const stamp = ({ version }: Reference) => `${program} ${version}`;
  return { ...reading(rows), ...deriving(rows, stamp), ...storing(rows, stamp) };
}

type Stamp = (reference: Reference) => string;

async function meta<V>(rows: Rows<CacheTable>, key: string): Promise<V | null> {
  const found = await rows.get('meta', key);
  return found && found.version === CONTENT_VERSION ? (JSON.parse(found.json) as V) : null;
}

function reading(rows: Rows<CacheTable>) {
  return {
    async documents(): Promise<CaseDocument[]> {
      return (await rows.all('documents')).map(readDocument);
    },
    /** So many of the last changed, the oldest change first. */
    async newest(count: number): Promise<CaseDocument[]> {
      return (await rows.newest('documents', count)).reverse().map(readDocument);
    },
    /** Of the person's work at `now` (epoch ms by the server's clock), each number counted up to `most`. */
    countDue: (now: number, most: number): Promise<DueCounts> => rows.countDue('documents', now, most),
    /** Of the person's work the cases of least rank, or what `read` makes of them; null leaves one out. */
    firstDue: <V>(count: number, read: (document: CaseDocument) => { rank: number; value: V } | null): Promise<V[]> =>
      rows.firstDue('documents', count, (row) => read(readDocument(row))),
    async document(id: string): Promise<CaseDocument | null> {
      const found = await rows.get('documents', id);
      return found ? readDocument(found) : null;
    },
    async byRefs(refs: MessageRef[]): Promise<CachedDocument[]> {
      return (await rows.find('documents', refs)).map(readCached);
    },
    async cached(id: string): Promise<CachedDocument | null> {
      const found = await rows.get('documents', id);
      return found ? readCached(found) : null;
    },
    cursor: () => meta<Cursor>(rows, 'cursor'),
    reference: () => meta<Reference>(rows, 'reference'),
  };
}

function deriving(rows: Rows<CacheTable>, stamp: Stamp) {
  return {
    /** The key after which cases are found by what is out of date; null when none are. */
    async underivedAfter(reference: Reference): Promise<string | null> {
      const done = await meta<Derivation>(rows, DERIVATION);
      return done?.from === stamp(reference) ? done.after : '';
    },
    /** How many cases there are after this key. */
    countAfter: (key: string): Promise<number> => rows.count('documents', key),
    /** Derives anew what the next `count` cases are found by; gives the key of the last, null when all have been. */
    async deriveNext(
      reference: Reference,
      { after, count }: { after: string; count: number },
      indexOf: (document: CaseDocument) => CaseIndex | null,
    ): Promise<string | null> {
      const last = await rows.revise('documents', after, count, (row) => {
        const index = indexOf(readDocument(row));
        return index === null ? row : withIndex(row, index);
      });
      await rows.write([{ table: 'meta', put: derivationRow({ from: stamp(reference), after: last }) }]);
      return last;
    },
  };
}

function storing(rows: Rows<CacheTable>, stamp: Stamp) {
  return {
    async setReference(reference: Reference): Promise<void> {
      const put: Change<CacheTable>[] = [{ table: 'meta', put: metaRow('reference', reference) }];
      const isEmpty = (await rows.count('documents', '')) === 0;
      if (isEmpty) put.push({ table: 'meta', put: derivationRow({ from: stamp(reference), after: null }) });
      await rows.write(put);
    },
    /** Rows and cursor in one transaction: a cursor ahead of its rows would lose changes for ever. */
    async applyPage(page: { put: CachedDocument[]; remove: string[]; cursor: Cursor }): Promise<void> {
      await rows.write([
        ...page.put.map((cached): Change<CacheTable> => ({ table: 'documents', put: documentRow(cached) })),
        ...page.remove.map((id): Change<CacheTable> => ({ table: 'documents', remove: id })),
        { table: 'meta', put: metaRow('cursor', page.cursor) },
      ]);
    },
    /** Forgets every case but those named, and the place in the feed. */
    async forgetBut(ids: ReadonlySet<string>): Promise<void> {
      const left = (await rows.all('documents')).filter(({ key }) => !ids.has(key));
      await rows.write([
        ...left.map(({ key }): Change<CacheTable> => ({ table: 'documents', remove: key })),
        { table: 'meta', remove: 'cursor' },
      ]);
    },
    /** Forgets the cases and the place in the feed; `all` forgets the reference too (sign-out). */
    async forget(all: boolean): Promise<void> {
      await rows.write([
        { table: 'documents', clear: true },
        all ? { table: 'meta', clear: true } : { table: 'meta', remove: 'cursor' },
      ]);
    },
  };
}

function documentRow({ document, ...index }: CachedDocument): Row {
  const row = { key: document.id, order: document.seq ?? 0, version: CONTENT_VERSION, json: JSON.stringify(document) };
  return withIndex(row, index);
}

function withIndex({ key, order, version, json }: Row, { ref, due }: CaseIndex): Row {
  const row = { key, order, version, json, ref };
  return due ? { ...row, due: [due.schedule, due.deadlineAt], soonAt: due.soonAt } : row;
}

function readCached(row: Row): CachedDocument {
  const { due, soonAt } = row;
  const duty = due && soonAt !== undefined ? { schedule: due[0], deadlineAt: due[1], soonAt } : null;
  return { document: readDocument(row), ref: row.ref as MessageRef, due: duty };
}

function derivationRow(derivation: Derivation): Row {
  return metaRow(DERIVATION, derivation);
}

function readDocument(row: Row): CaseDocument {
  return JSON.parse(row.json) as CaseDocument;
}

function metaRow(key: string, value: unknown): Row {
  return { key, order: 0, version: CONTENT_VERSION, json: JSON.stringify(value) };
}
