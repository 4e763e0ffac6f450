import type pg from 'pg';
import { allTenants, lookAtTenant, readInBatches } from '../db/snapshot.ts';

/** One line of the journal as an inspection gets it: who did or saw what and when. Ids, codes and names of staff; no texts of citizens. */
export interface JournalLine {
  tenant: string;
  kind: 'event' | 'read';
  /** ISO 8601, UTC: when the server wrote it, and when the person did it. */
  recordedAt: string;
  occurredAt: string;
  what: string;
  /** Numbers of the cases, separated by spaces. */
  cases: string;
  personId: string;
  person: string;
  role: string;
  device: string;
  command: string;
  seq: string;
  hash: string;
  /** Ids of the people whose names or addresses were shown, separated by spaces. */
  people: string;
}

export const COLUMNS = [
  ...([
    'tenant',
    'kind',
    'recordedAt',
    'occurredAt',
    'what',
    'cases',
    'personId',
    'person',
    'role',
    'device',
    'command',
  ] as const),
  ...(['seq', 'hash', 'people'] as const),
];

export interface Span {
  /** Epoch ms, UTC, by the time of recording; `to` itself is left out. Null: no bound. */
  from: number | null;
  to: number | null;
}

const ISO = `to_char(to_timestamp(%s / 1000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const iso = (value: string) => ISO.replace('%s', value);

const LINES = `
  with line as (
    select 'event' as kind, (p.event ->> 'recordedAt')::numeric as recorded, (p.event ->> 'at')::numeric as occurred,
      p.event ->> 'type' as what, c.number as cases,
      case when p.event ->> 'by' = 'system' then 'system' else p.event -> 'by' ->> 'personId' end as person_id,
      coalesce(p.event -> 'by' ->> 'role', '') as role, coalesce(p.device, '') as device, p.command, e.seq::text as seq, e.hash,
      '' as people, e.seq as place
    from event e
    cross join lateral jsonb_to_record(e.payload::jsonb) as p (event jsonb, device text, command text)
    left join case_row c on c.tenant_id = e.tenant_id and c.id = e.case_id
    where e.tenant_id = $1
    union all
    select 'read', r.at, r.at, r.what,
      (select string_agg(coalesce(c.number, shown.id), ' ' order by position) from unnest(r.case_ids) with ordinality as shown (id, position)
        left join case_row c on c.tenant_id = r.tenant_id and c.id = shown.id),
      r.person_id, '', coalesce(r.device_id, ''), '', '', '', array_to_string(r.person_ids, ' '), r.id
    from read_journal r where r.tenant_id = $1
  )
  select $1::text as tenant, kind, ${iso('recorded')} as "recordedAt", ${iso('occurred')} as "occurredAt", what,
    coalesce(cases, '') as cases, person_id as "personId", coalesce(person.name, '') as person, role, device, command, seq, hash, people
  from line left join person on person.tenant_id = $1::uuid and person.id = line.person_id
  where ($2::numeric is null or recorded >= $2) and ($3::numeric is null or recorded < $3)
  order by recorded, kind, place`;

/** The journal of every tenant, or of one, in the order of recording. Needs the owner's connection in a transaction. */
export async function* readJournal(
  client: pg.Client,
  tenantId: string | null,
  { from, to }: Span,
): AsyncGenerator<JournalLine[]> {
  const tenants = (await allTenants(client)).filter((id) => tenantId === null || id === tenantId);
  for (const id of tenants) {
    await lookAtTenant(client, id);
    yield* readInBatches<JournalLine>(client, LINES, [id, from, to]);
  }
}

/** RFC 4180 with semicolons, as spreadsheets in Russian expect; a value that a spreadsheet would take for a formula is set off. */
export function csvLine(values: string[]): string {
  return `${values.map((value) => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`).join(';')}\r\n`;
}
