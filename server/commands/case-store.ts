import { sql } from 'kysely';
import { replay } from '../../lib/domain/cases/evolve.ts';
import type { Case, CaseDocument, CaseEvent, StoredText } from '../../lib/domain/cases/model.ts';
import { caseId } from '../../lib/domain/ids.ts';
import type { Db, Trx } from '../db/connect.ts';
import { lockName } from '../db/lock.ts';
import type { Tables } from '../db/schema.ts';

export type CaseRow = Pick<
  Tables['case_row'],
  'id' | 'number' | 'message_ref' | 'state' | 'is_open' | 'bodies' | 'profile' | 'profile_version' | 'seq'
>;

/** What is hashed of an event: the fact itself, and which command of which device brought it. */
export interface EventPayload {
  case: string;
  command: string;
  device: string | null;
  event: CaseEvent;
}

const COLUMNS = ['id', 'number', 'message_ref', 'state', 'is_open', 'bodies', 'profile', 'profile_version', 'seq'] as const;

export async function lockCase(trx: Trx, id: string): Promise<CaseRow | null> {
  await lockName(trx, `case ${id}`);
  const row = await trx.selectFrom('case_row').select(COLUMNS).where('id', '=', id).forUpdate().executeTakeFirst();
  return row ?? null;
}

export async function findCase(trx: Trx, id: string): Promise<CaseRow | null> {
  return (await trx.selectFrom('case_row').select(COLUMNS).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** What whole cases are put together from, see `documentsFrom`: their events in order, and the texts beside them that were not masked. */
export function documentQueries(db: Db, ids: string[]) {
  // One parameter: the text of the query is the same however many there are.
  const any = sql<string>`any (${ids}::text[])`;
  return [
    db.selectFrom('event').select(['case_id', 'payload']).where('case_id', '=', any).orderBy('seq'),
    db
      .selectFrom('case_text')
      .select(['case_id', 'id', 'salt', 'body'])
      .where('case_id', '=', any)
      .where('masked_at', 'is', null),
  ] as const;
}

type StoredEvent = Pick<Tables['event'], 'case_id' | 'payload'>;
type WrittenText = Pick<Tables['case_text'], 'case_id' | 'id' | 'salt' | 'body'>;

/** Whole cases, in the order of `rows`. */
export function documentsFrom(rows: CaseRow[], stored: StoredEvent[], written: WrittenText[]): CaseDocument[] {
  const events = groupBy(stored, (row) => row.case_id);
  const texts = groupBy(written, (row) => row.case_id);
  return rows.map((row) => ({
    id: caseId(row.id),
    number: row.number,
    regulation: { profile: row.profile, version: row.profile_version },
    events: (events.get(row.id) ?? []).map(({ payload }) => (JSON.parse(payload) as EventPayload).event),
    texts: Object.fromEntries(
      (texts.get(row.id) ?? []).map(({ id, salt, body }): [string, StoredText] => [id, { id, salt, body }]),
    ),
    seq: row.seq,
  }));
}

/** The same, one query after the other. */
export async function loadDocuments(trx: Trx, rows: CaseRow[]): Promise<CaseDocument[]> {
  if (rows.length === 0) return [];
  const [events, texts] = documentQueries(
    trx,
    rows.map((row) => row.id),
  );
  return documentsFrom(rows, await events.execute(), await texts.execute());
}

/** A case as its events say it is; null for a row without any. */
export async function loadCase(trx: Trx, row: CaseRow): Promise<Case | null> {
  const [document] = await loadDocuments(trx, [row]);
  return document ? replay(document) : null;
}

function groupBy<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
