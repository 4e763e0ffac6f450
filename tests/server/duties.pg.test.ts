import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectOwner, inTenant } from '../../server/db/connect.ts';
import { inSnapshot } from '../../server/db/snapshot.ts';
import { markDone } from '../../server/duties/mark-done.ts';
import { lookAtDuties } from '../../server/jobs/duties.ts';
import type { JobDeps } from '../../server/jobs/job-deps.ts';
import { verifyJournal } from '../../server/journal/verify-journal.ts';
import { type Office, openOffice, startTestServer, type TestServer } from './harness.ts';
import { aMinuteLater, found, signIn } from './staff.ts';

/** A Monday; the report on February is due on Friday the 6th: it has to be there before the 10th, and the 9th is a day off. Late after the 10th. */
const MONDAY = Date.parse('2026-03-02T09:00:00+05:00');
const HOUR = 3_600_000;
const SUMMARY = 'duty:lebyazhye:monthlySummary';

let server: TestServer;
let office: Office;
let deps: JobDeps;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.server.close());
beforeEach(async () => {
  setClock(MONDAY - 20 * 24 * HOUR);
  await aMinuteLater(server);
  office = await openOffice(server);
  deps = { ...server.server.deps, send: async () => undefined };
});

function setClock(at: number): void {
  server.pass(at - server.server.deps.now());
}

/** `stage due` of what was recorded of a duty. */
async function recorded(key = SUMMARY): Promise<string[]> {
  const rows = await inTenant(server.db, office.tenantId, (trx) =>
    trx.selectFrom('event').select('payload').where('case_id', '=', key).orderBy('seq').execute(),
  );
  return rows.map(({ payload }) => {
    const { type, data } = JSON.parse(payload).event;
    const due = data.dueAt === undefined ? '' : new Date(data.dueAt + 5 * HOUR).toISOString().slice(0, 10);
    return [type, data.stage, due].filter(Boolean).join(' ');
  });
}

async function lookAt(time: string): Promise<void> {
  setClock(Date.parse(`${time}+05:00`));
  await lookAtDuties(deps);
}

test('each reminder of a duty is recorded once, before and on its date and when it is late, when many look at once', async () => {
  await lookAt('2026-02-12T09:00:00');
  for (const time of ['2026-03-05T07:59:00', '2026-03-05T08:05:00', '2026-03-06T08:05:00', '2026-03-06T18:00:00'])
    await Promise.all([lookAt(time), lookAt(time), lookAt(time)]);
  expect(await recorded()).toEqual(['duty.begun', 'duty.reminded before 2026-03-06', 'duty.reminded onDate 2026-03-06']);
  await lookAt('2026-03-10T16:59:00');
  await lookAt('2026-03-10T17:01:00');
  await lookAt('2026-03-11T09:00:00');

  expect((await recorded()).slice(3)).toEqual(['duty.reminded late 2026-03-06']);
});

test('a duty is marked done once with what was sent, is in the chain, and is reminded of no more', async () => {
  await lookAt('2026-02-12T09:00:00');
  setClock(Date.parse('2026-03-03T10:00:00+05:00'));
  const page = await signIn(server.server.url, office.curator.email);
  const shown = await (await page.get('/duties')).text();
  const form = {
    id: found(/name="id" value="([\w-]+)"/, shown),
    key: SUMMARY,
    dueAt: found(/<option value="(\d+)">/, shown),
    doneAt: '2026-03-03T09:30',
    what: 'Отчёт за февраль, письмо № 12',
  };

  const answers = [await page.post('/duties/done', form), await page.post('/duties/done', form)];
  const other = await page.post('/duties/done', { ...form, what: 'Другое' });
  const again = await page.post('/duties/done', { ...form, id: uuidv7() });
  const after = await (await page.get('/duties?done=marked')).text();
  await lookAt('2026-03-06T08:05:00');

  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect([other.status, again.status]).toEqual([400, 400]);
  expect(await other.text()).toContain('уже отправлена с другим содержанием');
  expect(await again.text()).toContain('уже отмечено');
  expect(after).toContain('Отчёт за февраль, письмо № 12');
  const head = await signIn(server.server.url, office.head.email);
  expect(await (await head.get('/duties')).text()).toContain('Отчёт за февраль, письмо № 12');
  const reads = await inTenant(server.db, office.tenantId, (trx) =>
    trx.selectFrom('read_journal').select(['person_id', 'person_ids']).where('what', '=', 'duties').execute(),
  );
  expect(reads).toEqual([{ person_id: office.head.personId, person_ids: [office.curator.personId] }]);
  expect((await recorded()).filter((one) => one.startsWith('duty.done'))).toHaveLength(1);
  expect((await recorded()).filter((one) => one.startsWith('duty.reminded'))).toEqual([]);
  const owner = await connectOwner({ connectionString: server.databaseUrl });
  const faults: unknown[] = [];
  await inSnapshot(owner, () => verifyJournal(owner, (fault) => faults.push(fault)));
  await owner.end();
  expect(faults).toEqual([]);
});

test('a duty of a body is owed and seen by that body alone and by whoever sees every body', async () => {
  await lookAt('2026-02-12T09:00:00');
  const keys = async () => {
    const rows = await inTenant(server.db, office.tenantId, (trx) =>
      trx.selectFrom('event').select('case_id').distinct().execute(),
    );
    return rows.map(({ case_id }) => case_id).sort();
  };
  const [head, executor] = [
    await signIn(server.server.url, office.head.email),
    await signIn(server.server.url, office.roads.email),
  ];
  const seen = async (page: typeof head) => (await (await page.get('/duties')).text()).match(/<h2/g)?.length ?? 0;

  expect(await keys()).toEqual(
    [
      ...[`duty:lebyazhye:fridayPost:${office.bodies.roads}`, `duty:lebyazhye:fridayPost:${office.bodies.school}`],
      ...['duty:lebyazhye:monthlyCompliance', SUMMARY],
    ].sort(),
  );
  expect([await seen(head), await seen(executor)]).toEqual([4, 0]);
  expect(await (await head.get('/duties')).text()).not.toContain('Отметить исполнение');
});

test.each([
  ['another role', { who: 'roads' as const }, 'not-yours'],
  ['a term that is not', { dueAt: 5 }, 'unknown'],
  ['a duty that is not', { key: 'duty:none' }, 'unknown'],
  ['a moment to come', { doneAt: MONDAY + 400 * HOUR }, 'not-yet'],
  ['a moment before the period', { doneAt: MONDAY - 4_000 * HOUR }, 'too-early'],
])('a record is refused when it comes from or names %s', async (_, change, outcome) => {
  await lookAt('2026-02-12T09:00:00');
  setClock(MONDAY);
  const { who, ...rest } = { who: 'curator' as const, ...change };
  const dueAt = Date.parse('2026-03-06T17:00:00+05:00');
  const asked = {
    tenantId: office.tenantId,
    personId: office[who].personId,
    id: uuidv7(),
    key: SUMMARY,
    dueAt,
    doneAt: MONDAY,
    what: 'x',
    ...rest,
  };

  const marked = await markDone(server.db, server.server.deps.library, asked, server.server.deps.now());

  expect(marked.outcome).toBe(outcome);
  expect((await recorded()).filter((one) => one.startsWith('duty.done'))).toEqual([]);
});
