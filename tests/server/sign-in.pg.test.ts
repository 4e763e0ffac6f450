import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTenant } from '../../server/db/connect.ts';
import { networkOf } from '../../server/policies/rate-limit.ts';
import { hashAtFullCost } from '../support/quick-passwords.ts';
import { browser } from './browser.ts';
import { connectPerson, type Office, openOffice, PASSWORD, startTestServer, type TestServer } from './harness.ts';
import { administrator, aMinuteLater, found, leadsTo, setUpSecondFactor, signIn } from './staff.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NEW_PASSWORD = 'семь синих лодок';

// How long an answer takes must not tell whether an e-mail is known.
hashAtFullCost();

let server: TestServer;
let office: Office;
let url: string;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  url = server.server.url;
});
beforeEach(() => aMinuteLater(server));
afterAll(() => server.server.close());

async function newcomer() {
  return await connectPerson(server, office.tenantId, ['curator'], null);
}

async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  server.pass(ms);
  return await work().finally(() => server.pass(-ms));
}

function enter(email: string, password: string) {
  return browser(url).post('/sign-in', { email, password });
}

test('guessing at one account is stopped after five, for an account that nobody has alike, and the wait is told', async () => {
  const { email } = await newcomer();
  const guess = async (whose: string) => {
    const answers: Response[] = [];
    for (let i = 0; i < 6; i += 1) answers.push(await enter(whose, 'угадываю пароль'));
    // The wait is a minute from the fifth guess; of it a busy machine lets some seconds pass before it is told.
    return answers.map(({ status, headers }) => [status, Math.ceil(Number(headers.get('retry-after')) / 30) * 30]);
  };

  const known = await guess(email);
  const unknown = await guess('nobody@example.org');
  const right = await enter(email, PASSWORD);
  const another = await enter((await newcomer()).email, PASSWORD);
  const afterwards = await later(2 * MINUTE, () => enter(email, PASSWORD));

  expect(known).toEqual([...Array(5).fill([401, 0]), [429, 60]]);
  expect(unknown).toEqual(known);
  expect(right.status).toBe(429);
  expect(await right.text()).toContain('Подождите 1 мин.');
  expect(another.status).toBe(303);
  expect(afterwards.status).toBe(303);
});

test('guesses made at once are counted as well as one by one', async () => {
  const { email } = await newcomer();

  const answers = await Promise.all(Array.from({ length: 20 }, () => enter(email, 'угадываю пароль')));

  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
});

test('the answer to a wrong password is the same and takes as long when nobody has the e-mail', async () => {
  const time = async (email: string) => {
    const startedAt = performance.now();
    const answer = await enter(email, 'неправильный пароль');
    return { took: performance.now() - startedAt, status: answer.status, page: (await answer.text()).replaceAll(email, '') };
  };
  await time('warm-up@example.org');
  const known = [];
  const unknown = [];
  for (let i = 0; i < 4; i += 1) {
    known.push(await time(office.head.email));
    unknown.push(await time('nobody-at-all@example.org'));
  }
  // The least, because whatever else the machine does only adds. An answer without the hash would take a tenth.
  const least = (times: { took: number }[]) => Math.min(...times.map(({ took }) => took));

  expect(new Set([...known, ...unknown].map(({ page }) => page)).size).toBe(1);
  expect(new Set([...known, ...unknown].map(({ status }) => status))).toEqual(new Set([401]));
  expect(least(known) / least(unknown)).toBeGreaterThan(0.5);
  expect(least(known) / least(unknown)).toBeLessThan(2);
});

test('a password is changed by whoever knows it, the other sessions end, and devices only when asked', async () => {
  const person = await newcomer();
  const [page, other] = [await signIn(url, person.email), await signIn(url, person.email)];
  const send = (form: Record<string, string>) =>
    page.post('/account/password', { current: PASSWORD, password: NEW_PASSWORD, again: NEW_PASSWORD, ...form });

  const wrong = await send({ current: 'не тот' });
  const weak = await send({ password: 'qwertyuiop', again: 'qwertyuiop' });
  const own = await send({ password: person.email, again: person.email });
  const changed = await send({});
  const kept = await person.ask('/api/reference');
  await page.post('/account/password', { current: NEW_PASSWORD, password: PASSWORD, again: PASSWORD, devices: 'yes' });

  expect([wrong.status, weak.status, own.status]).toEqual([400, 400, 400]);
  expect(leadsTo(changed)).toBe('/account?done=password-changed');
  expect((await page.get('/account')).status).toBe(200);
  expect(leadsTo(await other.get('/account'))).toContain('/sign-in');
  expect(kept.status).toBe(200);
  expect((await person.ask('/api/reference')).status).toBe(401);
  expect((await enter(person.email, NEW_PASSWORD)).status).toBe(401);
});

test('a space at the end of a password is part of it', async () => {
  const { email } = await newcomer();
  const page = await signIn(url, email);
  await page.post('/account/password', { current: PASSWORD, password: `${NEW_PASSWORD} `, again: `${NEW_PASSWORD} ` });

  expect((await enter(email, NEW_PASSWORD)).status).toBe(401);
  expect((await enter(email, `${NEW_PASSWORD} `)).status).toBe(303);
});

test('a person sees where he is signed in and ends a session with his password, his own only', async () => {
  const { email } = await newcomer();
  const [page, other] = [await signIn(url, email), await signIn(url, email)];
  const end = async () => found(/\/account\/sessions\/([\w-]+)\/end"/, await (await page.get('/account')).text());
  const id = await end();
  const stranger = await signIn(url, office.head.email);

  const refused = await page.post(`/account/sessions/${id}/end`, { password: 'не тот' });
  await stranger.post(`/account/sessions/${id}/end`, { password: PASSWORD });
  const still = (await other.get('/account')).status;
  const ended = await page.post(`/account/sessions/${id}/end`, { password: PASSWORD });

  expect(refused.status).toBe(400);
  expect(still).toBe(200);
  expect(leadsTo(ended)).toBe('/account?done=session-ended');
  expect(leadsTo(await other.get('/account'))).toContain('/sign-in');
  expect((await page.get('/account')).status).toBe(200);
});

test('all sessions but this one are ended at once', async () => {
  const { email } = await newcomer();
  const [page, ...others] = await Promise.all([1, 2, 3].map(() => signIn(url, email)));

  await page?.post('/account/sessions/end-others', { password: PASSWORD });

  expect((await page?.get('/account'))?.status).toBe(200);
  for (const other of others) expect(leadsTo(await other.get('/account'))).toContain('/sign-in');
});

test('a session ends after half a day without use and after a month in any case', async () => {
  const { email } = await newcomer();
  const page = await signIn(url, email);
  const status = async () => (await page.get('/account')).status;

  const busy = await later(11 * HOUR, status);
  const again = await later(22 * HOUR, status);
  const idle = await later(35 * HOUR, status);
  const tireless = await signIn(url, email);
  const days: number[] = [];
  for (let day = 0.4; day < 31; day += 0.4)
    days.push(await later(day * DAY, async () => (await tireless.get('/account')).status));

  expect([busy, again, idle]).toEqual([200, 200, 303]);
  expect(days.slice(0, 74).every((one) => one === 200)).toBe(true);
  expect(days.at(-1)).toBe(303);
});

test('an administrator sets shorter terms, and no longer ones than there are', async () => {
  const strict = await openOffice(server);
  const { page } = await administrator(server, strict.tenantId);
  const limits = { sessionIdleHours: '2', sessionMaxDays: '7', deviceIdleDays: '10', deviceMaxDays: '20' };
  const curator = await signIn(url, strict.curator.email);

  const tooLong = await page.post('/admin/security', { ...limits, deviceIdleDays: '31' });
  const nonsense = await page.post('/admin/security', { ...limits, sessionIdleHours: 'много' });
  const saved = await page.post('/admin/security', limits);
  const device = async () => (await strict.roads.ask('/api/reference')).status;
  const idle = await later(3 * HOUR, async () => (await curator.get('/')).status);

  expect([tooLong.status, nonsense.status]).toEqual([400, 400]);
  expect(await tooLong.text()).toContain('от 1 до 30');
  expect(leadsTo(saved)).toBe('/admin?done=security-saved');
  expect(idle).toBe(303);
  expect(await later(9 * DAY, () => strict.roads.changes().then(device))).toBe(200);
  expect(await later(18 * DAY, () => strict.roads.changes().then(device))).toBe(200);
  expect(await later(21 * DAY, device)).toBe(401);
  expect(await later(11 * DAY, async () => (await strict.school.ask('/api/reference')).status)).toBe(401);
});

async function resetLink(personId: string, form: Record<string, string> = {}) {
  const { page } = await administrator(server, office.tenantId);
  const answer = await page.post(`/admin/people/${personId}/reset`, form);
  return { page, link: found(/(\/reset\/[\w-]+)/, await answer.text()) };
}

test('a link of the administrator gives a new password once, and ends what the old one had opened', async () => {
  const person = await newcomer();
  const page = await signIn(url, person.email);
  for (let i = 0; i < 6; i += 1) await enter(person.email, 'угадываю пароль');
  const { link } = await resetLink(person.personId);
  const before = (await page.get('/account')).status;
  const form = { password: NEW_PASSWORD, again: NEW_PASSWORD };

  const shown = await (await browser(url).get(link)).text();
  const weak = await browser(url).post(link, { password: person.email, again: person.email });
  const two = await Promise.all([browser(url).post(link, form), browser(url).post(link, form)]);

  expect(shown).toContain(person.email);
  expect(before).toBe(200);
  expect(weak.status).toBe(400);
  expect(two.map(({ status }) => status).sort()).toEqual([200, 410]);
  expect(leadsTo(await page.get('/account'))).toContain('/sign-in');
  expect((await person.ask('/api/reference')).status).toBe(401);
  expect((await enter(person.email, NEW_PASSWORD)).status).toBe(303);
});

test('a link for a new password is dead when it is a day old, when another was made, and when the person was disabled', async () => {
  const person = await newcomer();
  const { page, link } = await resetLink(person.personId);
  const next = (await resetLink(person.personId)).link;
  const status = async (one: string) => (await browser(url).get(one)).status;

  expect(await status(link)).toBe(410);
  expect(await status(next)).toBe(200);
  expect(await later(25 * HOUR, () => status(next))).toBe(410);
  await page.post(`/admin/people/${person.personId}/disable`, {});
  expect(await status(next)).toBe(410);
  expect((await page.post(`/admin/people/${person.personId}/reset`, {})).status).toBe(404);
});

test('the second factor stays when a password is reset, unless the administrator takes it off too', async () => {
  const person = await newcomer();
  await setUpSecondFactor(await signIn(url, person.email));
  const reset = async (form: Record<string, string>) => {
    const { link } = await resetLink(person.personId, form);
    await browser(url).post(link, { password: NEW_PASSWORD, again: NEW_PASSWORD });
    return leadsTo(await enter(person.email, NEW_PASSWORD));
  };

  expect(await reset({})).toContain('/sign-in/code');
  expect(await reset({ secondFactor: 'yes' })).toBe('/');
});

test('an administrator ends everything of a person, and nothing of a person elsewhere', async () => {
  const person = await newcomer();
  const page = await signIn(url, person.email);
  const { page: boss } = await administrator(server, office.tenantId);
  const { page: stranger } = await administrator(server, (await openOffice(server)).tenantId);
  const paths = ['', '/reset', '/sign-out', '/disable'].map((what) => `/admin/people/${person.personId}${what}`);

  const strangers = await Promise.all(
    paths.map(async (path, i) => (await (i ? stranger.post(path, {}) : stranger.get(path))).status),
  );
  const still = (await page.get('/')).status;
  await boss.post(`/admin/people/${person.personId}/sign-out`, {});

  expect(strangers).toEqual([404, 404, 404, 404]);
  expect(still).toBe(200);
  expect(leadsTo(await page.get('/'))).toContain('/sign-in');
  expect((await person.ask('/api/reference')).status).toBe(401);
  expect((await enter(person.email, PASSWORD)).status).toBe(303);
});

test('an invitation does not tell which e-mails have an account more than a few times', async () => {
  const { page } = await administrator(server, office.tenantId);
  const invited = await (await page.post('/admin/people', { name: 'Кто-то', roles: 'curator' })).text();
  const link = found(/(\/join\/[\w-]+)/, invited);
  const statuses: number[] = [];
  for (let i = 0; i < 6; i += 1) {
    const form = { email: office.curator.email, password: NEW_PASSWORD, again: NEW_PASSWORD };
    statuses.push((await browser(url).post(link, form)).status);
  }

  expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
});

test('an e-mail that is longer than any is refused in words', async () => {
  const { page } = await administrator(server, office.tenantId);
  const invited = await (await page.post('/admin/people', { name: 'Кто-то', roles: 'curator' })).text();
  const email = `${randomBytes(2_500).toString('hex')}@example.org`;

  const form = { email, password: NEW_PASSWORD, again: NEW_PASSWORD };
  const joined = await browser(url).post(found(/(\/join\/[\w-]+)/, invited), form);

  expect(joined.status).toBe(400);
  expect(await joined.text()).toContain('не похоже на адрес');
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('%s is limited as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('what is kept of attempts is a hash, and it is forgotten after a day', async () => {
  await enter('somebody@example.org', 'угадываю пароль');
  const rows = await server.db.selectFrom('auth_attempt').selectAll().execute();
  await later(25 * HOUR, () => enter('another@example.org', 'угадываю пароль'));
  const after = await server.db.selectFrom('auth_attempt').selectAll().execute();

  expect(rows.every(({ key }) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
  expect(after).toHaveLength(2);
});

test('the rows of a link for a new password hold no token and are of the tenant alone', async () => {
  const person = await newcomer();
  const { link } = await resetLink(person.personId);
  const other = await openOffice(server);
  const rows = (tenantId: string) =>
    inTenant(server.db, tenantId, (trx) => trx.selectFrom('account_reset').selectAll().execute());

  expect(JSON.stringify(await rows(office.tenantId))).not.toContain(link.slice('/reset/'.length));
  expect(await rows(other.tenantId)).toEqual([]);
});
