import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIMITS } from '../../lib/protocol/api.ts';
import { healthSchema, referenceSchema } from '../../lib/protocol/api-schema.ts';
import { type Office, openCase, openOffice, setImportance, startTestServer, type TestServer } from './harness.ts';

const HOUR = 3_600_000;

let server: TestServer;
let office: Office;
let url: string;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  url = server.server.url;
});
afterAll(() => server.server.close());

/** The moments of the newest event of a case. */
async function newestEvent(caseId: string) {
  const page = await office.curator.changes();
  const changes = page.status === 'ok' ? page.changes : [];
  const found = changes.find((change) => change.kind === 'case' && change.document.id === caseId);
  const event = found?.kind === 'case' ? found.document.events.at(-1) : undefined;
  if (!event) throw new Error('no event');
  return event;
}

test('an address tells that it is a server of this kind, without a token', async () => {
  const answer = await fetch(`${url}/api/health`);

  expect(healthSchema.parse(await answer.json())).toMatchObject({ product: 'vovremya', api: 1 });
});

test('the reference passes the parser of the extension', async () => {
  const reference = referenceSchema.parse(await (await office.roads.ask('/api/reference')).json());

  expect(reference.me.person).toMatchObject({ id: office.roads.personId, roles: ['executor'], bodyId: office.bodies.roads });
  expect(reference.profiles.map(({ profile, version }) => ({ profile, version }))).toContainEqual(reference.defaultProfile);
  expect(reference.calendar.map(({ year }) => year)).toContain(2026);
});

test('nothing is answered without a good token', async () => {
  const statuses = await Promise.all(
    ['/api/changes', '/api/reference', '/api/nothing'].map(async (path) => (await fetch(url + path)).status),
  );
  const forged = await fetch(`${url}/api/changes`, { headers: { authorization: `Bearer ${'0'.repeat(32)}${'a'.repeat(43)}` } });

  expect(statuses).toEqual([401, 401, 401]);
  expect(forged.status).toBe(401);
  expect(await forged.json()).toEqual({ error: { code: 'unauthorized' } });
});

test('an extension may read the answers and a page of a network may not', async () => {
  const allowed = async (origin: string) =>
    (await fetch(`${url}/api/health`, { headers: { origin } })).headers.get('access-control-allow-origin');

  expect(await allowed(`chrome-extension://${'a'.repeat(32)}`)).toBe(`chrome-extension://${'a'.repeat(32)}`);
  expect(await allowed('moz-extension://2a7b6a3e-0000-4000-8000-000000000000')).toMatch(/^moz-extension/);
  expect(await allowed('https://vk.com')).toBeNull();
});

test('a request is refused with a code when it is too large, too long, or not what it should be', async () => {
  const post = async (body: string) => {
    const answer = await office.curator.ask('/api/commands', { method: 'POST', body });
    return [answer.status, ((await answer.json()) as { error: { code: string } }).error.code];
  };
  const many = Array.from({ length: LIMITS.commandsPerPush + 1 }, () => openCase(office.bodies.roads));

  expect(await post('не JSON')).toEqual([400, 'bad-request']);
  expect(await post(JSON.stringify({ sentAt: 0, commands: [{ id: 'not-an-id' }] }))).toEqual([400, 'bad-request']);
  expect(await post(JSON.stringify({ sentAt: 0, commands: many }))).toEqual([400, 'bad-request']);
  expect(await post(JSON.stringify({ sentAt: 0, commands: [], more: 'x'.repeat(LIMITS.bodyBytes) }))).toEqual([413, 'too-large']);
});

test('a device that asks without a pause is told how long to wait', async () => {
  const answers = await Promise.all(Array.from({ length: 150 }, () => office.school.ask('/api/device/nothing')));
  const refused = answers.filter(({ status }) => status === 429);

  expect(refused.length).toBeGreaterThan(0);
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('an act that claims to be of tomorrow or of long ago counts from when it can have been done', async () => {
  const open = openCase(office.bodies.roads);
  await office.curator.push([open]);
  const connectedAt = Date.now();

  await office.curator.push([{ ...setImportance(open.caseId), occurredAt: Date.now() + 24 * HOUR }]);
  const early = await newestEvent(open.caseId);
  await office.curator.push([{ ...setImportance(open.caseId, 'urgent'), occurredAt: Date.now() - 24 * HOUR }]);
  const late = await newestEvent(open.caseId);

  expect(early.at).toBeLessThanOrEqual(early.recordedAt ?? 0);
  expect(late.at).toBeGreaterThan(connectedAt - 3 * 60_000);
  expect(late.recordedAt).toBeGreaterThanOrEqual(late.at);
});

test('an act of an hour without the server keeps its moment, the time of recording stands beside it', async () => {
  const open = openCase(office.bodies.roads);
  await office.curator.push([open]);
  const done = Date.now() + 10 * 60_000;
  server.pass(HOUR);

  await office.curator.push([{ ...setImportance(open.caseId), occurredAt: done }], Date.now() + HOUR);
  const event = await newestEvent(open.caseId);
  server.pass(-HOUR);

  expect(event.at).toBe(done);
  expect((event.recordedAt ?? 0) - done).toBeGreaterThan(49 * 60_000);
});
