import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { challengeOf } from '../../server/auth/secrets.ts';
import { totp } from './authenticator.ts';
import { browser } from './browser.ts';
import { connectPerson, type Office, openOffice, PASSWORD, redeem, startTestServer, type TestServer } from './harness.ts';
import { type Holder, holder } from './held-back.ts';
import { administrator, aMinuteLater, found, leadsTo, setUpSecondFactor, signIn } from './staff.ts';

/** What was under way in the moment when it was taken away: the row that would give it is held back by a lock of this test's. */

const NEW_PASSWORD = 'семь синих лодок';
const VERIFIER = 'v'.repeat(43);

let server: TestServer;
let office: Office;
let url: string;
let owner: pg.Client;
let holdBack: Holder['holdBack'];
let standStill: Holder['standStill'];

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  url = server.server.url;
  owner = new pg.Client(server.databaseUrl);
  await owner.connect();
  ({ holdBack, standStill } = await holder(owner));
});
beforeEach(() => aMinuteLater(server));
afterEach(() => owner.query('select pg_advisory_unlock_all()'));
afterAll(async () => {
  await owner.end();
  await server.server.close();
});

async function newcomer() {
  return await connectPerson(server, office.tenantId, ['curator'], null);
}

async function resetLink(personId: string): Promise<string> {
  const { page } = await administrator(server, office.tenantId);
  return found(/(\/reset\/[\w-]+)/, await (await page.post(`/admin/people/${personId}/reset`, {})).text());
}

async function redeemed(link: string): Promise<number> {
  return (await browser(url).post(link, { password: NEW_PASSWORD, again: NEW_PASSWORD })).status;
}

test('a sign-in that was under way with the old password opens nothing when the password was reset meanwhile', async () => {
  const person = await newcomer();
  const link = await resetLink(person.personId);
  const page = browser(url);
  const release = await holdBack('auth_session', 'insert');

  const entering = page.post('/sign-in', { email: person.email, password: PASSWORD });
  await standStill(1);
  const reset = await redeemed(link);
  await release();

  expect(reset).toBe(200);
  expect((await entering).status).toBe(401);
  expect(leadsTo(await page.get('/account'))).toContain('/sign-in');
  expect(await sessionsOf(person.email)).toBe(0);
});

test('the code of the second factor opens nothing when the password was reset while it was looked at', async () => {
  const person = await newcomer();
  const { secret } = await setUpSecondFactor(await signIn(url, person.email));
  const link = await resetLink(person.personId);
  const page = browser(url);
  await page.post('/sign-in', { email: person.email, password: PASSWORD });
  const release = await holdBack('auth_session', 'insert');

  const entering = page.post('/sign-in/code', { code: totp(secret), next: '/' });
  await standStill(1);
  const reset = await redeemed(link);
  await release();

  expect(reset).toBe(200);
  expect((await entering).status).toBe(401);
  expect(leadsTo(await page.get('/account'))).toContain('/sign-in');
  expect(await sessionsOf(person.email)).toBe(0);
});

test('the question for a code that was asked by the old password is over when the password was reset meanwhile', async () => {
  const person = await newcomer();
  const { secret } = await setUpSecondFactor(await signIn(url, person.email));
  const link = await resetLink(person.personId);
  const page = browser(url);
  const release = await holdBack('auth_verification', 'insert');

  const asking = page.post('/sign-in', { email: person.email, password: PASSWORD });
  await standStill(1);
  const reset = await redeemed(link);
  await release();

  expect(reset).toBe(200);
  expect((await asking).status).toBe(401);
  await page.post('/sign-in/code', { code: totp(secret), next: '/' });
  expect(leadsTo(await page.get('/account'))).toContain('/sign-in');
});

test('a session that a reset ended sets no password, though it had told the old one right before', async () => {
  const person = await newcomer();
  const link = await resetLink(person.personId);
  const thief = await signIn(url, person.email);
  // The password was found right; what was counted of it is about to be forgotten.
  const release = await holdBack('auth_attempt', 'delete');

  const form = { current: PASSWORD, password: 'три зелёных кита', again: 'три зелёных кита' };
  const changing = thief.post('/account/password', form);
  await standStill(1);
  const resetting = redeemed(link);
  await standStill(2, resetting);
  await release();
  const [changed, reset] = await Promise.all([changing, resetting]);

  expect([reset, leadsTo(changed)]).toEqual([200, '/sign-in']);
  const status = async (password: string) => (await browser(url).post('/sign-in', { email: person.email, password })).status;
  expect([await status(NEW_PASSWORD), await status('три зелёных кита')]).toEqual([303, 401]);
});

async function sessionsOf(email: string): Promise<number> {
  const { rows } = await owner.query(
    'select count(*)::int as open from auth_session s join auth_user u on u.id = s."userId" where email = $1',
    [email],
  );
  return rows[0].open;
}

async function codeFor(page: Awaited<ReturnType<typeof signIn>>): Promise<string> {
  const answer = await page.post('/connect', { challenge: challengeOf(VERIFIER), state: '', redirect: '' });
  return /<code[^>]*>([\w-]+)<\/code>/.exec(await answer.text())?.[1] ?? '';
}

test('a browser that was being connected is not, when everything of the person was ended meanwhile', async () => {
  const person = await newcomer();
  const code = await codeFor(await signIn(url, person.email));
  const { page: boss } = await administrator(server, office.tenantId);
  const release = await holdBack('device', 'insert');

  const connecting = redeem(url, { code, verifier: VERIFIER });
  await standStill(1);
  const ending = boss.post(`/admin/people/${person.personId}/sign-out`, {});
  await standStill(2, ending);
  await release();
  const [connected] = await Promise.all([connecting, ending]);

  const { token } = (await connected.json()) as { token: string };
  expect((await fetch(`${url}/api/reference`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
});

test.each(['everything of the person', 'the session'])(
  'a code that was being given is worth nothing when %s was ended meanwhile',
  async (what) => {
    const person = await newcomer();
    const [page, other] = [await signIn(url, person.email), await signIn(url, person.email)];
    const { page: boss } = await administrator(server, office.tenantId);
    const release = await holdBack('auth_connect_code', 'insert');

    const giving = codeFor(page);
    await standStill(1);
    const ending =
      what === 'the session'
        ? other.post('/account/sessions/end-others', { password: PASSWORD })
        : boss.post(`/admin/people/${person.personId}/sign-out`, {});
    await standStill(2, ending);
    await release();
    const [code] = await Promise.all([giving, ending]);

    expect((await redeem(url, { code: code === '' ? 'none' : code, verifier: VERIFIER })).status).toBe(403);
  },
);

test('the links that an administrator gave are dead when he is disabled, and so is one that he was making', async () => {
  const [leaver, boss] = [await administrator(server, office.tenantId), await administrator(server, office.tenantId)];
  const person = await newcomer();
  const invited = { name: 'Кто-то', roles: 'administrator' };
  const join = async () => /(\/join\/[\w-]+)/.exec(await (await leaver.page.post('/admin/people', invited)).text())?.[1];
  const reset = await leaver.page.post(`/admin/people/${person.personId}/reset`, {});
  const links = [await join(), found(/(\/reset\/[\w-]+)/, await reset.text())];
  const kept = found(/(\/join\/[\w-]+)/, await (await boss.page.post('/admin/people', invited)).text());
  const release = await holdBack('invitation', 'insert');

  const making = join();
  await standStill(1);
  const ending = boss.page.post(`/admin/people/${leaver.client.personId}/disable`, {});
  await standStill(2, ending);
  await release();
  const [made] = await Promise.all([making, ending]);

  const status = async (link: string | undefined) => (await browser(url).get(link ?? '/join/none')).status;
  expect(await Promise.all([...links, made].map(status))).toEqual([410, 410, 410]);
  expect(await status(kept)).toBe(200);
});

test('the links that somebody gave in an administrator’s place are dead when his term was ended, and so is one that he was making', async () => {
  const { page: boss, client } = await administrator(server, office.tenantId);
  const at = `/admin/people/${client.personId}`;
  const field = (hours: number) => new Date(server.server.deps.now() + hours * 3_600_000).toISOString().slice(0, 16);
  const term = { from: field(-24), until: field(24), reason: 'Отпуск', substituteId: office.head.personId };
  await boss.post(`${at}/substitutes`, term);
  const substitute = await signIn(url, office.head.email);
  const join = async () =>
    /(\/join\/[\w-]+)/.exec(
      await (await substitute.post('/admin/people', { name: 'Кто-то', roles: 'administrator' })).text(),
    )?.[1];
  const reset = await (await substitute.post(`${at}/reset`, { secondFactor: 'yes' })).text();
  const links = [await join(), found(/(\/reset\/[\w-]+)/, reset)];
  const end = found(/(\/admin\/people\/[\w-]+\/substitutes\/[\w-]+\/end)/, await (await boss.get(at)).text());
  const release = await holdBack('invitation', 'insert');

  const making = join();
  await standStill(1);
  const ending = boss.post(end, {});
  await standStill(2, ending);
  await release();
  const [made, ended] = await Promise.all([making, ending]);

  expect([ended.status, (await substitute.get('/admin')).status]).toEqual([303, 403]);
  const statuses = await Promise.all([...links, made].map(async (link) => (await browser(url).get(link ?? '')).status));
  expect(statuses).toEqual([410, 410, 410]);
});

test('of two links for a new password that were given at once one is dead', async () => {
  const person = await newcomer();
  const [one, two] = [await administrator(server, office.tenantId), await administrator(server, office.tenantId)];
  const release = await holdBack('account_reset', 'insert');

  const giving = [one, two].map(({ page }) => page.post(`/admin/people/${person.personId}/reset`, {}));
  await standStill(2);
  await release();
  const links = (await Promise.all((await Promise.all(giving)).map((answer) => answer.text()))).map((text) =>
    found(/(\/reset\/[\w-]+)/, text),
  );

  const statuses = await Promise.all(links.map(async (link) => (await browser(url).get(link)).status));
  expect(statuses.toSorted()).toEqual([200, 410]);
});

test('an administrator remains when two disable each other at once', async () => {
  const place = await openOffice(server);
  const [one, two] = [await administrator(server, place.tenantId), await administrator(server, place.tenantId)];
  const release = await holdBack('person', 'update');

  const disabling = [
    one.page.post(`/admin/people/${two.client.personId}/disable`, {}),
    two.page.post(`/admin/people/${one.client.personId}/disable`, {}),
  ];
  await standStill(2);
  await release();
  const answers = await Promise.all(disabling);

  expect(answers.map(leadsTo).filter((where) => where === '/admin?done=person-disabled')).toHaveLength(1);
  const { rows } = await owner.query(
    `select count(*)::int as left from person where tenant_id = $1 and disabled_at is null and 'administrator' = any (roles)`,
    [place.tenantId],
  );
  expect(rows[0].left).toBe(1);
});

test('the last administrator is not disabled by his substitute, who is told why', async () => {
  const place = await openOffice(server);
  const { page, client } = await administrator(server, place.tenantId);
  const field = (hours: number) => new Date(server.server.deps.now() + hours * 3_600_000).toISOString().slice(0, 16);
  const term = { from: field(-24), until: field(24), reason: 'Отпуск', substituteId: place.head.personId };
  await page.post(`/admin/people/${client.personId}/substitutes`, term);
  const substitute = await signIn(url, place.head.email);

  const answer = await substitute.post(`/admin/people/${client.personId}/disable`, {});

  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('единственный администратор');
  expect((await page.get('/admin')).status).toBe(200);
});

test('signing out ends the session however often somebody without one asks to be signed out', async () => {
  const page = await signIn(url, office.curator.email);
  const before = await sessionsOf(office.curator.email);
  for (let i = 0; i < 120; i += 1) await browser(url).post('/sign-out', {});

  const left = await page.post('/sign-out', {});

  expect(leadsTo(left)).toBe('/sign-in');
  expect(left.headers.getSetCookie().join()).toMatch(/session_token=;.*Max-Age=0/i);
  expect(await sessionsOf(office.curator.email)).toBe(before - 1);
});
