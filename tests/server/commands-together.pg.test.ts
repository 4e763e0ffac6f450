import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command } from '../../lib/domain/cases/commands.ts';
import { replay } from '../../lib/domain/cases/evolve.ts';
import { applyTogether } from '../../server/commands/apply-command.ts';
import { knownCases, rememberCases } from '../../server/commands/known-cases.ts';
import { AccessLost } from '../../server/commands/sender.ts';
import { inTenant } from '../../server/db/connect.ts';
import {
  type Client,
  command,
  connectPerson,
  type Office,
  openCase,
  openOffice,
  setImportance,
  startTestServer,
  type TestServer,
} from './harness.ts';

/** Several commands in one transaction: each has the outcome that it would have alone, one after another. */

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

function requestOf({ personId, grant }: Client, own: Command) {
  const { now } = server.server.deps;
  const sender = { tenantId: office.tenantId, personId, deviceId: grant.deviceId };
  return { sender, command: own, sentAt: now(), contact: null, now: now() };
}

function together(...requests: ReturnType<typeof requestOf>[]) {
  const { db, library } = server.server.deps;
  return applyTogether({ db, library, tenantId: office.tenantId, longestWaitMs: 0 }, requests);
}

async function transactionsOf(caseIds: string[]): Promise<number> {
  const { rows } = await owner.query('select count(distinct xmin::text)::int as count from event where case_id = any ($1)', [
    caseIds,
  ]);
  return rows[0].count;
}

test('many who send at once share transactions, and each is answered for his own', async () => {
  const opened = Array.from({ length: 40 }, () => openCase(office.bodies.roads));

  const answers = await Promise.all(opened.map((one) => office.curator.push([one])));

  expect(answers.map(({ receipts }) => receipts[0])).toEqual(
    opened.map(({ id }) => ({ id, outcome: 'applied', seq: expect.any(Number) })),
  );
  const written = await transactionsOf(opened.map(({ caseId }) => caseId));
  expect(written).toBeLessThan(30);
  const seqs = answers.flatMap(({ receipts }) => (receipts[0]?.outcome === 'applied' ? [receipts[0].seq] : []));
  const { rows } = await owner.query('select seq::int, case_id from event where seq = any ($1) and tenant_id = $2', [
    seqs,
    office.tenantId,
  ]);
  const caseAt = new Map(rows.map(({ seq, case_id }) => [seq, case_id]));
  expect(seqs.map((seq) => caseAt.get(seq))).toEqual(opened.map(({ caseId }) => caseId));
});

test('acts on one case follow each other when they come in one sending', async () => {
  const open = openCase(office.bodies.roads);
  const importances = ['social', 'urgent', 'ordinary'] as const;

  const { receipts } = await office.curator.push([open, ...importances.map((one) => setImportance(open.caseId, one))]);

  expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied', 'applied']);
  expect(await transactionsOf([open.caseId])).toBe(1);
  const { rows } = await owner.query('select seq::int, payload::jsonb as payload from event where case_id = $1 order by seq', [
    open.caseId,
  ]);
  expect(rows.flatMap(({ payload }) => payload.event.data.importance ?? []).slice(-3)).toEqual(importances);
  const { rows: lines } = await owner.query('select seq::int, number from case_row where id = $1', [open.caseId]);
  expect(lines).toEqual([{ seq: rows.at(-1).seq, number: expect.stringMatching(/^\d+$/) }]);
});

test('numbers of cases go on without a gap when several are opened together', async () => {
  const opened = Array.from({ length: 5 }, () => openCase(office.bodies.roads));

  await office.curator.push(opened);

  const { rows } = await owner.query('select number::int from case_row where id = any ($1)', [
    opened.map(({ caseId }) => caseId),
  ]);
  const numbers = rows.map(({ number }) => number).sort((a, b) => a - b);
  const { rows: heads } = await owner.query('select last_number::int from tenant_head where tenant_id = $1', [office.tenantId]);
  expect(numbers).toEqual(numbers.map((_, place) => heads[0].last_number - 4 + place));
});

test('an id that comes twice in one transaction has one effect, and is a conflict with other content', async () => {
  const open = openCase(office.bodies.roads);
  const other = { ...openCase(office.bodies.roads), id: open.id };

  const receipts = await together(
    requestOf(office.curator, open),
    requestOf(office.curator, open),
    requestOf(office.curator, other),
  );

  expect(receipts[0]).toMatchObject({ outcome: 'applied' });
  expect(receipts[1]).toEqual(receipts[0]);
  expect(receipts[2]).toMatchObject({ outcome: 'conflict', code: 'id-used' });
  expect(await transactionsOf([other.caseId])).toBe(0);
});

test('a message gets one case when it is opened twice in one transaction, and another when the first has ended', async () => {
  const ref = `vk:wall-9_${Math.floor(Math.random() * 1e12)}`;
  const [first, second, third] = [1, 2, 3].map(() => openCase(office.bodies.roads, ref));
  if (!first || !second || !third) throw new Error('three');

  const receipts = await together(requestOf(office.curator, first), requestOf(office.curator, second));

  expect(receipts[0]).toMatchObject({ outcome: 'applied' });
  expect(receipts[1]).toMatchObject({ outcome: 'rejected', refusal: { code: 'message-has-case', detail: first.caseId } });
  await owner.query(`update case_row set is_open = false where id = $1`, [first.caseId]);
  expect(await together(requestOf(office.curator, third))).toMatchObject([{ outcome: 'applied' }]);
});

test('a case that the same transaction opened is seen by its body and by no other', async () => {
  const open = openCase(office.bodies.roads);
  const received = command('confirm-competence', open.caseId, { assignment: `${open.id}.0` });
  const stranger = command('confirm-competence', open.caseId, { assignment: `${open.id}.0` });

  const receipts = await together(
    requestOf(office.curator, open),
    requestOf(office.school, stranger),
    requestOf(office.roads, received),
  );

  expect(receipts[1]).toMatchObject({ outcome: 'rejected', refusal: { code: 'unknown-case' } });
  expect(receipts[2]).not.toMatchObject({ refusal: { code: 'unknown-case' } });
});

test('who lost the right is refused and the others of the same transaction are not', async () => {
  const gone = await connectPerson(server, office.tenantId, ['curator'], null);
  await owner.query('update device set revoked_at = 1 where id = $1', [gone.grant.deviceId]);
  const [lost, kept] = [openCase(office.bodies.roads), openCase(office.bodies.roads)];

  const receipts = await together(requestOf(gone, lost), requestOf(office.curator, kept));

  expect(receipts[0]).toBeInstanceOf(AccessLost);
  expect(receipts[1]).toMatchObject({ outcome: 'applied' });
  expect(await transactionsOf([lost.caseId])).toBe(0);
});

test('a device is refused at once when it is revoked while its command waits for the case', async () => {
  const client = await connectPerson(server, office.tenantId, ['curator'], null);
  const open = openCase(office.bodies.roads);
  await office.curator.push([open]);
  const order: string[] = [];
  await owner.query('begin');
  await owner.query('select from case_row where id = $1 for update', [open.caseId]);

  const waiting = together(requestOf(client, setImportance(open.caseId))).then(() => order.push('decided'));
  await new Promise((done) => setTimeout(done, 200));
  const revoking = inTenant(server.db, office.tenantId, (trx) =>
    trx.updateTable('device').set({ revoked_at: 1 }).where('id', '=', client.grant.deviceId).execute(),
  ).then(() => order.push('revoked'));
  await new Promise((done) => setTimeout(done, 200));
  order.push('let go');
  await owner.query('rollback');
  await Promise.all([waiting, revoking]);

  expect(order).toEqual(['let go', 'decided', 'revoked']);
  expect((await client.ask('/api/changes')).status).toBe(401);
});

test('one command that the database does not take fails alone', async () => {
  await owner.query(`create function refuse_poison() returns trigger language plpgsql as $$
    begin if new.message_ref = 'vk:wall-13_13' then raise exception 'poison'; end if; return new; end $$`);
  await owner.query('create trigger poison before insert on case_row for each row execute function refuse_poison()');
  const poison = openCase(office.bodies.roads, 'vk:wall-13_13');
  const good = Array.from({ length: 12 }, () => openCase(office.bodies.roads));
  const body = JSON.stringify({ sentAt: Date.now(), commands: [poison] });

  const [answer, ...answers] = await Promise.all([
    office.curator.ask('/api/commands', { method: 'POST', body }),
    ...good.map((one) => office.curator.push([one])),
  ]);
  const [before, after] = [openCase(office.bodies.roads), openCase(office.bodies.roads)];
  const mixed = JSON.stringify({ sentAt: Date.now(), commands: [before, poison, after] });
  const whole = await office.curator.ask('/api/commands', { method: 'POST', body: mixed });
  await owner.query('drop trigger poison on case_row');

  expect(answer.status).toBe(500);
  expect(answers.map(({ receipts }) => receipts[0]?.outcome)).toEqual(good.map(() => 'applied'));
  expect(await transactionsOf([poison.caseId])).toBe(0);
  expect(whole.status).toBe(500);
  const again = await office.curator.push([before, poison, after]);
  expect(again.receipts.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied']);
});

test('others are answered while somebody holds a case that one of them wants', async () => {
  const [held, free] = [openCase(office.bodies.roads), openCase(office.bodies.roads)];
  await office.curator.push([held, free]);
  await owner.query('begin');
  await owner.query('select from case_row where id = $1 for update', [held.caseId]);
  let isStuck = true;

  const stuck = office.curator.push([setImportance(held.caseId)]).finally(() => {
    isStuck = false;
  });
  const others = await Promise.all(Array.from({ length: 6 }, () => office.curator.push([setImportance(free.caseId)])));
  const wasStuck = isStuck;
  await owner.query('rollback');

  expect(others.map(({ receipts }) => receipts[0]?.outcome)).toEqual(others.map(() => 'applied'));
  expect(wasStuck).toBe(true);
  expect((await stuck).receipts[0]).toMatchObject({ outcome: 'applied' });
});

test('an unreadable command is remembered beside those that it came with', async () => {
  const open = openCase(office.bodies.roads);
  const unreadable = { id: uuidv7(), type: 'dance' };

  const first = await office.curator.push([unreadable, open]);
  const again = await office.curator.push([unreadable, open]);

  expect(first.receipts.map(({ outcome }) => outcome)).toEqual(['rejected', 'applied']);
  expect(again.receipts).toEqual(first.receipts);
});

test('what a server remembers of a case is what the database says, also when somebody else has written or the chain is another', async () => {
  const { db, library } = server.server.deps;
  const open = openCase(office.bodies.roads);
  await together(requestOf(office.curator, open));
  const importances = ['social', 'urgent', 'ordinary'] as const;
  const [byAnother, afterwards, overWrong] = importances.map((one) => setImportance(open.caseId, one)) as [
    Command,
    Command,
    Command,
  ];
  const memoryOfAnother = { ...library };
  const written = () =>
    owner
      .query('select payload from event where tenant_id = $1 and case_id = $2 order by seq', [office.tenantId, open.caseId])
      .then(({ rows }) => rows.map(({ payload }) => JSON.parse(payload).event));

  await applyTogether({ db, library: memoryOfAnother, tenantId: office.tenantId, longestWaitMs: 0 }, [
    requestOf(office.curator, byAnother),
  ]);
  await together(requestOf(office.curator, afterwards));
  const events = await written();
  const remembered = knownCases(library, office.tenantId, [open.caseId])?.cases.get(open.caseId)?.state;

  expect(remembered).toEqual(replay({ events }));
  expect(remembered?.importance).toBe('urgent');

  const end = knownCases(library, office.tenantId, [])?.end;
  rememberCases(library, office.tenantId, { seq: (end?.seq ?? 0) + 1, tip: 'f'.repeat(64) }, [
    { ...replay({ events }), state: 'closed', assignments: [] },
  ]);
  const [answer] = await together(requestOf(office.curator, overWrong));

  expect(answer).toMatchObject({ outcome: 'applied' });
  expect(knownCases(library, office.tenantId, [open.caseId])?.cases.get(open.caseId)?.state).toEqual(
    replay({ events: await written() }),
  );
});
