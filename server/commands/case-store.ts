import { sql } from 'kysely';
import { replay } from '../../lib/domain/cases/evolve.ts';
import type { Case, CaseDocument, CaseEvent, StoredText } from '../../lib/domain/cases/model.ts';
import { caseId } from '../../lib/domain/ids.ts';
import type { Trx } from '../db/connect.ts';
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

/** One at a time for everything that bears this name within the tenant; ends with the transaction. */
export async function lockName(trx: Trx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_setting('app.tenant') || ${name}, 0))`.execute(trx);
}

export async function lockCase(trx: Trx, id: string): Promise<CaseRow | null> {
  await lockName(trx, `case ${id}`);
  const row = await trx.selectFrom('case_row').select(COLUMNS).where('id', '=', id).forUpdate().executeTakeFirst();
  return row ?? null;
}

export async function findCase(trx: Trx, id: string): Promise<CaseRow | null> {
  return (await trx.selectFrom('case_row').select(COLUMNS).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Whole cases, in the order of `rows`: their events and the texts beside them, those apart that were masked. */
export async function loadDocuments(trx: Trx, rows: CaseRow[]): Promise<CaseDocument[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const stored = await trx
    .selectFrom('event')
    .select(['case_id', 'payload'])
    .where('case_id', 'in', ids)
    .orderBy('seq')
    .execute();
  const written = await trx
    .selectFrom('case_text')
    .select(['case_id', 'id', 'salt', 'body'])
    .where('case_id', 'in', ids)
    .where('masked_at', 'is', null)
    .execute();
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
