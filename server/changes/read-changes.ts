import { sql } from 'kysely';
import type { CaseDocument } from '../../lib/domain/cases/model.ts';
import type { Change, ChangesAnswer, Cursor, Me } from '../../lib/protocol/api.ts';
import { LIMITS } from '../../lib/protocol/api.ts';
import { type CaseRow, documentQueries, documentsFrom } from '../commands/case-store.ts';
import type { Sender } from '../commands/sender.ts';
import type { Db } from '../db/connect.ts';
import { type Ask, readInTrips } from '../db/trips.ts';
import { readNotes } from '../journal/reads.ts';
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
  const limit = LIMITS.changesPerPage;
  return readInTrips<ChangesAnswer>(db, reader.tenantId, async (ask) => {
    const [heads, known, ...parts] = await ask(
      db.selectFrom('tenant_head').select(['epoch', 'seq', 'tip']),
      hashAt(db, cursor.after),
      ...changedQueries(db, reader, cursor.after, limit + 1),
    );
    const [head] = heads;
    if (!head) throw new Error('a tenant without a head');
    const epoch = `${head.epoch}.${reader.scope}`;
    if (!continues(cursor, epoch, known[0]?.hash)) {
      return { answer: { status: 'rewound', epoch, serverTime: now }, write: [] };
    }

    const found = inOrder(parts.flat());
    const page = found.slice(0, limit);
    const more = found.length > page.length;
    const after = more ? (page.at(-1)?.seq ?? cursor.after) : head.seq;
    const visible = page.filter((row) => sees(reader.scope, row.bodies));
    const rest = await restOf(ask, db, visible, more ? after : null);
    const documents = new Map(
      documentsFrom(visible, rest.events, rest.texts).map((document) => [document.id as string, document]),
    );
    const answer: ChangesAnswer = {
      status: 'ok',
      changes: page.map((row) => changeOf(row, documents.get(row.id), reader)),
      cursor: { epoch, after, tip: more ? (rest.end[0]?.hash ?? 'none') : head.tip },
      more,
      head: head.seq,
      referenceVersion: reader.referenceVersion,
      serverTime: now,
    };
    return { answer, write: readNotes(db, { ...reader, what: 'changes', caseIds: [...documents.keys()], at: now }) };
  });
}

/** What the cases are put together from, and the hash at the end of a page that is not the last. */
async function restOf(ask: Ask, db: Db, rows: CaseRow[], end: number | null) {
  const ends = end === null ? [] : [hashAt(db, end)];
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return { events: [], texts: [], end: ends.length === 0 ? [] : (await ask(...ends)).flat() };
  const [events, texts, ...last] = await ask(...documentQueries(db, ids), ...ends);
  return { events, texts, end: last.flat() };
}

/** Does the tenant's feed go through this place of it, whoever reads it? */
export async function goesThrough(db: Db, tenantId: string, { epoch, after, tip }: Cursor): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`
    select goes_through(${tenantId}, ${epoch.split('.')[0]}, ${after}, ${tip}) as holds`.execute(db);
  return rows[0]?.holds === true;
}

/** A new device starts with an empty epoch; any other must name ours and the very event its number had. */
function continues({ epoch, after, tip }: Cursor, own: string, known: string | undefined): boolean {
  if (epoch === '' && after === 0) return true;
  return epoch === own && tip === (after === 0 ? '' : known);
}

/** Hash of the event with this number, if there is one. */
function hashAt(db: Db, seq: number) {
  return db.selectFrom('event').select('hash').where('seq', '=', seq);
}

function changedQueries(db: Db, reader: Reader, after: number, limit: number) {
  const scopes = new Set([reader.scope, ...reader.scopes]);
  if (scopes.has('all')) {
    return [db.selectFrom('case_row').select(COLUMNS).where('seq', '>', after).orderBy('seq').limit(limit)];
  }
  const bodies = new Set([...scopes].flatMap((scope) => bodiesOf(scope) ?? []));
  return [...bodies].map((body) =>
    db
      .selectFrom('case_of_body')
      .innerJoin('case_row', 'case_row.id', 'case_of_body.case_id')
      .select(COLUMNS)
      .where('case_of_body.body_id', '=', body)
      .where('case_of_body.seq', '>', after)
      .orderBy('case_of_body.seq')
      .limit(limit),
  );
}

/** A case that several bodies have comes once. */
function inOrder(rows: CaseRow[]): CaseRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()].sort((a, b) => a.seq - b.seq);
}

function changeOf(row: CaseRow, document: CaseDocument | undefined, { scope, me }: Reader): Change {
  if (!document) return { kind: 'gone', caseId: row.id };
  return { kind: 'case', document: ownPart(document, scope, peopleOf(me)) };
}

function peopleOf({ person, actsFor }: Me): string[] {
  return [person.id, ...actsFor.map((one) => one.person.id)];
}
