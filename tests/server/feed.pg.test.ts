import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command } from '../../lib/domain/cases/commands.ts';
import { type Cursor, LIMITS } from '../../lib/protocol/api.ts';
import { applyCommand } from '../../server/commands/apply-command.ts';
import {
  command,
  type Office,
  openCase,
  openOffice,
  sealed,
  setImportance,
  startTestServer,
  type TestServer,
} from './harness.ts';

let server: TestServer;
let office: Office;
let owner: pg.Client;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  owner = new pg.Client(server.databaseUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.server.close();
});

async function opened(bodyId = office.bodies.roads) {
  const open = openCase(bodyId);
  const { receipts } = await office.curator.push([open]);
  expect(receipts[0]?.outcome).toBe('applied');
  return open;
}

test('the newest state of a case comes once when it changed several times', async () => {
  const { cursor } = await office.curator.pull();
  const open = await opened();
  await office.curator.push([setImportance(open.caseId, 'urgent'), setImportance(open.caseId)]);

  const page = await office.curator.changes(cursor);

  if (page.status !== 'ok') throw new Error('rewound');
  expect(page.changes).toHaveLength(1);
  const [change] = page.changes;
  if (change?.kind !== 'case') throw new Error('gone');
  expect(change.document).toMatchObject({ id: open.caseId, seq: page.cursor.after, regulation: { profile: expect.any(String) } });
  expect(Number(change.document.number)).toBeGreaterThan(0);
  expect(change.document.events.filter(({ type }) => type === 'importance.set')).toHaveLength(2);
  expect(change.document.events.every(({ recordedAt }) => recordedAt !== undefined)).toBe(true);
  expect(Object.values(change.document.texts).map(({ body }) => body)).toContain('жители пишут повторно');
});

test('executors see the cases of their own body only, the curator and the head see all', async () => {
  const ofRoads = await opened(office.bodies.roads);
  const ofSchool = await opened(office.bodies.school);

  const seen = async (who: 'curator' | 'head' | 'roads' | 'school') => {
    const { documents } = await office[who].pull();
    return [ofRoads, ofSchool].map(({ caseId }) => documents.includes(caseId));
  };

  expect(await seen('curator')).toEqual([true, true]);
  expect(await seen('head')).toEqual([true, true]);
  expect(await seen('roads')).toEqual([true, false]);
  expect(await seen('school')).toEqual([false, true]);
});

test('a case of another body does not exist for an executor when he acts on it', async () => {
  const ofSchool = await opened(office.bodies.school);
  const document = (await office.school.changes().then((page) => (page.status === 'ok' ? page.changes : []))).at(-1);
  if (document?.kind !== 'case') throw new Error('no case');
  const assignment = document.document.events.find(({ type }) => type === 'assignment.received')?.assignment ?? '';
  const comment = sealed('не наше');
  const refuse = () => command('refuse-competence', ofSchool.caseId, { assignment, comment: comment.ref }, [comment.text]);

  const stranger = await office.roads.push([refuse()]);
  const own = await office.school.push([refuse()]);

  expect(stranger.receipts[0]).toMatchObject({ outcome: 'rejected', refusal: { code: 'unknown-case' } });
  expect(own.receipts[0]).toMatchObject({ outcome: 'applied' });
});

test('a head reads and his commands are refused', async () => {
  const open = await opened();

  const { receipts } = await office.head.push([setImportance(open.caseId), openCase(office.bodies.roads)]);

  expect(receipts).toMatchObject([
    { outcome: 'rejected', refusal: { code: 'not-your-role' } },
    { outcome: 'rejected', refusal: { code: 'not-your-role' } },
  ]);
});

test('pages follow each other without a gap or a repetition when there is more than one page', async () => {
  const before = (await office.curator.pull()).cursor;
  const { deps } = server.server;
  const sender = { tenantId: office.tenantId, personId: office.curator.personId, deviceId: null };
  const commands = Array.from({ length: LIMITS.changesPerPage + 5 }, () => openCase(office.bodies.roads));
  for (const one of commands) {
    const now = deps.now();
    await applyCommand(deps.db, deps.library, { sender, command: one, sentAt: now, contact: null, now });
  }

  const first = await office.curator.changes(before);
  const whole = await office.curator.pull(before);

  if (first.status !== 'ok') throw new Error('rewound');
  expect(first).toMatchObject({ more: true });
  expect(first.changes).toHaveLength(LIMITS.changesPerPage);
  expect(whole.documents).toEqual(commands.map(({ caseId }) => caseId));
});

test('the reader is told to begin anew when the server has forgotten what he knows', async () => {
  await opened();
  const { cursor } = await office.curator.pull();

  const ahead = await office.curator.changes({ ...cursor, after: cursor.after + 10 });
  const other = await office.curator.changes({ ...cursor, tip: 'f'.repeat(64) });
  const foreign = await office.curator.changes({ ...cursor, epoch: 'another' });
  const same = await office.curator.changes(cursor);

  expect([ahead.status, other.status, foreign.status, same.status]).toEqual(['rewound', 'rewound', 'rewound', 'ok']);
});

test('a sending is taken whole or not at all by whether the server knows the place that it names', async () => {
  const { cursor } = await office.curator.pull();
  const send = async (command: Command, place?: Cursor) => {
    const body = JSON.stringify({ sentAt: Date.now(), commands: [command], ...(place ? { cursor: place } : {}) });
    const answer = await office.curator.ask('/api/commands', { method: 'POST', body });
    return [answer.status, ((await answer.json()) as { error?: { code: string } }).error?.code];
  };
  const told = Array.from({ length: 5 }, () => openCase(office.bodies.roads)) as [Command, Command, Command, Command, Command];

  const answers = [
    await send(told[0], { ...cursor, after: cursor.after + 10 }),
    await send(told[1], { ...cursor, tip: 'f'.repeat(64) }),
    await send(told[2], { ...cursor, epoch: 'another.all' }),
    await send(told[3], cursor),
    await send(told[4], { ...cursor, after: 0, tip: '' }),
  ];

  expect(answers).toEqual([
    [409, 'rewound'],
    [409, 'rewound'],
    [409, 'rewound'],
    [200, undefined],
    [200, undefined],
  ]);
  const { documents } = await office.curator.pull(cursor);
  expect(documents).toEqual([told[3].caseId, told[4].caseId]);
});

test('cases are taken back and others given when a person changes his body', async () => {
  const ofRoads = await opened(office.bodies.roads);
  const ofSchool = await opened(office.bodies.school);
  const { cursor } = await office.roads.pull();

  await owner.query('update person set body_id = $1 where tenant_id = $2 and id = $3', [
    office.bodies.school,
    office.tenantId,
    office.roads.personId,
  ]);
  const changed = await office.roads.changes(cursor);
  const anew = await office.roads.pull();
  const later = await office.roads.pull();
  await owner.query('update person set body_id = $1 where tenant_id = $2 and id = $3', [
    office.bodies.roads,
    office.tenantId,
    office.roads.personId,
  ]);

  expect(changed.status).toBe('rewound');
  expect(anew.gone).toContain(ofRoads.caseId);
  expect(anew.documents).toContain(ofSchool.caseId);
  expect(anew.documents).not.toContain(ofRoads.caseId);
  expect(later.gone).toEqual([]);
});

test('the version of the reference changes for everybody when a body is renamed, and stays when a case changes', async () => {
  const version = async () => await office.roads.changes().then((page) => (page.status === 'ok' ? page.referenceVersion : ''));
  const first = await version();
  await opened();
  const afterCase = await version();
  await owner.query('update body set title = $1 where tenant_id = $2 and id = $3', [
    'Дорожная служба',
    office.tenantId,
    office.bodies.roads,
  ]);
  const afterRename = await version();

  const reference = (await (await office.roads.ask('/api/reference')).json()) as { version: string; bodies: { title: string }[] };

  expect(afterCase).toBe(first);
  expect(afterRename).not.toBe(first);
  expect(reference.version).toBe(afterRename);
  expect(reference.bodies.map(({ title }) => title)).toContain('Дорожная служба');
});

test('a body that a case was taken from is told that it is gone', async () => {
  const ofRoads = await opened(office.bodies.roads);
  const { cursor } = await office.roads.pull();

  await owner.query('begin');
  await owner.query("select set_config('app.tenant', $1, true)", [office.tenantId]);
  const next = await owner.query<{ seq: number }>('update tenant_head set seq = seq + 1 where tenant_id = $1 returning seq', [
    office.tenantId,
  ]);
  const seq = next.rows[0]?.seq;
  await owner.query('update case_row set bodies = $1, seq = $2 where id = $3', [[office.bodies.school], seq, ofRoads.caseId]);
  await owner.query('commit');
  const left = await office.roads.changes(cursor);
  const got = await office.school.changes();

  expect(left).toMatchObject({ changes: [{ kind: 'gone', caseId: ofRoads.caseId }] });
  expect(JSON.stringify(got)).toContain(ofRoads.caseId);
});

test('a page costs the same however many cases other bodies have', async () => {
  const plan = async (query: string) => {
    await owner.query('begin');
    await owner.query('set local role vovremya_app');
    await owner.query("select set_config('app.tenant', $1, true)", [office.tenantId]);
    // With so few cases another way may be as cheap: shown is that the index leads there.
    for (const way of ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'sort'])
      await owner.query(`set local enable_${way} = off`);
    const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`explain ${query}`);
    await owner.query('rollback');
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
  await owner.query('analyze');
  const all = await plan('select id from case_row where seq > 5 order by seq limit 501');
  const ofBody = await plan(
    `select r.id from case_of_body f join case_row r on r.id = f.case_id
     where f.body_id = '${office.bodies.roads}' and f.seq > 5 order by f.seq limit 501`,
  );

  expect(all).toMatch(/Index Scan using case_by_seq[\s\S]*Index Cond: \(\(tenant_id = [\s\S]*AND \(seq > 5\)/);
  expect(ofBody).toMatch(/using case_of_body_by_seq[\s\S]*Index Cond: \(\(tenant_id = [\s\S]*body_id[\s\S]*seq > 5/);
  expect(ofBody).not.toContain('Sort');
});
