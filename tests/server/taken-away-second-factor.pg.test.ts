import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { totp } from './authenticator.ts';
import { browser } from './browser.ts';
import { connectPerson, type Office, openOffice, PASSWORD, startTestServer, type TestServer } from './harness.ts';
import { type Holder, holder } from './held-back.ts';
import { administrator, aMinuteLater, found, leadsTo, type Page, setUpSecondFactor, signIn } from './staff.ts';

const NEW = { password: 'семь синих лодок', again: 'семь синих лодок' };

let server: TestServer;
let office: Office;
let owner: pg.Client;
let held: Holder;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  owner = new pg.Client(server.databaseUrl);
  await owner.connect();
  held = await holder(owner);
});
afterAll(async () => {
  await owner.end();
  await server.server.close();
});

const CHANGES = ['set up', 'taken off'];
const ENDINGS = [
  'everything of the person was ended',
  'the password was reset',
  'the other sessions were ended',
  'the password was changed',
];

test.each(CHANGES.flatMap((change) => ENDINGS.map((ending) => [change, ending] as const)))(
  'a session in which the second factor was being %s is over when %s meanwhile',
  async (what, how) => {
    const { url } = server.server;
    await aMinuteLater(server);
    const person = await connectPerson(server, office.tenantId, ['curator'], null);
    const { page: boss } = await administrator(server, office.tenantId);
    const link = found(/(\/reset\/[\w-]+)/, await (await boss.post(`/admin/people/${person.personId}/reset`, {})).text());
    const [thief, other] = [await signIn(url, person.email), await signIn(url, person.email)];
    const changes = what === 'set up' ? await settingUp(thief) : await takingOff(thief);
    const endings: Record<string, () => Promise<Response>> = {
      'everything of the person was ended': () => boss.post(`/admin/people/${person.personId}/sign-out`, {}),
      'the password was reset': () => browser(url).post(link, NEW),
      'the other sessions were ended': () => other.post('/account/sessions/end-others', { password: PASSWORD }),
      'the password was changed': () => other.post('/account/password', { current: PASSWORD, ...NEW }),
    };
    const release = await held.holdBack('auth_session', 'insert');

    const changing = changes();
    await held.standStill(1);
    const ending = endings[how]?.();
    await held.standStill(2, ending);
    await release();
    await Promise.all([changing, ending]);

    expect(leadsTo(await thief.get('/account'))).toContain('/sign-in');
  },
);

async function settingUp(page: Page) {
  const begun = await (await page.post('/account/second-factor/start', { password: PASSWORD, next: '/' })).text();
  const secret = found(/<code class="secret">([A-Z2-7 ]+)<\/code>/, begun);
  return () => page.post('/account/second-factor/confirm', { code: totp(secret), next: '/' });
}

async function takingOff(page: Page) {
  await setUpSecondFactor(page);
  return () => page.post('/account/second-factor/stop', { password: PASSWORD });
}
