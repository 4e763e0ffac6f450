import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { issueCode } from '../../server/auth/connect-codes.ts';
import { disablePerson } from '../../server/auth/disable.ts';
import { openLibrary } from '../../server/auth/library.ts';
import { challengeOf } from '../../server/auth/secrets.ts';
import { totp } from './authenticator.ts';
import { browser } from './browser.ts';
import {
  connectPerson,
  type Office,
  openOffice,
  PASSWORD,
  personRow,
  redeem,
  startTestServer,
  type TestServer,
} from './harness.ts';
import { administrator, aMinuteLater, found, leadsTo, setUpSecondFactor, signIn } from './staff.ts';

/** One test for each class of holes the sign-in library has had; its number stands before the test. */

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

// CVE-2025-61928 (API keys), GHSA-g38m (OAuth linking) and those of SSO, OIDC, MCP, SCIM and organisations: parts that are not there.
test('nothing of the library is reached from outside, signed in or not', async () => {
  const { value: secret } = await server.db.selectFrom('auth_secret').select('value').executeTakeFirstOrThrow();
  const { paths, plugins } = openLibrary(server.db, secret, url).surface();
  const page = await signIn(url, office.curator.email);
  const absent = [
    '/api-key/create',
    '/sign-in/social',
    '/link-social',
    '/callback/google',
    '/device/approve',
    '/organization/create',
  ];
  const reached: string[] = [];
  for (const path of [...paths, ...absent]) {
    for (const answer of [await page.get(`/api/auth${path}`), await page.post(`/api/auth${path}`, {}), await page.get(path)]) {
      const isOurs = answer.status === 404 || answer.status === 401 || leadsTo(answer)?.startsWith('/sign-in');
      if (!isOurs) reached.push(`${path} ${answer.status}`);
    }
  }

  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => absent.includes(path) && path.startsWith('/api-key'))).toEqual([]);
  expect(plugins).toEqual(['two-factor']);
  expect(reached).toEqual([]);
});

// GHSA-xg6x-h9c9-2m83: with the cookie cache on, the first step's cookies opened the pages.
test('no cookie of the first step opens a page, and none is a copy of the session', async () => {
  const { email } = await newcomer();
  await setUpSecondFactor(await signIn(url, email));
  const page = browser(url);

  const first = await page.post('/sign-in', { email, password: PASSWORD });
  const names = first.headers.getSetCookie().filter((cookie) => !/max-age=0/i.test(cookie));

  expect(names.map((cookie) => cookie.split('=')[0])).toEqual(['vovremya.two_factor']);
  for (const place of ['/', '/account', '/account/second-factor', `/connect?challenge=${'a'.repeat(43)}`]) {
    expect(leadsTo(await page.get(place)), place).toContain('/sign-in');
  }
});

// The same: a session that was ended must not live on in a cookie.
test('a session is dead at the next request when its row is gone', async () => {
  const { email } = await newcomer();
  const page = await signIn(url, email);
  expect((await page.get('/')).status).toBe(200);

  await sql`delete from auth_session`.execute(server.db);

  expect(leadsTo(await page.get('/'))).toContain('/sign-in');
});

test('the open session of one person does not answer for the second step of another', async () => {
  const [mine, other] = [await newcomer(), await newcomer()];
  const own = await signIn(url, mine.email);
  const { secret } = await setUpSecondFactor(own);
  await setUpSecondFactor(await signIn(url, other.email));

  await own.post('/sign-in', { email: other.email, password: PASSWORD });
  const crossed = await own.post('/sign-in/code', { code: totp(secret) });

  expect(crossed.status).toBe(401);
  expect(await (await own.get('/')).text()).not.toContain(other.email);
});

test('a browser that was trusted elsewhere is asked for the code all the same', async () => {
  const { email } = await newcomer();
  const own = await signIn(url, email);
  const { secret } = await setUpSecondFactor(own);
  const page = browser(url);
  await page.post('/sign-in', { email, password: PASSWORD });
  const entered = await page.post('/sign-in/code', { code: totp(secret), trustDevice: 'true' });
  await page.post('/sign-out', {});

  expect(entered.headers.getSetCookie().join()).not.toContain('trust_device');
  expect(leadsTo(await page.post('/sign-in', { email, password: PASSWORD }))).toContain('/sign-in/code');
});

// CVE-2026-45364: whoever has an IPv6 network had a new limit with every address.
test('guesses from one IPv6 network are counted together, and a header from outside does not change the address', async () => {
  const { email } = await newcomer();
  const guess = (client: string) => server.server.deps.signIn.signIn(email, 'угадываю пароль', { client, agent: '' });
  const problems: string[] = [];
  for (let i = 0; i < 6; i += 1) {
    const outcome = await guess(`2001:db8:1:2::${i}`);
    problems.push(outcome.ok ? 'in' : outcome.problem);
  }
  const elsewhere = await guess('2001:db8:1:3::1');
  const forged = await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      fetch(`${url}/sign-in`, {
        method: 'POST',
        headers: { origin: url, 'x-vovremya-client': `203.0.113.${i}`, 'x-forwarded-for': `203.0.113.${i}` },
        body: new URLSearchParams({ email: 'forged@example.org', password: 'угадываю пароль' }),
      }),
    ),
  );

  expect(problems).toEqual([...Array(5).fill('wrong'), 'too-many']);
  expect(elsewhere).toMatchObject({ problem: 'wrong' });
  expect(forged.filter(({ status }) => status === 429)).toHaveLength(1);
});

// CVE-2026-45337: any session could approve any device.
test('a connection is of the person who confirmed it, and of the extension that asked', async () => {
  const { auth_user_id: userId } = await personRow(server, office.tenantId, office.curator.personId);
  const verifier = randomBytes(32).toString('base64url');
  const code = await issueCode(server.db, userId, challengeOf(verifier), server.server.deps.now());

  const stolen = await redeem(url, { code, verifier: randomBytes(32).toString('base64url') });
  const own = await issueCode(server.db, userId, challengeOf(verifier), server.server.deps.now());
  const grant = (await (await redeem(url, { code: own, verifier })).json()) as {
    me: { person: { id: string } };
    deviceId: string;
  };
  const stranger = await signIn(url, (await newcomer()).email);
  await stranger.post(`/devices/${grant.deviceId}/revoke`, { password: PASSWORD });

  expect(stolen.status).toBe(403);
  expect(grant.me.person.id).toBe(office.curator.personId);
  expect(await (await (await signIn(url, office.curator.email)).get('/')).text()).toContain(grant.deviceId);
});

// GHSA-fmh4-wcc4-5jm3: an invitation was taken by somebody it was not for.
test('an invitation makes a new account in its own tenant and changes nobody who is there', async () => {
  const { page: boss } = await administrator(server, office.tenantId);
  const invited = await boss.post('/admin/people', { name: 'Новый', roles: 'administrator' });
  const link = found(/(\/join\/[\w-]+)/, await invited.text());
  const other = await openOffice(server);
  const page = await signIn(url, other.curator.email);

  const taken = await page.post(link, { email: other.curator.email, password: PASSWORD, again: PASSWORD });
  const forged = await page.post(`/join/${other.tenantId.replaceAll('-', '')}${link.slice('/join/'.length + 32)}`, {});

  expect(taken.status).toBe(400);
  expect((await page.get('/admin')).status).toBe(403);
  expect(forged.status).toBe(410);
});

// GHSA-2vg6: sessions stayed when their user was deleted.
test('a sign-in that waits for its code ends nowhere when the person is disabled meanwhile', async () => {
  const person = await newcomer();
  const { secret } = await setUpSecondFactor(await signIn(url, person.email));
  const [before, between] = [browser(url), browser(url)];
  await before.post('/sign-in', { email: person.email, password: PASSWORD });
  await disablePerson(server.db, office.tenantId, person.personId, Date.now());
  await between.post('/sign-in', { email: person.email, password: PASSWORD });

  const late = await before.post('/sign-in/code', { code: totp(secret) });
  const later = await between.post('/sign-in/code', { code: totp(secret, 1) });

  expect(late.status).toBe(401);
  expect(later.status).toBe(403);
  expect(later.headers.getSetCookie().join()).not.toContain('session_token=');
  const left = await sql<{ n: number }>`select count(*)::int as n from auth_session s join auth_user u on u.id = s."userId"
    where u.email = ${person.email}`.execute(server.db);
  expect(left.rows[0]?.n).toBe(0);
});
