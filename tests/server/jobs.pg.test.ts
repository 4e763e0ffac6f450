import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { CaseEvent } from '../../lib/domain/cases/model.ts';
import { restoreBackup } from '../../server/backup/restore-backup.ts';
import { writeBackup } from '../../server/backup/write-backup.ts';
import { connectOwner, inTenant } from '../../server/db/connect.ts';
import { lookAtClocks, noteClocks, reckonAnew } from '../../server/jobs/case-clocks.ts';
import type { JobData, JobDeps } from '../../server/jobs/job-deps.ts';
import { loadLibrary } from '../../server/library.ts';
import { changeBody, defaultSchedule } from '../../server/setup.ts';
import { emptyDatabase, type Office, openCase, openOffice, setImportance, startTestServer, type TestServer } from './harness.ts';
import { holder } from './held-back.ts';

const MINUTE = 60_000;
/** A Monday morning; a draft is due 150 working minutes later, at 11:30. */
const MONDAY = Date.parse('2026-03-02T09:00:00+05:00');

let server: TestServer;
let office: Office;
let sent: JobData[];
let deps: JobDeps;

beforeAll(async () => {
  server = await startTestServer();
  setClock(MONDAY);
});
afterAll(() => server.server.close());
beforeEach(async () => {
  setClock(MONDAY);
  office = await openOffice(server);
  sent = [];
  deps = { ...server.server.deps, send: async (_, jobs) => void sent.push(...jobs) };
});

function setClock(at: number): void {
  server.pass(at - server.server.deps.now());
}

async function opened(): Promise<string> {
  setClock(MONDAY);
  const open = openCase(office.bodies.roads);
  await office.curator.push([open]);
  return open.caseId;
}

/** What the server noted in a case: `clock mark` or `clock violation`. */
async function noted(caseId: string): Promise<string[]> {
  return (await ownEvents(caseId)).map(
    ({ type, data }) => `${data.clock} ${type === 'violation.noted' ? 'violation' : data.mark}`,
  );
}

async function ownEvents(caseId: string): Promise<CaseEvent[]> {
  const page = await office.curator.changes();
  if (page.status !== 'ok') throw new Error('rewound');
  const found = page.changes.flatMap((change) =>
    change.kind === 'case' && change.document.id === caseId ? change.document.events : [],
  );
  return found.filter(({ type }) => type === 'clock.reached' || type === 'violation.noted');
}

async function lookAt(caseId: string): Promise<number | null> {
  const row = await inTenant(server.db, office.tenantId, (trx) =>
    trx.selectFrom('case_row').select('look_at').where('id', '=', caseId).executeTakeFirstOrThrow(),
  );
  return row.look_at;
}

/** The same in minutes since Monday morning. */
async function lookIn(caseId: string): Promise<number> {
  return Math.floor(((await lookAt(caseId)) ?? Number.NaN) / MINUTE - MONDAY / MINUTE);
}

async function sentFor(): Promise<string[]> {
  sent = [];
  await lookAtClocks(deps);
  return sent.filter(({ tenantId }) => tenantId === office.tenantId).map(({ caseId }) => caseId ?? '');
}

const note = (caseId: string) => noteClocks(deps, { tenantId: office.tenantId, caseId });

test('a case is sent for when one of its marks is reached, and not before or after', async () => {
  const caseId = await opened();
  expect(await lookIn(caseId)).toBe(75);
  expect(await sentFor()).toEqual([]);

  setClock(MONDAY + 76 * MINUTE);
  expect(await sentFor()).toEqual([caseId]);
  await note(caseId);

  expect(await noted(caseId)).toEqual(['draft 50']);
  expect(await lookIn(caseId)).toBe(120);
  expect(await sentFor()).toEqual([]);
});

test('everything is noted exactly once and told to the readers when many are asked to do it at once after a rest', async () => {
  const caseId = await opened();
  const before = await office.curator.changes();
  setClock(MONDAY + 4 * 24 * 60 * MINUTE);
  const told = new Promise<number>((done) => deps.announcer.listen(office.tenantId, done));

  await Promise.all(Array.from({ length: 8 }, () => note(caseId)));
  await note(caseId);

  expect(await noted(caseId)).toEqual(['draft 50', 'draft 80', 'draft 100', 'draft violation']);
  expect(await told).toBeGreaterThan(0);
  if (before.status !== 'ok') throw new Error('rewound');
  const news = await office.curator.changes(before.cursor);
  expect(news).toMatchObject({ status: 'ok', changes: [{ kind: 'case', document: { id: caseId } }] });
  expect(await lookAt(caseId)).toBeNull();
});

test('the record of a violation says who had the work and who answers by the text when a limit is broken', async () => {
  const caseId = await opened();
  setClock(MONDAY + 152 * MINUTE);
  await note(caseId);

  const violation = (await ownEvents(caseId)).find(({ type }) => type === 'violation.noted');

  expect(violation).toMatchObject({
    by: 'system',
    data: {
      ...{ clock: 'draft', holder: 'executor', responsible: 'executor', executorId: office.roads.personId },
      ...{ bodyId: office.bodies.roads, doneAt: null },
    },
  });
  expect(Math.floor(Number(violation?.data.deadlineAt) / MINUTE)).toBe(MONDAY / MINUTE + 150);
});

test('a case is looked at anew when it changes, and keeps what was noted', async () => {
  const caseId = await opened();
  setClock(MONDAY + 80 * MINUTE);
  await note(caseId);

  await office.curator.push([setImportance(caseId, 'social')]);

  expect(await noted(caseId)).toContain('draft 50');
  expect(await lookAt(caseId)).toBeGreaterThan(server.server.deps.now() - MINUTE);
  await note(caseId);
  expect((await noted(caseId)).filter((one) => one === 'draft 50')).toHaveLength(1);
});

test('cases are looked at anew when the hours of their body change', async () => {
  const caseId = await opened();
  const schedule = defaultSchedule('Asia/Yekaterinburg');
  const late = { ...schedule, week: { ...schedule.week, mon: [['12:00', '17:00']] as [string, string][] } };

  await changeBody(server.db, office.tenantId, office.bodies.roads, { title: 'Дороги и мосты' });
  expect(await lookIn(caseId)).toBe(75);
  await changeBody(server.db, office.tenantId, office.bodies.roads, { schedule: late });
  expect(await sentFor()).toEqual([caseId]);
  setClock(MONDAY + 160 * MINUTE);
  await note(caseId);

  expect(await noted(caseId)).toEqual([]);
  expect(await lookIn(caseId)).toBe(4 * 60 + 15);
});

test('a case that was being opened while the hours of its body changed is looked at again by the new ones', async () => {
  const owner = await connectOwner({ connectionString: server.databaseUrl });
  onTestFinished(() => owner.end());
  const { holdBack, standStill } = await holder(owner);
  await office.curator.push([openCase(office.bodies.roads)]);
  const release = await holdBack('case_row', 'insert');

  const opening = office.curator.push([openCase(office.bodies.roads)]);
  await standStill(1);
  const changing = changeBody(server.db, office.tenantId, office.bodies.roads, { schedule: defaultSchedule('Asia/Kamchatka') });
  await standStill(2, changing);
  await release();
  await Promise.all([opening, changing]);

  const { rows } = await owner.query('select look_at from case_row where tenant_id = $1 order by seq', [office.tenantId]);
  expect(rows.map(({ look_at: at }) => Number(at))).toEqual([0, 0]);
});

test('an open case keeps its limits when the program comes with another version of its regulation', async () => {
  await reckonAnew(deps);
  const caseId = await opened();
  const before = await lookAt(caseId);
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-library-'));
  for (const part of ['regulations', 'calendars'])
    cpSync(join(import.meta.dirname, '../..', part), join(folder, part), { recursive: true });
  const older = readFileSync(join(folder, 'regulations/lebyazhye.yaml'), 'utf8');
  const newer = older.replaceAll('"2023-06-30"', '"2026-03-01"').replace(/(id: draft,.*n: )150/, '$110');
  writeFileSync(join(folder, 'regulations/lebyazhye-2026.yaml'), newer);
  const library = loadLibrary(folder);
  rmSync(folder, { recursive: true });

  await reckonAnew({ ...deps, library });
  const asked = await lookAt(caseId);
  await noteClocks({ ...deps, library }, { tenantId: office.tenantId, caseId });
  const after = await lookAt(caseId);
  await reckonAnew({ ...deps, library });

  expect([asked, after]).toEqual([0, before]);
  expect(await lookAt(caseId)).toBe(after);
  expect(await noted(caseId)).toEqual([]);
});

test('nothing is noted in a case when the job names another tenant', async () => {
  const caseId = await opened();
  setClock(MONDAY + 200 * MINUTE);
  const other = await openOffice(server);

  await noteClocks(deps, { tenantId: other.tenantId, caseId });

  expect(await noted(caseId)).toEqual([]);
});

test('the other tenants are seen to when one of them cannot be', async () => {
  const broken = await opened();
  const mine = office;
  office = await openOffice(server);
  const whole = await opened();
  setClock(MONDAY + 200 * MINUTE);
  const failing = {
    ...deps,
    send: (_: unknown, jobs: JobData[]) =>
      jobs[0]?.tenantId === mine.tenantId ? Promise.reject(new Error('no')) : deps.send('case-clocks', jobs),
  };

  await expect(lookAtClocks(failing)).rejects.toThrow('no');

  expect(sent.map(({ caseId }) => caseId)).toContain(whole);
  expect(sent.map(({ caseId }) => caseId)).not.toContain(broken);
});

test('the queue is no part of a backup, is made anew after a restore, and finds there what is due', async () => {
  const caseId = await opened();
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-jobs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'jobs.backup');
  const owner = await connectOwner({ connectionString: server.databaseUrl });
  await writeBackup(owner, file, MONDAY, () => undefined);
  await owner.end();
  const url = await emptyDatabase();
  const restored = await connectOwner({ connectionString: url });
  await restoreBackup(restored, file, () => undefined);
  const queue = async () => (await restored.query("select to_regclass('jobs.job')::text as name")).rows[0].name;
  const before = await queue();

  const again = await startTestServer(url);
  again.pass(MONDAY + 200 * MINUTE - Date.now());
  const found: JobData[] = [];
  const anew: JobDeps = { ...again.server.deps, send: async (_, jobs) => void found.push(...jobs) };
  await lookAtClocks(anew);
  await noteClocks(anew, { tenantId: office.tenantId, caseId });
  const after = await queue();
  const { rows } = await restored.query(
    "select count(*)::int as notes from event where case_id = $1 and payload::jsonb -> 'event' ->> 'type' = 'clock.reached'",
    [caseId],
  );
  await again.server.close();
  await restored.end();

  expect([before, after]).toEqual([null, 'jobs.job']);
  expect(found).toContainEqual({ tenantId: office.tenantId, caseId });
  expect(rows).toEqual([{ notes: 3 }]);
});

test('an act counts and the failure is told of by the job when the hours of the body let no deadline be reckoned', async () => {
  const caseId = await opened();
  const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const schedule = { ...defaultSchedule('Asia/Yekaterinburg'), week: never };
  await changeBody(server.db, office.tenantId, office.bodies.roads, { schedule });

  const { receipts } = await office.curator.push([setImportance(caseId, 'urgent')]);

  expect(receipts[0]?.outcome).toBe('applied');
  expect(await sentFor()).toEqual([caseId]);
  await expect(note(caseId)).rejects.toThrow(RangeError);
  await changeBody(server.db, office.tenantId, office.bodies.roads, { schedule: defaultSchedule('Asia/Yekaterinburg') });
  setClock(MONDAY + 80 * MINUTE);
  await note(caseId);
  expect(await noted(caseId)).toContain('draft 50');
});
