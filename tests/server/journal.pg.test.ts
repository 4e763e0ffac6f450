import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectOwner, inTenant } from '../../server/db/connect.ts';
import { allTenants, inSnapshot, lookAtTenant } from '../../server/db/snapshot.ts';
import type { Finding } from '../../server/journal/chain.ts';
import { type JournalLine, readJournal } from '../../server/journal/export-journal.ts';
import { verifyJournal } from '../../server/journal/verify-journal.ts';
import { type Office, openCase, openOffice, setImportance, startTestServer, type TestServer } from './harness.ts';

let server: TestServer;
let offices: Office[];
let owner: pg.Client;

beforeAll(async () => {
  server = await startTestServer();
  offices = [await openOffice(server), await openOffice(server)];
  for (const { curator, bodies } of offices) {
    const open = openCase(bodies.roads);
    await curator.push([open, setImportance(open.caseId), openCase(bodies.school), setImportance(open.caseId, 'urgent')]);
  }
  owner = await connectOwner({ connectionString: server.databaseUrl });
});
afterAll(async () => {
  await owner.end();
  await server.server.close();
});

async function findings(): Promise<Finding[]> {
  const found: Finding[] = [];
  await verifyJournal(owner, (finding) => found.push(finding));
  return found;
}

/** Does what only somebody with the database in his hands can do, looks at what verification finds, and undoes it. */
async function planted(statement: string, values: unknown[]): Promise<Finding[]> {
  await owner.query('begin');
  try {
    await owner.query('alter table event disable trigger user');
    await owner.query('alter table case_text disable trigger user');
    const { rowCount } = await owner.query(statement, values);
    expect(rowCount, statement).toBeGreaterThan(0);
    return await findings();
  } finally {
    await owner.query('rollback');
  }
}

test('nothing is found and every event is counted when nobody touched the journal', async () => {
  const counted = await owner.query('select count(*)::int as events from event');

  const { walked, found } = await inSnapshot(owner, async () => {
    const told: Finding[] = [];
    return { walked: await verifyJournal(owner, (finding) => told.push(finding)), found: told };
  });

  expect(found).toEqual([]);
  expect(walked).toEqual({ tenants: (await allTenants(owner)).length, events: counted.rows[0].events });
  expect(walked.events).toBeGreaterThan(15);
});

interface Mutation {
  name: string;
  statement: string;
  values(tenantId: string, seq: number): unknown[];
  /** Places by which the fault counts as located. */
  at(seq: number, last: number): number[];
}

const here = (seq: number) => [seq];
const byPlace = (tenantId: string, seq: number) => [tenantId, seq];

const MUTATIONS: Mutation[] = [
  {
    name: 'payload changed by a word',
    statement: `update event set payload = replace(payload, '"type":"', '"type":"x') where tenant_id = $1 and seq = $2`,
    values: byPlace,
    at: here,
  },
  {
    name: 'payload changed by a space, which means the same',
    statement: "update event set payload = payload || ' ' where tenant_id = $1 and seq = $2",
    values: byPlace,
    at: here,
  },
  {
    name: 'hash changed',
    statement: `update event set hash = repeat('0', 64) where tenant_id = $1 and seq = $2`,
    values: byPlace,
    at: here,
  },
  {
    name: 'link to the previous changed',
    statement: `update event set prev_hash = repeat('0', 64) where tenant_id = $1 and seq = $2`,
    values: byPlace,
    at: here,
  },
  {
    name: 'event moved to another case',
    statement: `update event set case_id = 'another' where tenant_id = $1 and seq = $2`,
    values: byPlace,
    at: here,
  },
  { name: 'event deleted', statement: 'delete from event where tenant_id = $1 and seq = $2', values: byPlace, at: here },
  {
    name: 'event given to another tenant',
    statement: 'update event set tenant_id = $3, seq = seq + 1000 where tenant_id = $1 and seq = $2',
    values: (tenantId, seq) => [tenantId, seq, offices.find((office) => office.tenantId !== tenantId)?.tenantId],
    at: here,
  },
  {
    name: 'event put beyond the end, well hashed',
    statement: `insert into event (tenant_id, seq, case_id, payload, prev_hash, hash)
      select e.tenant_id, h.seq + 1, e.case_id, e.payload, h.tip, event_hash(h.tip, h.seq + 1, e.payload)
      from event e join tenant_head h using (tenant_id) where e.tenant_id = $1 and e.seq = $2`,
    values: byPlace,
    at: (_, last) => [last + 1],
  },
  {
    name: 'event put before the first',
    statement: `insert into event (tenant_id, seq, case_id, payload, prev_hash, hash)
      select tenant_id, 0, case_id, payload, '', hash from event where tenant_id = $1 and seq = $2`,
    values: byPlace,
    at: () => [0],
  },
  {
    name: 'text changed',
    statement: `update case_text t set body = body || '.' from event e where e.tenant_id = $1 and e.seq = $2
      and t.tenant_id = e.tenant_id and t.case_id = e.case_id`,
    values: byPlace,
    at: here,
  },
  {
    name: 'text changed together with its hash',
    statement: `update case_text t set body = 'иначе', hash = encode(sha256(convert_to(salt || E'\\nиначе', 'UTF8')), 'hex')
      from event e where e.tenant_id = $1 and e.seq = $2 and t.tenant_id = e.tenant_id and t.case_id = e.case_id`,
    values: byPlace,
    at: here,
  },
  {
    name: 'hash of a text changed',
    statement: `update case_text t set hash = repeat('0', 64) from event e where e.tenant_id = $1 and e.seq = $2
      and t.tenant_id = e.tenant_id and t.case_id = e.case_id`,
    values: byPlace,
    at: here,
  },
  {
    name: 'texts of a case deleted',
    statement: `delete from case_text t using event e where e.tenant_id = $1 and e.seq = $2
      and t.tenant_id = e.tenant_id and t.case_id = e.case_id`,
    values: byPlace,
    at: here,
  },
  {
    name: 'head moved on',
    statement: 'update tenant_head set seq = seq + 1 where tenant_id = $1 and $2::int > 0',
    values: byPlace,
    at: (_, last) => [last + 1],
  },
  {
    name: 'head moved back',
    statement: 'update tenant_head set seq = seq - 1 where tenant_id = $1 and $2::int > 0',
    values: byPlace,
    at: (_, last) => [last],
  },
  {
    name: 'tip of the head changed',
    statement: `update tenant_head set tip = repeat('0', 64) where tenant_id = $1 and $2::int > 0`,
    values: byPlace,
    at: (_, last) => [last],
  },
];

/** Mutations of texts are seen where an event refers to a text of its case, which not every event does. */
const ON_TEXTS = new Set([
  'text changed',
  'text changed together with its hash',
  'hash of a text changed',
  'texts of a case deleted',
]);

async function placesOf(tenantId: string): Promise<{ last: number; withTexts: Map<number, number[]> }> {
  await owner.query('begin');
  await lookAtTenant(owner, tenantId);
  const { rows } = await owner.query<{ seq: number; case_id: string; refers: boolean }>(
    `select seq, case_id, payload ~ '"hash":' as refers from event where tenant_id = $1 order by seq`,
    [tenantId],
  );
  await owner.query('rollback');
  const withTexts = new Map(
    rows.map((row) => [row.seq, rows.filter((other) => other.case_id === row.case_id && other.refers).map(({ seq }) => seq)]),
  );
  return { last: rows.length, withTexts };
}

test('every single change that somebody plants in the database is found, and its place is told', async () => {
  const places = new Map(await Promise.all(offices.map(async ({ tenantId }) => [tenantId, await placesOf(tenantId)] as const)));

  const property = fc.asyncProperty(
    fc.constantFrom(...MUTATIONS),
    fc.constantFrom(...offices),
    fc.nat(),
    async ({ name, statement, values, at }, { tenantId }, chosen) => {
      const { last, withTexts } = places.get(tenantId) ?? { last: 0, withTexts: new Map<number, number[]>() };
      const seq = 1 + (chosen % last);
      const found = (await planted(statement, values(tenantId, seq))).filter((finding) => finding.tenantId === tenantId);
      const expected = ON_TEXTS.has(name) ? (withTexts.get(seq) ?? []) : at(seq, last);
      expect([...new Set(found.map((finding) => finding.seq))], `${name} at ${seq} of ${last}`).toEqual(expected);
    },
  );
  await fc.assert(property, { numRuns: 250 });
}, 120_000);

test('two events that changed places are found, and so is one that was rewritten with a hash of its own', async () => {
  const [{ tenantId }] = offices as [Office, Office];

  const swapped = await planted(
    'update event set payload = (select o.payload from event o where o.tenant_id = event.tenant_id and o.seq = 7 - event.seq) where tenant_id = $1 and seq in (3, 4)',
    [tenantId],
  );
  const rewritten = await planted(
    `update event set payload = replace(payload, '"type":"', '"type":"x'),
      hash = event_hash(prev_hash, seq, replace(payload, '"type":"', '"type":"x')) where tenant_id = $1 and seq = 3`,
    [tenantId],
  );

  expect(swapped.filter(({ fault }) => fault === 'content').map(({ seq }) => seq)).toEqual([3, 4]);
  expect(rewritten).toEqual([{ tenantId, seq: 4, fault: 'link', detail: null }]);
});

test('who was shown which cases is journalled with the answer, and nothing when no case was shown', async () => {
  const office = await openOffice(server);
  const open = openCase(office.bodies.roads);
  await office.curator.push([open]);
  const reads = () =>
    inTenant(server.db, office.tenantId, (trx) =>
      trx.selectFrom('read_journal').select(['person_id', 'device_id', 'what', 'case_ids', 'at']).orderBy('id').execute(),
    );

  const { cursor } = await office.roads.pull();
  await office.roads.pull(cursor);
  await office.school.pull();
  const rows = await reads();

  expect(rows).toEqual([
    {
      person_id: office.roads.personId,
      device_id: office.roads.grant.deviceId,
      what: 'changes',
      case_ids: [open.caseId],
      at: expect.any(Number),
    },
  ]);
  expect(Date.now() - (rows[0]?.at ?? 0)).toBeLessThan(60_000);
});

test('the journal of reads can be neither changed nor emptied, by the server or by the owner', async () => {
  const [office] = offices as [Office];
  await office.head.pull();

  for (const statement of ["update read_journal set what = 'nothing'", 'delete from read_journal', 'truncate read_journal']) {
    const asServer = new pg.Client({ connectionString: server.databaseUrl, options: '-c role=vovremya_app' });
    await asServer.connect();
    await expect(asServer.query(statement), statement).rejects.toMatchObject({ code: '42501' });
    await asServer.end();
    await expect(owner.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  }
});

test('the export tells events and reads in order, with the names of staff and without a word of a citizen', async () => {
  const office = await openOffice(server);
  const open = openCase(office.bodies.roads);
  await office.curator.push([open, setImportance(open.caseId)]);
  await office.head.pull();

  const lines: JournalLine[] = [];
  await inSnapshot(owner, async () => {
    for await (const batch of readJournal(owner, office.tenantId, { from: null, to: null })) lines.push(...batch);
  });

  expect(lines.map(({ what }) => what)).toEqual(expect.arrayContaining(['message.detected', 'importance.set', 'changes']));
  expect(lines.at(-1)).toMatchObject({ kind: 'read', cases: '1', personId: office.head.personId, person: 'Ирина Петрова' });
  expect(lines.map(({ recordedAt }) => recordedAt)).toEqual(lines.map(({ recordedAt }) => recordedAt).sort());
  expect(lines[0]).toMatchObject({ seq: '1', command: open.id, recordedAt: expect.stringMatching(/^20\d\d-.*\.\d{3}Z$/) });
  expect(JSON.stringify(lines)).not.toMatch(/мусор|Волкова|повторно|vk\.com/);
});
