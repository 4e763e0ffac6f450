import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueCode } from '../../server/auth/connect-codes.ts';
import { disablePerson } from '../../server/auth/disable.ts';
import { challengeOf } from '../../server/auth/secrets.ts';
import { browser } from './browser.ts';
import {
  type Client,
  clientOf,
  connectDevice,
  connectPerson,
  type Office,
  openCase,
  openOffice,
  PASSWORD,
  personRow,
  redeem,
  startTestServer,
  type TestServer,
} from './harness.ts';

const MINUTE = 60_000;
const REDIRECT = `https://${'abcdefgh'.repeat(4)}.chromiumapp.org/connected`;

let server: TestServer;
let office: Office;
let url: string;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  url = server.server.url;
});
afterAll(() => server.server.close());

async function signedIn(client: Client) {
  const page = browser(url);
  expect((await page.post('/sign-in', { email: client.email, password: PASSWORD })).status).toBe(303);
  return page;
}

let administratorPage: Promise<ReturnType<typeof browser>> | undefined;

/** One administrator for all tests: signing in too often is refused. */
function administrator() {
  administratorPage ??= connectPerson(server, office.tenantId, ['administrator'], null).then(signedIn);
  return administratorPage;
}

async function inviteLink(form: Record<string, string> = { name: 'Новый Куратор', roles: 'curator' }): Promise<string> {
  const page = await administrator();
  const answer = await (await page.post('/admin/people', form)).text();
  const link = /\/join\/[\w-]+/.exec(answer)?.[0];
  if (!link) throw new Error('no link');
  return link;
}

test('an invitation makes one account, signs it in, and is dead afterwards', async () => {
  const link = await inviteLink({
    name: 'Ольга <b>Ким</b>',
    roles: 'executor',
    bodyId: office.bodies.roads,
    defaultExecutor: 'yes',
  });
  const page = browser(url);
  const shown = await (await page.get(link)).text();
  const form = { email: 'olga@example.org', password: PASSWORD, again: PASSWORD };

  const joined = await page.post(link, form);
  const home = await (await page.get('/')).text();
  const again = await browser(url).get(link);

  expect(shown).toContain('Ольга &lt;b&gt;Ким&lt;/b&gt;');
  expect(joined.headers.get('location')).toBe('/');
  expect(home).toContain('olga@example.org');
  expect(again.status).toBe(410);
  expect(await again.text()).toContain('уже использована');
});

test('one of two wins when they use an invitation at once', async () => {
  const link = await inviteLink();

  const answers = await Promise.all(
    ['one', 'two'].map((name) => browser(url).post(link, { email: `${name}@example.org`, password: PASSWORD, again: PASSWORD })),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
});

test('an invitation says what is wrong when it is unknown, late, or the form is filled in wrongly', async () => {
  const link = await inviteLink();
  const send = (form: Record<string, string>) =>
    browser(url).post(link, { email: 'p@example.org', password: PASSWORD, again: PASSWORD, ...form });

  expect(await (await browser(url).get('/join/nonsense')).text()).toContain('не подходит');
  expect(await (await browser(url).get(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)).text()).toContain('не подходит');
  expect(await (await send({ password: 'пароль12345', again: 'пароль12345' })).text()).toContain('подбирают одним из первых');
  expect(await (await send({ password: 'p@example.org', again: 'p@example.org' })).text()).toContain('из вашей почты');
  expect(await (await send({ password: 'коротко', again: 'коротко' })).text()).toContain('не меньше 10');
  expect(await (await send({ again: 'другой пароль' })).text()).toContain('не совпадают');
  expect(await (await send({ email: 'не почта' })).text()).toContain('не похоже');
  expect(await (await send({ email: office.curator.email })).text()).toContain('уже есть учётная запись');
  server.pass(8 * 24 * 60 * MINUTE);
  expect(await (await browser(url).get(link)).text()).toContain('истёк');
  server.pass(-8 * 24 * 60 * MINUTE);
});

test('a sign-in fails with one sentence when the password or the e-mail is wrong, alike for both', async () => {
  const known = await browser(url).post('/sign-in', { email: office.curator.email, password: 'неправильный пароль' });
  const unknown = await browser(url).post('/sign-in', { email: 'nobody@example.org', password: 'неправильный пароль' });

  expect([known.status, unknown.status]).toEqual([401, 401]);
  expect(await known.text()).toContain('Почта или пароль не подходят');
  expect(await unknown.text()).toContain('Почта или пароль не подходят');
  expect(known.headers.getSetCookie().join()).not.toContain('session');
});

test('nobody can make an account without an invitation', async () => {
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: 'Чужой', email: 'x@example.org', password: PASSWORD, tenantId: office.tenantId }),
  });

  expect(answer.status).toBe(401);
});

test('a form is refused when it comes from another site', async () => {
  const page = await signedIn(office.curator);

  const foreign = await page.post('/sign-out', {}, 'https://vk.com');
  const still = await page.get('/');

  expect(foreign.status).toBe(403);
  expect(still.status).toBe(200);
});

test('after the sign-in nobody is sent to another site', async () => {
  for (const next of ['https://evil.example', '//evil.example', '/\\evil.example']) {
    const answer = await browser(url).post('/sign-in', { email: office.curator.email, password: PASSWORD, next });
    expect(answer.headers.get('location'), next).toBe('/');
  }
});

test('an extension is connected by a person who signs in and confirms', async () => {
  const verifier = randomBytes(32).toString('base64url');
  const asked = { challenge: challengeOf(verifier), state: 'abc', redirect: REDIRECT };
  const page = browser(url);
  const path = `/connect?${new URLSearchParams(asked)}`;
  const turned = await page.get(path);
  const next = new URL(turned.headers.get('location') ?? '', url).searchParams.get('next') ?? '';
  const entered = await page.post('/sign-in', { email: office.curator.email, password: PASSWORD, next });

  const back = await page.post('/connect', asked);
  const returned = new URL(back.headers.get('location') ?? '');
  const grant = await redeem(url, { code: returned.searchParams.get('code') ?? '', verifier });

  expect(entered.headers.get('location')).toBe(path);
  expect(returned.href).toMatch(REDIRECT);
  expect(returned.searchParams.get('state')).toBe('abc');
  expect(await grant.json()).toMatchObject({ me: { person: { id: office.curator.personId, roles: ['curator'] } } });
  expect(await (await page.get('/')).text()).toContain('Chromium');
});

test('the code is shown to be typed when the extension gave no address to return to', async () => {
  const verifier = randomBytes(32).toString('base64url');
  const page = await signedIn(office.curator);

  const shown = await (await page.post('/connect', { challenge: challengeOf(verifier), state: '', redirect: '' })).text();
  const code = /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(shown)?.[0] ?? '';

  expect((await redeem(url, { code: ` ${code.toLowerCase().replace('-', ' ')}`, verifier })).status).toBe(200);
});

test('no code is given when it would go anywhere but to an extension', async () => {
  const page = await signedIn(office.curator);
  const challenge = challengeOf(randomBytes(32).toString('base64url'));

  for (const redirect of [
    'https://evil.example/',
    `https://${'a'.repeat(32)}.chromiumapp.org.evil.example/`,
    'javascript:alert(1)',
  ]) {
    const answer = await page.post('/connect', { challenge, state: '', redirect });
    expect(answer.status, redirect).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  }
});

test('a code is worth nothing with another verifier, a second time, or after two minutes', async () => {
  const { auth_user_id: userId } = await personRow(server, office.tenantId, office.curator.personId);
  const verifier = randomBytes(32).toString('base64url');
  const issue = () => issueCode(server.db, userId, challengeOf(verifier), server.server.deps.now());
  const status = async (code: string, by = verifier) => (await redeem(url, { code, verifier: by })).status;

  const stolen = await issue();
  expect(await status(stolen, randomBytes(32).toString('base64url'))).toBe(403);
  expect(await status(stolen)).toBe(403);

  const good = await issue();
  expect(await status(good)).toBe(200);
  expect(await status(good)).toBe(403);

  const late = await issue();
  server.pass(2 * MINUTE + 1_000);
  expect(await status(late)).toBe(403);
  server.pass(-2 * MINUTE - 1_000);
});

test('a device can do nothing any more when it was revoked, signed out, or idle for a month', async () => {
  const { auth_user_id: userId } = await personRow(server, office.tenantId, office.curator.personId);
  const [revoked, left, idle] = await Promise.all([1, 2, 3].map(async () => clientOf(url, await connectDevice(server, userId))));
  if (!revoked || !left || !idle) throw new Error('no devices');

  await (await signedIn(office.curator)).post(`/devices/${revoked.grant.deviceId}/revoke`, { password: PASSWORD });
  await left.ask('/api/device/sign-out', { method: 'POST' });
  expect([revoked, left, idle].length).toBe(3);
  for (const gone of [revoked, left]) {
    const answer = await gone.ask('/api/changes');
    expect([answer.status, await answer.json()]).toEqual([401, { error: { code: 'unauthorized', detail: 'revoked' } }]);
  }
  expect((await idle.ask('/api/reference')).status).toBe(200);
  server.pass(31 * 24 * 60 * MINUTE);
  const old = await idle.ask('/api/reference');
  expect([old.status, await old.json()]).toEqual([401, { error: { code: 'unauthorized' } }]);
  server.pass(-31 * 24 * 60 * MINUTE);
});

test('sessions and devices end and nothing more takes effect when a person is disabled', async () => {
  const client = await connectPerson(server, office.tenantId, ['curator'], null);
  const page = await signedIn(client);
  const admin = await administrator();
  const pushing = Promise.allSettled(Array.from({ length: 10 }, () => client.push([openCase(office.bodies.roads)])));

  await admin.post(`/admin/people/${client.personId}/disable`, {});
  const after = (await office.head.pull()).cursor;
  await pushing;
  const late = await client.ask('/api/commands', { method: 'POST', body: JSON.stringify({ sentAt: 0, commands: [] }) });
  const later = await office.head.pull(after);

  expect([late.status, await late.json()]).toEqual([401, { error: { code: 'unauthorized', detail: 'revoked' } }]);
  expect(later.documents).toEqual([]);
  expect((await page.get('/')).headers.get('location')).toContain('/sign-in');
  const again = await browser(url).post('/sign-in', { email: client.email, password: PASSWORD });
  expect(again.status).toBe(403);
  expect(await again.text()).toContain('Доступ закрыт');
});

test('an invitation stands among those who have not come yet, with its inviter, and is dead when it was taken back', async () => {
  const page = await administrator();
  const link = await inviteLink({ name: 'Пётр <i>Зорин</i>', roles: 'curator' });
  const used = await inviteLink({ name: 'Уже Пришла', roles: 'curator' });
  const came = { email: 'came@example.org', password: PASSWORD, again: PASSWORD };
  await browser(url).post(used, came);
  const waiting = async () =>
    /<h3>Приглашены и ещё не пришли<\/h3>[\s\S]*?<\/ul>/.exec(await (await page.get('/admin')).text())?.[0] ?? '';
  const shown = await waiting();
  const id = /\/admin\/invitations\/([\w-]+)\/revoke/.exec(shown.slice(shown.indexOf('Пётр')))?.[1];

  const revoked = await page.post(`/admin/invitations/${id}/revoke`, {});
  const again = await page.post(`/admin/invitations/${id}/revoke`, {});

  expect(shown).toContain('Пётр &lt;i&gt;Зорин&lt;/i&gt;');
  expect(shown).toMatch(/ссылка действует до .* · пригласивший: Ирина Петрова/);
  expect(shown).not.toContain('Уже Пришла');
  expect(revoked.headers.get('location')).toBe('/admin?done=invitation-revoked');
  expect(again.headers.get('location')).toBe('/admin?done=invitation-over');
  expect(await waiting()).not.toContain('Пётр');
  expect((await browser(url).get(link)).status).toBe(410);
});

test("the administrator's page is for the administrator only", async () => {
  const page = await signedIn(office.curator);

  expect((await page.get('/admin')).status).toBe(403);
  expect((await page.post('/admin/people', { name: 'Я', roles: 'administrator' })).status).toBe(403);
  expect((await page.post(`/admin/people/${office.head.personId}/disable`, {})).status).toBe(403);
  await expect(disablePerson(server.db, office.tenantId, 'nobody', 0)).resolves.toBe('unknown');
});

test('an administrator adds a body and is told what is wrong with one', async () => {
  const page = await administrator();
  const form = {
    title: 'Парки',
    zone: 'Asia/Yekaterinburg',
    mon: '8:00-12:00, 13:00–17:00',
    accounts: 'Парки https://vk.com/club5\nhttps://ok.ru/group/7',
  };

  const added = await page.post('/admin/bodies', form);
  const shown = await (await page.get(added.headers.get('location') ?? '')).text();
  const zone = await (await page.post('/admin/bodies', { ...form, zone: 'Mars/Base' })).text();
  const hours = await (await page.post('/admin/bodies', { ...form, mon: '12:00-08:00' })).text();
  const idle = await (await page.post('/admin/bodies', { ...form, mon: '' })).text();
  const account = await (await page.post('/admin/bodies', { ...form, accounts: 'https://evil.example/vk.com' })).text();
  const reference = (await (await office.roads.ask('/api/reference')).json()) as { bodies: Record<string, unknown>[] };

  expect(shown).toContain('Орган добавлен');
  expect(zone).toContain('Часового пояса');
  expect(hours).toContain('не понято');
  expect(idle).toContain('хотя бы для одного дня');
  expect(account).toContain('не понята');
  expect(reference.bodies.filter(({ title }) => title === 'Парки')).toMatchObject([
    {
      schedule: {
        week: {
          mon: [
            ['08:00', '12:00'],
            ['13:00', '17:00'],
          ],
          tue: [],
        },
      },
      officialAccounts: [
        { network: 'vk', name: 'Парки' },
        { network: 'ok', url: 'https://ok.ru/group/7' },
      ],
    },
  ]);
});

test('an administrator changes the lists and the hours of the centre', async () => {
  const page = await administrator();
  const form = { title: 'Округ', zone: 'Asia/Omsk', mon: '09:00–18:00', topics: 'Снег\n Вода \n\nСнег', locations: 'Центр' };

  const saved = await page.post('/admin/settings', form);
  const empty = await page.post('/admin/settings', { ...form, locations: ' ' });
  const reference = (await (await office.roads.ask('/api/reference')).json()) as Record<string, unknown>;

  expect(saved.headers.get('location')).toBe('/admin?done=settings-saved');
  expect(await empty.text()).toContain('хотя бы одна тема и одно место');
  expect(reference).toMatchObject({
    me: { tenant: { title: 'Округ' } },
    topics: ['Снег', 'Вода'],
    schedules: { centre: { zone: 'Asia/Omsk', week: { mon: [['09:00', '18:00']], tue: [] } } },
  });
});

test('signing in is refused for a while when somebody keeps guessing, the right password too', async () => {
  const guess = (password: string) => browser(url).post('/sign-in', { email: office.head.email, password });
  for (let i = 0; i < 20; i += 1) await guess('угадываю пароль');

  const refused = await guess(PASSWORD);

  expect(refused.status).toBe(429);
  expect(await refused.text()).toContain('Слишком много попыток');
});

test('no password, token, code or text is in the log after all of this', () => {
  const written = JSON.stringify(server.logged);

  expect(written).not.toContain(PASSWORD);
  expect(written).not.toContain(office.curator.grant.token);
  expect(written).not.toContain('мусор');
  expect(written).not.toContain('/join/');
  expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
});
