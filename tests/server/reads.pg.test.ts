import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTenant } from '../../server/db/connect.ts';
import { addRevision } from '../../server/page-rules/page-rules.ts';
import { setSubstitute } from '../../server/substitutes.ts';
import { type Client, startTestServer, type TestServer } from './harness.ts';
import { send } from './rights-asking.ts';
import { caseOf, member, openPlace, type Place, visit } from './rights-place.ts';
import { isAllowed, ROUTES } from './rights-table.ts';

/** Whatever route shows somebody the texts of a case or the name of a colleague, the journal of reads tells who saw whose and when. */

const MARK = 'ЧТЕНИЕ';
const COLLEAGUE = `Человек ${MARK}`;
/** Words of the citizen in every case that the tests open. */
const CITIZEN = 'Третий день не вывозят мусор';

let server: TestServer;
let place: Place;
let caseId: string;

beforeAll(async () => {
  server = await startTestServer();
  place = await openPlace(server, server.server.deps.library.defaultProfile, MARK);
  const opened = await caseOf(place, place.targets.bodyId);
  if (!opened) throw new Error('no case');
  caseId = opened;
  const maker = { tenantId: place.tenantId, personId: place.targets.personId, network: 'vk' as const };
  await addRevision(server.db, maker, { off: [] }, Date.now());
});
afterAll(() => server.server.close());

async function arrive(role: string, name: string): Promise<Client> {
  const client = await member(server, place.tenantId, role, place.targets.bodyId, MARK);
  await inTenant(server.db, place.tenantId, (trx) =>
    trx.updateTable('person').set({ name }).where('id', '=', client.personId).execute(),
  );
  return client;
}

function readsOf(personId: string) {
  return inTenant(server.db, place.tenantId, (trx) =>
    trx
      .selectFrom('read_journal')
      .select(['what', 'device_id', 'case_ids', 'person_ids', 'at'])
      .where('person_id', '=', personId)
      .orderBy('id')
      .execute(),
  );
}

test.each(['administrator', 'curator', 'executor', 'observer'])(
  'every route that shows texts or colleagues to a person with the role %s is journalled, and no other',
  async (role) => {
    const client = await arrive(role, 'Тот, кто читает');
    const now = Date.now();
    const term = {
      substituteId: client.personId,
      absentId: place.targets.substituteId,
      fromAt: now - 1_000,
      untilAt: now + 3_600_000,
    };
    await setSubstitute(server.db, place.tenantId, client.personId, { ...term, reason: 'отпуск' }, now);
    const page = await visit(server, client.email);
    const kind = role === 'administrator' ? 'administrator' : 'role';
    const routes = ROUTES.filter(
      ({ access, path }) => isAllowed(access, kind) && !['/api/device/sign-out', '/sign-out'].includes(path),
    );
    const wrong: string[] = [];
    const shown: string[] = [];

    for (const route of routes) {
      const before = (await readsOf(client.personId)).length;
      const answer = await send(server.server.url, { page, client }, route, place.targets);
      const text = await answer.text();
      const news = (await readsOf(client.personId)).slice(before);
      const name = `${route.method} ${route.path}`;
      const cases = text.includes(CITIZEN);
      const people = text.includes(COLLEAGUE);
      if (cases && !news.some(({ case_ids }) => case_ids.includes(caseId)))
        wrong.push(`${name}: a text was shown and not journalled`);
      if (people && !news.some(({ person_ids }) => person_ids.length > 0))
        wrong.push(`${name}: a name was shown and not journalled`);
      if (!cases && !people && news.length > 0) wrong.push(`${name}: journalled, and nothing of anybody was shown`);
      if (cases || people) shown.push(name);
    }

    expect(wrong).toEqual([]);
    expect(shown).toEqual(expect.arrayContaining(['GET /api/changes', 'GET /api/reference', 'GET /']));
    if (role === 'administrator')
      expect(shown).toEqual(expect.arrayContaining(['GET /admin', 'GET /admin/pages', 'GET /admin/people/:id']));
  },
);

test('the journal names who was shown, by which way, and never the reader himself or a name', async () => {
  const client = await arrive('administrator', 'Другой, кто читает');
  const page = await visit(server, client.email);
  await client.ask('/api/reference');
  await page.get(`/admin/people/${place.targets.personId}`);
  await page.get('/admin/people/00000000-0000-7000-8000-000000000000');
  await page.get(`/?case=${caseId}`);
  await page.get('/?case=00000000-0000-7000-8000-000000000000');
  const [reference, person, link, ...more] = await readsOf(client.personId);

  expect(more).toEqual([]);
  expect(reference).toMatchObject({ what: 'reference', device_id: client.grant.deviceId, case_ids: [] });
  expect(person).toMatchObject({ what: 'person', device_id: null });
  expect(link).toMatchObject({ what: 'case-link', case_ids: [caseId], person_ids: [] });
  for (const line of [reference, person]) {
    expect(line?.person_ids).toContain(place.targets.personId);
    expect(line?.person_ids).not.toContain(client.personId);
    expect(JSON.stringify(line)).not.toContain(MARK);
  }
});

test('an answer that cannot be journalled is not given', async () => {
  const client = await arrive('administrator', 'Третий, кто читает');
  const page = await visit(server, client.email);
  const owner = new pg.Client(server.databaseUrl);
  await owner.connect();
  await owner.query('revoke insert on read_journal from vovremya_app');
  const answers = [
    await client.ask('/api/reference'),
    await client.ask('/api/changes'),
    await page.get('/admin'),
    await page.get(`/admin/people/${place.targets.personId}`),
  ];
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  await owner.query('grant insert on read_journal to vovremya_app');
  await owner.end();

  expect(answers.map(({ status }) => status)).toEqual([500, 500, 500, 500]);
  expect(texts.filter((text) => text.includes(MARK) || text.includes(CITIZEN))).toEqual([]);
});
