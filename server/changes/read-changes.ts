import { sql } from 'kysely';
import type { Change, ChangesAnswer, Cursor, Me } from '../../lib/protocol/api.ts';
import { LIMITS } from '../../lib/protocol/api.ts';
import { type CaseRow, loadDocuments } from '../commands/case-store.ts';
import type { Sender } from '../commands/sender.ts';
import { type Db, readTenant, type Trx } from '../db/connect.ts';
import { noteRead } from '../journal/reads.ts';
import { ownPart } from '../policies/own-part.ts';
import { bodiesOf, type Scope, sees } from '../policies/visibility.ts';

const COLUMNS = [
  'case_row.id',
  'case_row.number',
  'case_row.message_ref',
  'case_row.state',
  'case_row.is_open',
  'case_row.bodies',
  'case_row.profile',
  'case_row.profile_version',
  'case_row.seq',
] as const;

export interface Reader extends Sender {
  me: Me;
  scope: Scope;
  /** Every scope whose cases this device may hold. */
  scopes: Scope[];
  /** As of when the device was looked up. */
  referenceVersion: string;
}

/**
 * One page of what changed for this reader after `cursor`, oldest change first; as of one moment, so nothing is missed between pages.
 * A reader whose rights changed begins anew (the epoch he is given names his scope) and is told which cases are gone.
 */
export function readChanges(db: Db, reader: Reader, cursor: Cursor, now: number): Promise<ChangesAnswer> {
  return readTenant(db, reader.tenantId, async (trx) => {
    const head = await trx.selectFrom('tenant_head').select(['epoch', 'seq', 'tip']).executeTakeFirstOrThrow();
    const epoch = `${head.epoch}.${reader.scope}`;
    if (!(await continues(trx, cursor, epoch))) return { status: 'rewound', epoch, serverTime: now };

    const found = await changedRows(trx, reader, cursor.after, LIMITS.changesPerPage + 1);
    const page = found.slice(0, LIMITS.changesPerPage);
    const more = found.length > page.length;
    const after = more ? (page.at(-1)?.seq ?? cursor.after) : head.seq;
    const changes = await changesOf(trx, reader, page);
    const shown = changes.flatMap((change) => (change.kind === 'case' ? [change.document.id] : []));
    await noteRead(trx, { ...reader, what: 'changes', caseIds: shown, at: now });
    return {
      status: 'ok',
      changes,
      cursor: { epoch, after, tip: more ? await hashAt(trx, after) : head.tip },
      more,
      head: head.seq,
      referenceVersion: reader.referenceVersion,
      serverTime: now,
    };
  });
}

/** Does the tenant's feed go through this place of it, whoever reads it? */
export async function goesThrough(db: Db, tenantId: string, { epoch, after, tip }: Cursor): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`
    select goes_through(${tenantId}, ${epoch.split('.')[0]}, ${after}, ${tip}) as holds`.execute(db);
  return rows[0]?.holds === true;
}

/** A new device starts with an empty epoch; any other must name ours and the very event its number had. */
async function continues(trx: Trx, cursor: Cursor, epoch: string): Promise<boolean> {
  if (cursor.epoch === '' && cursor.after === 0) return true;
  if (cursor.epoch !== epoch) return false;
  return (await hashAt(trx, cursor.after)) === cursor.tip;
}

/** Hash of the event with this number: empty for zero, null when there is none. */
async function hashAt(trx: Trx, seq: number): Promise<string> {
  if (seq === 0) return '';
  const row = await trx.selectFrom('event').select('hash').where('seq', '=', seq).executeTakeFirst();
  return row?.hash ?? 'none';
}

async function changedRows(trx: Trx, reader: Reader, after: number, limit: number): Promise<CaseRow[]> {
  const scopes = new Set([reader.scope, ...reader.scopes]);
  if (scopes.has('all')) {
    return await trx.selectFrom('case_row').select(COLUMNS).where('seq', '>', after).orderBy('seq').limit(limit).execute();
  }
  const rows = new Map<string, CaseRow>();
  for (const body of new Set([...scopes].flatMap((scope) => bodiesOf(scope) ?? []))) {
    for (const row of await changedOfBody(trx, body, after, limit)) rows.set(row.id, row);
  }
  return [...rows.values()].sort((a, b) => a.seq - b.seq).slice(0, limit);
}

function changedOfBody(trx: Trx, body: string, after: number, limit: number): Promise<CaseRow[]> {
  return trx
    .selectFrom('case_of_body')
    .innerJoin('case_row', 'case_row.id', 'case_of_body.case_id')
    .select(COLUMNS)
    .where('case_of_body.body_id', '=', body)
    .where('case_of_body.seq', '>', after)
    .orderBy('case_of_body.seq')
    .limit(limit)
    .execute();
}

async function changesOf(trx: Trx, reader: Reader, rows: CaseRow[]): Promise<Change[]> {
  const visible = rows.filter((row) => sees(reader.scope, row.bodies));
  const documents = new Map((await loadDocuments(trx, visible)).map((document) => [document.id as string, document]));
  return rows.map((row): Change => {
    const document = documents.get(row.id);
    return document
      ? { kind: 'case', document: ownPart(document, reader.scope, peopleOf(reader.me)) }
      : { kind: 'gone', caseId: row.id };
  });
}

function peopleOf({ person, actsFor }: Me): string[] {
  return [person.id, ...actsFor.map((one) => one.person.id)];
}
