import type { CaseDocument } from '../domain/cases/model.ts';
import type { MessageRef } from '../domain/ids.ts';
import type { Cursor, Reference } from '../protocol/api.ts';
import {
  type CachedDocument,
  type CacheTable,
  CONTENT_VERSION,
  documentRow,
  dutyRow,
  metaRow,
  readDocument,
} from './cache-rows.ts';
import { dutyShelf } from './duty-shelf.ts';
import { type Change, changeTo, type Rows } from './rows.ts';

export type Cache = ReturnType<typeof createCache>;

/**
 * What the server said last; may be dropped at any time and had again. What cases are found by is derived from the reference by a version
 * of the program: where either is another than before, it is derived anew.
 */
export function createCache(rows: Rows<CacheTable>, program = '') {
  const { allDerived, ...duties } = dutyShelf(rows, program);
  return { ...reading(rows), ...duties, ...storing(rows, allDerived) };
}

function reading(rows: Rows<CacheTable>) {
  async function meta<V>(key: string): Promise<V | null> {
    const found = await rows.get('meta', key);
    return found && found.version === CONTENT_VERSION ? (JSON.parse(found.json) as V) : null;
  }

  return {
    async documents(): Promise<CaseDocument[]> {
      return (await rows.all('documents')).map(readDocument);
    },
    /** So many of the last changed, the oldest change first. */
    async newest(count: number): Promise<CaseDocument[]> {
      return (await rows.newest('documents', count)).reverse().map(readDocument);
    },
    async document(id: string): Promise<CaseDocument | null> {
      const found = await rows.get('documents', id);
      return found ? readDocument(found) : null;
    },
    async byRefs(refs: MessageRef[]): Promise<{ document: CaseDocument; ref: MessageRef }[]> {
      return (await rows.find('documents', refs)).map((row) => ({ document: readDocument(row), ref: row.ref as MessageRef }));
    },
    cursor: () => meta<Cursor>('cursor'),
    reference: () => meta<Reference>('reference'),
  };
}

function storing(rows: Rows<CacheTable>, allDerived: (reference: Reference) => Change<CacheTable>) {
  return {
    async setReference(reference: Reference): Promise<void> {
      const put: Change<CacheTable>[] = [{ table: 'meta', put: metaRow('reference', reference) }];
      const isEmpty = (await rows.ends('documents')) === null;
      if (isEmpty) put.push(allDerived(reference));
      await rows.write(put);
    },
    /** Rows and cursor in one transaction: a cursor ahead of its rows would lose changes for ever. */
    async applyPage(page: { put: CachedDocument[]; remove: string[]; cursor: Cursor }): Promise<void> {
      await rows.write([
        ...page.put.flatMap((cached): Change<CacheTable>[] => [
          { table: 'documents', put: documentRow(cached) },
          changeTo('duties', cached.document.id, dutyRow(cached.document.id, cached.due)),
        ]),
        ...page.remove.flatMap((id): Change<CacheTable>[] => [
          { table: 'documents', remove: id },
          { table: 'duties', remove: id },
        ]),
        { table: 'meta', put: metaRow('cursor', page.cursor) },
      ]);
    },
    /** Forgets every case but those named, and the place in the feed. */
    async forgetBut(ids: ReadonlySet<string>): Promise<void> {
      const left = (['documents', 'duties'] as const).map(async (table) => {
        const found = await Promise.all([...ids].map((id) => rows.get(table, id)));
        return found.flatMap((row): Change<CacheTable>[] => (row ? [{ table, put: row }] : []));
      });
      await rows.write([
        { table: 'documents', clear: true },
        { table: 'duties', clear: true },
        ...(await Promise.all(left)).flat(),
        { table: 'meta', remove: 'cursor' },
      ]);
    },
    /** Forgets the cases and the place in the feed; `all` forgets the reference too (sign-out). */
    async forget(all: boolean): Promise<void> {
      await rows.write([
        { table: 'documents', clear: true },
        { table: 'duties', clear: true },
        all ? { table: 'meta', clear: true } : { table: 'meta', remove: 'cursor' },
      ]);
    },
  };
}
