import type { LocalDraft } from '../protocol/messages.ts';
import { createCommandQueue } from './command-queue.ts';
import { fromRow, type OutboxTable, readRow, toRow } from './outbox-rows.ts';
import type { Rows } from './rows.ts';

export type Outbox = ReturnType<typeof createOutbox>;

/** What exists nowhere else yet: commands that are not sent, drafts being typed, the session and other single values. */
export function createOutbox(rows: Rows<OutboxTable>) {
  return { ...createCommandQueue(rows), ...draftShelf(rows), ...singleValues(rows), ...naming(rows) };
}

function draftShelf(rows: Rows<OutboxTable>) {
  const keyOf = (owner: string, key: string) => `${owner} ${key}`;

  return {
    async saveDraft(owner: string, draft: LocalDraft): Promise<void> {
      await rows.write([{ table: 'drafts', put: toRow(keyOf(owner, draft.key), draft.savedAt, draft) }]);
    },
    async draft(owner: string, key: string): Promise<LocalDraft | null> {
      const found = await rows.get('drafts', keyOf(owner, key));
      return found ? fromRow<LocalDraft>(found) : null;
    },
    /** Those last saved come last; what this version cannot read is passed over. */
    async drafts(owner: string): Promise<LocalDraft[]> {
      const own = keyOf(owner, '');
      return (await rows.all('drafts')).flatMap((row) => (row.key.startsWith(own) ? (readRow<LocalDraft>(row) ?? []) : []));
    },
    async dropDraft(owner: string, key: string): Promise<void> {
      await rows.write([{ table: 'drafts', remove: keyOf(owner, key) }]);
    },
  };
}

/** Whatever is written on this device and may be needed again; a picture that something of it names stays. */
const NAMING = ['commands', 'sent', 'notices', 'drafts'] as const;

function naming(rows: Rows<OutboxTable>) {
  return {
    /** Every SHA-256 that something here names. */
    async namedHashes(): Promise<Set<string>> {
      const found = new Set<string>();
      for (const table of NAMING) {
        for (const { json } of await rows.all(table)) for (const [hash] of json.matchAll(/[0-9a-f]{64}/g)) found.add(hash);
      }
      return found;
    },
  };
}

function singleValues(rows: Rows<OutboxTable>) {
  return {
    async kept<V>(key: string): Promise<V | null> {
      const found = await rows.get('keep', key);
      return found ? fromRow<V>(found) : null;
    },
    /** What `change` makes of what stands under the key, where something does (null: left as it is); nobody comes between. True when it was changed. */
    async changeKept<V>(key: string, change: (value: V) => V | null): Promise<boolean> {
      const changed = await rows.change('keep', [key], (row) => {
        const next = change(fromRow<V>(row));
        return next === null ? null : { table: 'keep', put: toRow(key, 0, next) };
      });
      return changed.length > 0;
    },
    async keep(key: string, value: unknown): Promise<void> {
      await rows.write([value === null ? { table: 'keep', remove: key } : { table: 'keep', put: toRow(key, 0, value) }]);
    },
  };
}
