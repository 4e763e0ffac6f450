import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { totp } from './authenticator.ts';
import { browser } from './browser.ts';
import { connectPerson, type Office, openOffice, PASSWORD, startTestServer, type TestServer } from './harness.ts';
import { administrator, aMinuteLater, leadsTo, setUpSecondFactor, signIn } from './staff.ts';

const MINUTE = 60_000;

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

/** Somebody with the second factor, and a browser that has given the password and waits for the code. */
async function halfWay() {
  const { email, personId } = await newcomer();
  const own = await signIn(url, email);
  const { secret, codes } = await setUpSecondFactor(own);
  const page = browser(url);
  const answer = await page.post('/sign-in', { email, password: PASSWORD, next: '/account' });
  return { email, personId, own, secret, codes, page, answer };
}

function enter(page: ReturnType<typeof browser>, code: string) {
  return page.post('/sign-in/code', { code, next: '/account' });
}

test('a person sets the second factor up with his password, and is asked for its code from then on', async () => {
  const { page, answer, secret, own } = await halfWay();
  const before = await page.get('/account');

  const entered = await enter(page, totp(secret));

  expect(leadsTo(answer)).toBe('/sign-in/code?next=%2Faccount');
  expect(leadsTo(before)).toContain('/sign-in');
  expect(leadsTo(entered)).toBe('/account');
  expect(await (await page.get('/account')).text()).toContain('Включён');
  expect((await own.get('/account')).status).toBe(200);
});

test('the second factor is not set up with a wrong password, nor before its first right code', async () => {
  const { email } = await newcomer();
  const page = await signIn(url, email);

  const wrong = await page.post('/account/second-factor/start', { password: 'не тот пароль' });
  const begun = await page.post('/account/second-factor/start', { password: PASSWORD });
  const miss = await page.post('/account/second-factor/confirm', { code: '000000' });

  expect(wrong.status).toBe(400);
  expect(await wrong.text()).not.toContain('class="secret"');
  expect(await begun.text()).toMatch(/<svg[^>]*viewBox/);
  expect(miss.status).toBe(400);
  expect(leadsTo(await browser(url).post('/sign-in', { email, password: PASSWORD }))).toBe('/');
});

test('a code of the authenticator works once', async () => {
  const { email, secret, page } = await halfWay();
  const other = browser(url);
  await other.post('/sign-in', { email, password: PASSWORD });
  const code = totp(secret);

  const answers = await Promise.all([enter(page, code), enter(other, code)]);
  const replayed = await (async () => {
    const third = browser(url);
    await third.post('/sign-in', { email, password: PASSWORD });
    return await enter(third, code);
  })();

  expect(answers.map(({ status }) => status).sort()).toEqual([303, 401]);
  expect(replayed.status).toBe(401);
  expect(replayed.headers.getSetCookie().join()).not.toContain('session_token=');
});

test('a backup code works once, and new ones make the old worthless', async () => {
  const { email, codes, page, own } = await halfWay();
  const [first = '', second = ''] = codes;
  const again = async (code: string) => {
    const next = browser(url);
    await next.post('/sign-in', { email, password: PASSWORD });
    return (await enter(next, code)).status;
  };

  expect(codes).toHaveLength(10);
  expect((await enter(page, ` ${first.toLowerCase().replace('-', ' ')} `)).status).toBe(303);
  expect(await again(first)).toBe(401);
  expect((await own.post('/account/second-factor/codes', { password: 'не тот' })).status).toBe(400);
  expect((await own.post('/account/second-factor/codes', { password: PASSWORD })).status).toBe(200);
  expect(await again(second)).toBe(401);
});

test('a sign-in begins anew after five wrong codes, and the account is locked after ten in a row', async () => {
  const { email, secret, page } = await halfWay();
  const wrong: number[] = [];
  for (let i = 0; i < 5; i += 1) wrong.push((await enter(page, '000000')).status);
  const burnt = await enter(page, totp(secret));

  const next = browser(url);
  for (let i = 0; i < 2; i += 1) {
    await next.post('/sign-in', { email, password: PASSWORD });
    for (let j = 0; j < 5; j += 1) await enter(next, '000000');
  }
  await next.post('/sign-in', { email, password: PASSWORD });
  const locked = await enter(next, totp(secret));

  expect(wrong).toEqual([401, 401, 401, 401, 401]);
  expect(burnt.status).toBe(401);
  expect(locked.status).toBe(429);
  expect(await locked.text()).toContain('Подождите 15 минут');
});

test('of many codes that are tried at once no more are looked at than one by one', async () => {
  const { email } = await halfWay();
  const pages = [];
  for (let i = 0; i < 20; i += 1) {
    const page = browser(url);
    await page.post('/sign-in', { email, password: PASSWORD });
    pages.push(page);
  }

  const answers = await Promise.all(pages.map((page) => enter(page, '000000')));

  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
});

test('the second factor is taken off with the password alone by nobody else, and the sign-in is one step again', async () => {
  const { email, own } = await halfWay();

  const refused = await own.post('/account/second-factor/stop', { password: 'не тот' });
  const stopped = await own.post('/account/second-factor/stop', { password: PASSWORD });

  expect(refused.status).toBe(400);
  expect(leadsTo(stopped)).toBe('/account?done=second-factor-off');
  expect(leadsTo(await browser(url).post('/sign-in', { email, password: PASSWORD }))).toBe('/');
});

test('whoever has no second factor is led to it and to nothing else when his tenant demands one', async () => {
  const strict = await openOffice(server);
  const boss = await administrator(server, strict.tenantId);
  const limits = { sessionIdleHours: '12', sessionMaxDays: '30', deviceIdleDays: '30', deviceMaxDays: '365' };
  const page = await signIn(url, strict.curator.email);
  const saved = await boss.page.post('/admin/security', { ...limits, requireSecondFactor: 'yes' });

  const places = ['/', '/account', '/connect?challenge=x', '/admin', `/devices/${strict.curator.grant.deviceId}/revoke`];
  const led = await Promise.all(places.map(async (place) => leadsTo(await page.get(place))));
  const asked = `/connect?${new URLSearchParams({ challenge: 'a'.repeat(43), state: '', redirect: '' })}`;
  const connecting = leadsTo(await page.get(asked)) ?? '';
  const shown = await (await page.get(connecting)).text();
  const { shown: codes } = await setUpSecondFactor(page, asked);

  expect(leadsTo(saved)).toBe('/admin?done=security-saved');
  expect(led.filter((place) => !place?.startsWith('/account/second-factor?'))).toEqual([null]);
  expect(shown).toContain('Администратор требует второй фактор');
  expect(codes).toContain('/connect?challenge=');
  expect((await page.get(asked)).status).toBe(200);
  expect(leadsTo(await boss.page.get('/admin'))).toContain('/account/second-factor');
  expect((await strict.curator.ask('/api/reference')).status).toBe(200);
});

test('the time for the code is ten minutes', async () => {
  const { page, secret } = await halfWay();
  await server.db
    .updateTable('auth_verification')
    .set({ expiresAt: new Date(Date.now() - MINUTE) })
    .execute();

  const late = await enter(page, totp(secret));

  expect(late.status).toBe(401);
  expect(await late.text()).toContain('Войдите ещё раз');
});
