import type { CaseDocument } from '../domain/cases/model.ts';
import type { MessageRef } from '../domain/ids.ts';
import type { Cursor, Reference } from '../protocol/api.ts';
import type { Change, Row, Rows } from './rows.ts';

export const CACHE_TABLES = ['documents', 'meta'] as const;
export type CacheTable = (typeof CACHE_TABLES)[number];

export interface CachedDocument {
  document: CaseDocument;
  ref: MessageRef;
  /** Work is left on it. */
  isLive: boolean;
}

const CONTENT_VERSION = 1;

export type Cache = ReturnType<typeof createCache>;

/** What the server said last; may be dropped at any time and had again. */
export function createCache(rows: Rows<CacheTable>) {
  async function meta<V>(key: string): Promise<V | null> {
    const found = await rows.get('meta', key);
    return found && found.version === CONTENT_VERSION ? (JSON.parse(found.json) as V) : null;
  }

  return {
    async documents(): Promise<CaseDocument[]> {
      return (await rows.all('documents')).map(readDocument);
    },
    /** Those with work left and so many of the newest: what is before the person's eyes however many cases there are. */
    async atHand(newest: number): Promise<CaseDocument[]> {
      const found = [...(await rows.live('documents')), ...(await rows.newest('documents', newest))];
      return [...new Map(found.map((row) => [row.key, row])).values()].map(readDocument);
    },
    async live(): Promise<CaseDocument[]> {
      return (await rows.live('documents')).map(readDocument);
    },
    async document(id: string): Promise<CaseDocument | null> {
      const found = await rows.get('documents', id);
      return found ? readDocument(found) : null;
    },
    async byRefs(refs: MessageRef[]): Promise<CachedDocument[]> {
      const found = await rows.find('documents', refs);
      return found.map((row) => ({ document: readDocument(row), ref: row.ref as MessageRef, isLive: row.live === 1 }));
    },
    cursor: () => meta<Cursor>('cursor'),
    reference: () => meta<Reference>('reference'),
    async setReference(reference: Reference): Promise<void> {
      await rows.write([{ table: 'meta', put: metaRow('reference', reference) }]);
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

function documentRow({ document, ref, isLive }: CachedDocument): Row {
  const row = { key: document.id, order: document.seq ?? 0, version: CONTENT_VERSION, json: JSON.stringify(document), ref };
  return isLive ? { ...row, live: 1 } : row;
}

function readDocument(row: Row): CaseDocument {
  return JSON.parse(row.json) as CaseDocument;
}

function metaRow(key: string, value: unknown): Row {
  return { key, order: 0, version: CONTENT_VERSION, json: JSON.stringify(value) };
}
