import type pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { connectOwner } from '../../server/db/connect.ts';
import { inSnapshot } from '../../server/db/snapshot.ts';
import { verifyJournal } from '../../server/journal/verify-journal.ts';
import { freshDatabase, openCase } from './harness.ts';
import { dataFolder, settle, startProcess } from './server-process.ts';
import { startSmtp } from './smtp-process.ts';

const CASES = 200;
/** By the clock of the servers, which is another than that of the machine: the queue itself goes by the latter. */
const clock = (time: string) => ['--practice', '--clock', `2026-03-02T${time}:00+05:00`];

const NOTED = `
  select case_id, payload::jsonb -> 'event' ->> 'id' as id from event
  where payload::jsonb -> 'event' ->> 'type' in ('clock.reached', 'violation.noted')`;

async function until<T>(ask: () => Promise<T>, isEnough: (answer: T) => boolean, withinMs: number): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isEnough(answer) || Date.now() > end) return answer;
    await new Promise((done) => setTimeout(done, 5));
  }
}

async function place(): Promise<{ url: string; owner: pg.Client; folder: () => string }> {
  const url = await freshDatabase();
  const owner = await connectOwner({ connectionString: url });
  onTestFinished(() => owner.end());
  const folder = () => {
    const made = dataFolder();
    onTestFinished(made.remove);
    return made.path;
  };
  return { url, owner, folder };
}

test('every mark and violation is noted once when the server was down and one of two is killed in the middle of making up for it', {
  timeout: 280_000,
}, async () => {
  const { url, owner, folder } = await place();
  const morning = await startProcess(folder(), '0', clock('09:00'), url);
  const { curator, bodyId } = await settle(morning);
  for (let sent = 0; sent < CASES; sent += 50) await curator.push(Array.from({ length: 50 }, () => openCase(bodyId)));
  await morning.end('SIGTERM');
  const before = (await owner.query(NOTED)).rowCount;

  const [killed, living] = await Promise.all([0, 1].map(() => startProcess(folder(), '0', clock('16:00'), url)));
  if (!killed || !living) throw new Error('no servers');
  const count = async () => (await owner.query(NOTED)).rowCount ?? 0;
  const begun = await until(count, (noted) => noted > 0, 90_000);
  await killed.end('SIGKILL');
  const atKill = await count();
  const wanted = CASES * 4;
  const noted = await until(count, (found) => found >= wanted, 150_000);
  await new Promise((done) => setTimeout(done, 3_000));
  const { rows } = await owner.query<{ case_id: string; id: string }>(NOTED);
  const faults: unknown[] = [];
  await inSnapshot(owner, () => verifyJournal(owner, (fault) => faults.push(fault)));
  await living.end('SIGTERM');

  expect(before).toBe(0);
  expect(begun).toBeGreaterThan(0);
  expect(atKill).toBeLessThan(wanted);
  expect([noted, rows.length, new Set(rows.map(({ case_id, id }) => `${case_id} ${id}`)).size]).toEqual([wanted, wanted, wanted]);
  expect(faults).toEqual([]);
});

test('the queue is worked by a role that is bound by row-level security and cannot change its form', async () => {
  const { url, owner, folder } = await place();
  const server = await startProcess(folder(), '0', [], url);
  const { rows } = await owner.query<{ rolname: string; rolbypassrls: boolean; ddl: boolean; owned: boolean }>(`
    select rolname, rolsuper or rolbypassrls as rolbypassrls, has_schema_privilege(oid, 'jobs', 'create') as ddl,
      exists (select from pg_class where relowner = r.oid) as owned
    from pg_roles r where rolname = 'vovremya_app'`);
  await server.end('SIGTERM');

  expect(rows).toEqual([{ rolname: 'vovremya_app', rolbypassrls: false, ddl: false, owned: false }]);
});

test('a letter that the mail server turns away is tried again by the running server, after a pause, and arrives once', {
  timeout: 280_000,
}, async () => {
  const { url, owner, folder } = await place();
  const morning = await startProcess(folder(), '0', clock('09:00'), url);
  const { curator, bodyId } = await settle(morning);
  await curator.push([openCase(bodyId)]);
  await morning.end('SIGTERM');
  await owner.query(
    "insert into mail_wish (tenant_id, person_id, marks) select tenant_id, id, '{100}' from person where 'executor' = any (roles)",
  );
  const smtp = await startSmtp(1);
  onTestFinished(smtp.end);
  Object.assign(process.env, { VOVREMYA_SMTP_URL: smtp.url, VOVREMYA_MAIL_FROM: 'vovremya@example.ru' });
  const evening = await startProcess(folder(), '0', clock('16:00'), url);
  delete process.env.VOVREMYA_SMTP_URL;

  const waiting = await until(
    async () => {
      const asked = "select extract(epoch from start_after - now())::float as pause from jobs.job where state = 'retry'";
      return (await owner.query<{ pause: number }>(asked)).rows;
    },
    ({ length }) => length > 0,
    150_000,
  );
  expect(waiting[0]?.pause).toBeGreaterThan(5);
  // Nobody waits here for the pause to pass.
  await owner.query("update jobs.job set start_after = now() where state = 'retry'");
  const received = await until(
    async () => smtp.received,
    ({ length }) => length > 0,
    60_000,
  );
  await new Promise((done) => setTimeout(done, 3_000));
  const { rows } = await owner.query("select state::text, retry_count from jobs.job where name = 'send-letter'");
  await evening.end('SIGTERM');

  expect(received.map(({ to, subject }) => [to, subject])).toEqual([[['executor@example.org'], 'Инцидент № 1: срок истёк']]);
  expect(rows).toEqual([{ state: 'completed', retry_count: 1 }]);
});
