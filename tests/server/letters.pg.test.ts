import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { disablePerson } from '../../server/auth/disable.ts';
import { inTenant, openDatabase } from '../../server/db/connect.ts';
import { noteClocks } from '../../server/jobs/case-clocks.ts';
import { lookAtDuties } from '../../server/jobs/duties.ts';
import type { JobData, JobDeps } from '../../server/jobs/job-deps.ts';
import { lookAtLetters, sendLetter } from '../../server/jobs/letters.ts';
import { silentLog } from '../../server/log.ts';
import { createMailer, type Mailer } from '../../server/mail/mailer.ts';
import { mailSettings } from '../../server/mail/settings.ts';
import { saveWishes } from '../../server/mail/wishes.ts';
import {
  type Client,
  command,
  connectPerson,
  type Office,
  openCase,
  openOffice,
  sealed,
  startTestServer,
  type TestServer,
} from './harness.ts';
import { startSmtp } from './smtp-process.ts';
import { aMinuteLater, leadsTo, signIn } from './staff.ts';

const MINUTE = 60_000;
const MONDAY = Date.parse('2026-03-02T09:00:00+05:00');
const ORIGIN = 'https://vovremya.example.ru';

let server: TestServer;
let office: Office;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let deps: JobDeps;

beforeAll(async () => {
  server = await startTestServer();
  smtp = await startSmtp();
});
afterAll(async () => {
  await smtp.end();
  await server.server.close();
});
beforeEach(async () => {
  setClock(MONDAY);
  office = await openOffice(server);
  smtp.received.length = 0;
  deps = { ...server.server.deps, origin: ORIGIN, mailer: mailerTo(smtp.url), send: async () => undefined };
});

function mailerTo(url: string): Mailer {
  const settings = mailSettings(url, 'Вовремя <vovremya@example.ru>');
  if (!settings) throw new Error('no settings');
  const mailer = createMailer(settings, ORIGIN);
  onTestFinished(() => mailer.close());
  return mailer;
}

function setClock(at: number): void {
  server.pass(at - server.server.deps.now());
}

async function wish({ personId }: Client, marks: number[], duties = false): Promise<void> {
  await inTenant(server.db, office.tenantId, (trx) => saveWishes(trx, office.tenantId, personId, { marks, duties }));
}

async function noted(minutes: number): Promise<string> {
  setClock(MONDAY);
  const open = openCase(office.bodies.roads);
  await office.curator.push([open]);
  setClock(MONDAY + minutes * MINUTE);
  await noteClocks(deps, { tenantId: office.tenantId, caseId: open.caseId });
  return open.caseId;
}

/** Ids of this office's letters that have not left. */
async function waiting(): Promise<string[]> {
  const jobs: JobData[] = [];
  await lookAtLetters({ ...deps, send: async (_, sent) => void jobs.push(...sent) });
  return jobs.filter(({ tenantId }) => tenantId === office.tenantId).map(({ letterId }) => letterId ?? '');
}

const send = (letterId: string, by: JobDeps = deps) => sendLetter(by, { tenantId: office.tenantId, letterId });

async function fates(): Promise<(string | null)[]> {
  const rows = await inTenant(server.db, office.tenantId, (trx) =>
    trx.selectFrom('letter').selectAll().orderBy('created_at').execute(),
  );
  return rows.map(({ sent_at, dropped }) => (sent_at === null ? dropped : 'sent'));
}

/** What the mail server took; its process says so a moment after it has answered. */
async function taken(count: number) {
  for (let tried = 0; tried < 500 && smtp.received.length < count; tried += 1) await new Promise((done) => setTimeout(done, 20));
  await new Promise((done) => setTimeout(done, 60));
  return smtp.received;
}

test('the one whose duty it is gets a letter with case, step, time left and a link, and not a word of the citizen, when he asked for it', async () => {
  await wish(office.roads, [80]);
  const caseId = await noted(121);

  for (const id of await waiting()) await send(id);
  const [letter, ...more] = await taken(1);

  expect(more).toEqual([]);
  expect(letter).toMatchObject({ to: [office.roads.email], subject: 'Инцидент № 1: прошло 80 % срока' });
  expect(letter?.text).toMatch(/^Осталось: 2[89] мин рабочего времени\.$/m);
  expect(letter?.text).toContain('2 марта 2026 г. в 11:30 (Asia/Yekaterinburg)');
  expect(letter?.text).toContain(`${ORIGIN}/?case=${caseId}`);
  expect(letter?.text).toContain(`${ORIGIN}/account/letters`);
  expect(letter?.text).toMatch(/^Шаг: .+ \(п\. 11, 17, 19\)$/m);
  for (const word of ['Марина', 'Волкова', 'мусор', 'vk.com', 'wall-1'])
    expect(letter?.raw.includes(word) || letter?.text.includes(word), word).toBe(false);
  expect(await waiting()).toEqual([]);
});

test('nobody else gets one: who did not ask, who asked for another mark, another body, a colleague who has not the work in hand', async () => {
  await wish(office.roads, [100]);
  await wish(office.school, [50, 80, 100]);
  await wish(office.curator, [50, 80, 100]);
  await wish(office.head, [50, 80, 100]);
  await wish(await connectPerson(server, office.tenantId, ['executor'], null), [50, 80, 100]);

  await noted(121);

  expect(await waiting()).toEqual([]);
});

test('one letter tells of the farthest mark when several were missed', async () => {
  await wish(office.roads, [50, 80, 100]);
  await noted(4 * 24 * 60);

  for (const id of await waiting()) await send(id);

  expect((await taken(1)).map(({ subject }) => subject)).toEqual(['Инцидент № 1: срок истёк']);
  expect(smtp.received[0]?.text).toMatch(/^Опоздание: \d+ ч( \d+ мин)? рабочего времени\.$/m);
});

test('a letter leaves once when many processes are asked to send it', async () => {
  await wish(office.roads, [50]);
  await noted(80);
  const [id = ''] = await waiting();

  await Promise.all(Array.from({ length: 8 }, () => send(id)));

  expect(await taken(1)).toHaveLength(1);
  expect(smtp.received[0]?.messageId).toBe(`<${id}@vovremya.example.ru>`);
  expect(await fates()).toEqual(['sent']);
});

test('a letter waits and leaves later when the mail server turns it away, is not there, or offers no TLS', async () => {
  await wish(office.roads, [50]);
  await noted(80);
  const [id = ''] = await waiting();
  const busy = await startSmtp(1);
  const by = (url: string): JobDeps => ({ ...deps, mailer: mailerTo(url) });
  const gone = await startSmtp();
  await gone.end();

  await expect(send(id, by(busy.url))).rejects.toThrow();
  await expect(send(id, by(gone.url))).rejects.toThrow();
  await expect(send(id, by(busy.url.replace('?tls=no', '')))).rejects.toThrow(/STARTTLS|TLS/i);
  expect(await waiting()).toEqual([id]);
  await send(id, by(busy.url));
  await busy.end();

  expect(await fates()).toEqual(['sent']);
});

test('a letter leaves once when the mail server thinks for longer than a transaction may stand still', async () => {
  await wish(office.roads, [50]);
  await noted(80);
  const [id = ''] = await waiting();
  const slow = await startSmtp(0, 800);
  onTestFinished(slow.end);
  const connection = { connectionString: server.databaseUrl, options: '-c role=vovremya_app' };
  const db = openDatabase({ ...connection, idle_in_transaction_session_timeout: 300 }, silentLog);
  onTestFinished(() => db.destroy());
  const by = { ...deps, db, mailer: mailerTo(slow.url) };

  const sent = await send(id, by).then(
    () => 'sent',
    () => 'failed',
  );
  await send(id, by);

  expect(sent).toBe('sent');
  expect(slow.received).toHaveLength(1);
  expect(await fates()).toEqual(['sent']);
});

test('sending is broken off when the mail server answers for ever a little at a time, and when the server is asked to end', async () => {
  let open = 0;
  const drips = createServer((socket) => {
    open += 1;
    socket.on('error', () => undefined);
    const drip = setInterval(() => socket.write('220-still here\r\n'), 50);
    socket.on('close', () => {
      clearInterval(drip);
      open -= 1;
    });
  });
  onTestFinished(() => void drips.close());
  drips.listen(0, '127.0.0.1');
  await once(drips, 'listening');
  const settings = mailSettings(`smtp://127.0.0.1:${(drips.address() as AddressInfo).port}?tls=no`, 'vovremya@example.ru');
  if (!settings) throw new Error('no settings');
  const letter = { id: 'l1', to: 'somebody@example.org', subject: 'Тема', text: 'Текст' };

  await expect(createMailer(settings, ORIGIN, 400).send(letter)).rejects.toThrow();
  const mailer = createMailer(settings, ORIGIN);
  const sending = expect(mailer.send(letter)).rejects.toThrow();
  await expect.poll(() => open).toBe(1);
  mailer.close();
  await sending;

  await expect.poll(() => open).toBe(0);
});

test('a letter is dropped when its address is refused for good, its reader was disabled, or what it tells of is over', async () => {
  const gone = await connectPerson(server, office.tenantId, ['executor'], office.bodies.school);
  await inTenant(server.db, office.tenantId, (trx) =>
    trx
      .updateTable('auth_user')
      .set({ email: `nobody-${office.tenantId}@example.org` })
      .where('email', '=', office.roads.email)
      .execute(),
  );
  await wish(office.roads, [50]);
  await wish(gone, [50]);
  await noted(80);
  const school = openCase(office.bodies.school);
  setClock(MONDAY);
  await office.curator.push([school]);
  setClock(MONDAY + 80 * MINUTE);
  await noteClocks(deps, { tenantId: office.tenantId, caseId: school.caseId });
  await disablePerson(server.db, office.tenantId, gone.personId, server.server.deps.now());

  for (const id of await waiting()) await send(id);
  expect((await fates()).toSorted()).toEqual(['nobody', 'refused']);
  expect(await taken(0)).toEqual([]);
});

test('a letter is dropped when what it tells of is over before it leaves', async () => {
  await wish(office.roads, [80]);
  const caseId = await noted(121);
  const left = await waiting();
  const draft = sealed('Дорогу починят завтра');
  const page = await office.roads.changes();
  const found = page.status === 'ok' ? page.changes.find((one) => one.kind === 'case' && one.document.id === caseId) : null;
  if (found?.kind !== 'case') throw new Error('no case');
  const assignment = found.document.events.find((event) => event.type === 'assignment.received')?.assignment ?? '';
  const args = { assignment, draft: 'd1', kind: 'final', text: draft.ref };

  const answer = await office.roads.push([command('submit-draft', caseId, args, [draft.text])]);
  for (const id of left) await send(id);

  expect([left.length, answer.receipts[0]?.outcome]).toEqual([1, 'applied']);
  expect(await fates()).toEqual(['moot']);
  expect(await taken(0)).toEqual([]);
});

test('nothing is written for anybody when the server sends no letters', async () => {
  await wish(office.roads, [50]);
  deps = { ...deps, mailer: null };
  await noted(80);

  expect(await fates()).toEqual([]);
});

test('who owes a duty is told of it by letter when he asked for that', async () => {
  setClock(Date.parse('2026-02-12T09:00:00+05:00'));
  office = await openOffice(server);
  await wish(office.curator, [], true);
  await wish(office.roads, [], true);
  await lookAtDuties(deps);
  setClock(Date.parse('2026-03-05T08:05:00+05:00'));
  await lookAtDuties(deps);
  await lookAtDuties(deps);

  for (const id of await waiting()) await send(id);
  const letters = (await taken(2)).filter(({ to }) => to.includes(office.curator.email));

  expect(letters.map(({ subject }) => subject)).toEqual(
    Array(2).fill('Периодическая обязанность: срок — следующий рабочий день'),
  );
  expect(letters[0]?.text).toContain('Срок: 6 марта 2026 г. в 17:00');
  expect(smtp.received).toHaveLength(2);
});

test('letters are chosen on the page, and their link leads to the message whoever may see the case, and nobody else', async () => {
  await aMinuteLater(server);
  const caseId = await noted(10);
  const [mine, school] = [
    await signIn(server.server.url, office.roads.email),
    await signIn(server.server.url, office.school.email),
  ];

  const saved = await mine.post('/account/letters', { marks: '80', duties: 'yes' });
  const shown = await (await mine.get('/account/letters?done=saved')).text();
  const [own, foreign, unknown] = [
    await mine.get(`/?case=${caseId}`),
    await school.get(`/?case=${caseId}`),
    await mine.get('/?case=x'),
  ];

  expect([saved.status, shown.includes('Сохранено.'), shown.includes('не настроена')]).toEqual([303, true, true]);
  expect(shown).toMatch(/value="80" checked/);
  expect(shown).not.toMatch(/value="50" checked/);
  const reads = await inTenant(server.db, office.tenantId, (trx) =>
    trx.selectFrom('read_journal').select(['person_id', 'case_ids']).where('what', '=', 'case-link').execute(),
  );
  expect(reads).toEqual([{ person_id: office.roads.personId, case_ids: [caseId] }]);
  expect([leadsTo(own), foreign.status, unknown.status]).toEqual(['https://vk.com/wall-1_1', 200, 200]);
});
