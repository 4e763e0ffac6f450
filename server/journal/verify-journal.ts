import type pg from 'pg';
import { OWN_EVENTS } from '../../lib/domain/cases/own-events.ts';
import { sha256 } from '../commands/canonical.ts';
import { textRefs } from '../commands/texts.ts';
import { allTenants, lookAtTenant, readInBatches } from '../db/snapshot.ts';
import { checkHead, FAULTS, type Finding, follow, readPayload, START, type StoredEvent, type Told } from './chain.ts';

/**
 * Walks every tenant's chain of events and the texts it refers to, and tells each fault found with its place. Needs a connection of
 * the tables' owner in a transaction that sees one moment; knows nothing of a running server.
 */
export async function verifyJournal(
  client: pg.Client,
  tell: (finding: Finding) => void,
): Promise<{ tenants: number; events: number }> {
  const tenants = await allTenants(client);
  let events = 0;
  for (const tenantId of tenants) {
    await lookAtTenant(client, tenantId);
    events += await verifyTenant(client, tenantId, (told) => tell({ tenantId, ...told }));
  }
  return { tenants: tenants.length, events };
}

async function verifyTenant(client: pg.Client, tenantId: string, tell: (told: Told) => void): Promise<number> {
  const query = 'select seq, case_id, payload, prev_hash, hash from event where tenant_id = $1 order by seq';
  let place = START;
  let events = 0;
  for await (const batch of readInBatches<StoredEvent>(client, query, [tenantId])) {
    for (const event of batch) {
      const { after, told } = follow(place, event);
      place = after;
      told.forEach(tell);
    }
    (await checkTexts(client, tenantId, batch)).forEach(tell);
    events += batch.length;
  }
  const { rows } = await client.query<{ seq: number; tip: string }>('select seq, tip from tenant_head where tenant_id = $1', [
    tenantId,
  ]);
  checkHead(place, rows[0] ?? null).forEach(tell);
  return events;
}

interface Referred {
  seq: number;
  caseId: string;
  id: string;
  hash: string;
}

async function checkTexts(client: pg.Client, tenantId: string, batch: StoredEvent[]): Promise<Told[]> {
  const referred = batch.flatMap((event): Referred[] =>
    textRefs(readPayload(event)?.event?.data ?? null).map((ref) => ({ seq: event.seq, caseId: event.case_id, ...ref })),
  );
  const { rows } = await client.query<TextRow>(
    `select distinct case_id, id, salt, body, hash, ${await maskColumn(client)} as masked from case_text
     join unnest($2::text[], $3::text[]) as r (case_id, id) using (case_id, id) where tenant_id = $1`,
    [tenantId, referred.map(({ caseId }) => caseId), referred.map(({ id }) => id)],
  );
  const stored = new Map(rows.map((row) => [`${row.case_id} ${row.id}`, row]));
  const masked = await maskedByEvents(
    client,
    tenantId,
    rows.filter((row) => row.masked).map((row) => row.case_id),
  );
  return referred.flatMap(({ seq, caseId, id, hash }): Told[] => {
    const text = stored.get(`${caseId} ${id}`);
    if (!text) return [{ seq, fault: FAULTS.textMissing, detail: id }];
    const isWhole = text.hash === hash && (text.masked ? isMasked(text, masked) : sha256(`${text.salt}\n${text.body}`) === hash);
    return isWhole ? [] : [{ seq, fault: FAULTS.textChanged, detail: id }];
  });
}

interface TextRow {
  case_id: string;
  id: string;
  salt: string;
  body: string;
  hash: string;
  masked: boolean;
}

/** A database from before there was masking is verified too. */
async function maskColumn(client: pg.Client): Promise<string> {
  const { rowCount } = await client.query(
    "select from information_schema.columns where table_schema = 'public' and table_name = 'case_text' and column_name = 'masked_at'",
  );
  return rowCount === 0 ? 'false' : 'masked_at is not null';
}

/** Nothing may be left of a masked text, and an event of its case must name it: hiding a text in the table alone is a change of it. */
function isMasked({ case_id: caseId, id, salt, body }: TextRow, masked: ReadonlySet<string>): boolean {
  return salt === '' && body === '' && masked.has(`${caseId} ${id}`);
}

/** Texts that events of the chain say were masked: `case id`. */
async function maskedByEvents(client: pg.Client, tenantId: string, cases: string[]): Promise<Set<string>> {
  if (cases.length === 0) return new Set();
  const { rows } = await client.query<StoredEvent>(
    `select seq, case_id, payload, prev_hash, hash from event
     where tenant_id = $1 and case_id = any ($2) and payload like '%"type":"${OWN_EVENTS.textsMasked}"%'`,
    [tenantId, [...new Set(cases)]],
  );
  const named = rows.flatMap((row) => {
    const { type, data } = readPayload(row)?.event ?? {};
    const ids = type === OWN_EVENTS.textsMasked && Array.isArray(data?.texts) ? data.texts : [];
    return ids.map((id) => `${row.case_id} ${id}`);
  });
  return new Set(named);
}
