import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { referenceSchema } from '../../lib/protocol/api-schema.ts';
import { endPlace as endTerm } from '../../server/auth/end-place.ts';
import { inTenant } from '../../server/db/connect.ts';
import { fromField, toField } from '../../server/pages/moments.ts';
import { setSubstitute } from '../../server/substitutes.ts';
import {
  type Client,
  command,
  connectPerson,
  type Office,
  openCase,
  openOffice,
  sealed,
  setImportance,
  startTestServer,
  type TestServer,
} from './harness.ts';
import { line } from './live-line.ts';
import { administrator, aMinuteLater, found, leadsTo, signIn } from './staff.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = 'Asia/Yekaterinburg';

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

function now(): number {
  return server.server.deps.now();
}

async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  server.pass(ms);
  return await work().finally(() => server.pass(-ms));
}

/** `substitute` takes the place of `absent`, by default from an hour ago until in an hour. */
async function takePlace(absent: Client, substitute: Client, term: { fromAt?: number; untilAt?: number } = {}): Promise<string> {
  const terms = { fromAt: now() - HOUR, untilAt: now() + HOUR, reason: 'отпуск', ...term };
  const both = { absentId: absent.personId, substituteId: substitute.personId };
  const id = await setSubstitute(server.db, office.tenantId, office.head.personId, { ...both, ...terms }, now());
  if (id === null) throw new Error('no substitute');
  return id;
}

function endPlace(id: string) {
  return endTerm(server.db, office.tenantId, office.head.personId, id, now());
}

async function opened(bodyId: string) {
  const open = openCase(bodyId);
  await office.curator.push([open]);
  return open.caseId;
}

function executor(bodyId: string): Promise<Client> {
  return connectPerson(server, office.tenantId, ['executor'], bodyId);
}

/** Gives the case of a body back as not its own, on the assignment that the reader finds in it. */
async function refuse(client: Client, caseId: string) {
  const page = await office.curator.changes();
  const document =
    page.status === 'ok' ? page.changes.find((one) => one.kind === 'case' && one.document.id === caseId) : undefined;
  const events = document?.kind === 'case' ? document.document.events : [];
  const assignment = events.find(({ type }) => type === 'assignment.received')?.assignment ?? '';
  const comment = sealed('не наше');
  const { receipts } = await client.push([
    command('refuse-competence', caseId, { assignment, comment: comment.ref }, [comment.text]),
  ]);
  return receipts[0];
}

async function lastEvent(caseId: string) {
  const page = await office.curator.changes();
  const document =
    page.status === 'ok' ? page.changes.find((one) => one.kind === 'case' && one.document.id === caseId) : undefined;
  return document?.kind === 'case' ? document.document.events.find(({ type }) => type === 'competence.refused') : undefined;
}

test('a substitute sees and does during the term what the absent person may, and the case tells for whom', async () => {
  const [absent, substitute] = [await executor(office.bodies.roads), await executor(office.bodies.school)];
  const [ofRoads, another] = [await opened(office.bodies.roads), await opened(office.bodies.roads)];
  const before = await refuse(substitute, ofRoads);
  const { cursor } = await substitute.pull();

  await takePlace(absent, substitute);
  const turned = await substitute.changes(cursor);
  const seen = await substitute.pull();
  const during = await refuse(substitute, another);

  expect(before).toMatchObject({ outcome: 'rejected', refusal: { code: 'unknown-case' } });
  expect(turned.status).toBe('rewound');
  expect(seen.documents).toEqual(expect.arrayContaining([ofRoads, another]));
  expect(during).toMatchObject({ outcome: 'applied' });
  expect((await lastEvent(another))?.by).toEqual({
    personId: substitute.personId,
    role: 'executor',
    insteadOf: absent.personId,
  });
});

test('after the term the substitute has nothing of it any more, and what he had is taken back', async () => {
  const [absent, substitute] = [await executor(office.bodies.roads), await executor(office.bodies.school)];
  const ofRoads = await opened(office.bodies.roads);
  await takePlace(absent, substitute);
  const { cursor } = await substitute.pull();

  const [turned, gone, after] = await later(2 * HOUR, async () => {
    const changed = await substitute.changes(cursor);
    return [changed.status, (await substitute.pull()).gone, await refuse(substitute, ofRoads)] as const;
  });

  expect(turned).toBe('rewound');
  expect(gone).toContain(ofRoads);
  expect(after).toMatchObject({ outcome: 'rejected', refusal: { code: 'unknown-case' } });
});

test('an act of the term that arrives after it counts, and one after an end by the administrator does not', async () => {
  const late = async (end: (id: string) => Promise<unknown>) => {
    const [absent, substitute] = [await executor(office.bodies.roads), await executor(office.bodies.school)];
    const id = await takePlace(absent, substitute);
    const open = await opened(office.bodies.roads);
    const act = setImportance(open);
    const curator = await connectPerson(server, office.tenantId, ['curator'], null);
    const deputy = await executor(office.bodies.school);
    const ofCurator = await takePlace(curator, deputy);
    const done = { ...act, occurredAt: Date.now() + 30 * 60_000 };
    await end(id);
    await end(ofCurator);
    return await later(2 * HOUR, async () => (await deputy.push([done], Date.now() + 2 * HOUR)).receipts[0]);
  };

  expect(await late(async () => undefined)).toMatchObject({ outcome: 'applied' });
  expect(await late(endPlace)).toMatchObject({ outcome: 'rejected' });
});

test('a substitute of a curator works as one, and the place does not pass on to a third', async () => {
  const curator = await connectPerson(server, office.tenantId, ['curator'], null);
  const [second, third] = [await executor(office.bodies.school), await executor(office.bodies.school)];
  await takePlace(curator, second);
  await takePlace(second, third);

  expect((await second.push([openCase(office.bodies.roads)])).receipts[0]).toMatchObject({ outcome: 'applied' });
  expect((await third.push([openCase(office.bodies.roads)])).receipts[0]).toMatchObject({
    outcome: 'rejected',
    refusal: { code: 'not-your-role' },
  });
});

test('a term counts neither before it begins nor when the absent person was disabled', async () => {
  const [absent, substitute] = [await executor(office.bodies.roads), await executor(office.bodies.school)];
  const ofRoads = await opened(office.bodies.roads);
  await takePlace(absent, substitute, { fromAt: now() + DAY, untilAt: now() + 2 * DAY });
  const sees = async () => (await substitute.pull()).documents.includes(ofRoads);

  expect(await sees()).toBe(false);
  expect(await later(1.5 * DAY, sees)).toBe(true);
  await inTenant(server.db, office.tenantId, (trx) =>
    trx.updateTable('person').set({ disabled_at: now() }).where('id', '=', absent.personId).execute(),
  );
  expect(await later(1.5 * DAY, sees)).toBe(false);
});

test('the reference names whose place is taken, and its version changes with the term', async () => {
  const [absent, substitute] = [await executor(office.bodies.roads), await executor(office.bodies.school)];
  const version = async () => await substitute.changes().then((page) => (page.status === 'ok' ? page.referenceVersion : ''));
  const reference = async () => referenceSchema.parse(await (await substitute.ask('/api/reference')).json());
  await takePlace(absent, substitute);

  const during = await reference();
  const [changed, after] = await later(2 * HOUR, async () => [await version(), await reference()] as const);

  expect(during.me.actsFor).toMatchObject([{ person: { id: absent.personId, bodyId: office.bodies.roads } }]);
  expect(after.me.actsFor).toEqual([]);
  expect(changed).not.toBe(during.version);
  expect(changed).toBe(after.version);
});

test('the live line tells at once that a term began, and that it ended by the clock', async () => {
  const [absent, substitute] = [await executor(office.bodies.roads), await executor(office.bodies.school)];
  const live = line(url, substitute.grant.token);
  expect(await live.next()).toEqual({ type: 'ready' });
  await new Promise((done) => setTimeout(done, 1_200));
  live.frames.length = 0;

  await takePlace(absent, substitute);
  const began = await live.next();
  await new Promise((done) => setTimeout(done, 1_200));
  live.frames.length = 0;
  server.pass(2 * HOUR);
  const ended = await live.next().finally(() => server.pass(-2 * HOUR));
  live.close();

  expect([began.type, ended.type]).toEqual(['more', 'more']);
});

test('ending a term waits for the command that is being decided', async () => {
  const [absent, substitute] = [await executor(office.bodies.roads), await executor(office.bodies.school)];
  const id = await takePlace(absent, substitute);
  const order: string[] = [];
  const { activeSender } = await import('../../server/commands/sender.ts');
  const sender = { tenantId: office.tenantId, personId: substitute.personId, deviceId: null };

  let begun = () => {};
  const locked = new Promise<void>((done) => {
    begun = done;
  });
  const deciding = inTenant(server.db, office.tenantId, async (trx) => {
    const actor = await activeSender(trx, sender, now());
    expect(actor.actsFor).toHaveLength(1);
    begun();
    await new Promise((done) => setTimeout(done, 400));
    order.push('decided');
  });
  await locked;
  await Promise.all([deciding, endPlace(id).then(() => order.push('ended'))]);

  expect(order).toEqual(['decided', 'ended']);
});

test('an administrator sets a term on the page, sees it there, and ends it', async () => {
  const { page } = await administrator(server, office.tenantId);
  const [absent, substitute] = [await executor(office.bodies.roads), await executor(office.bodies.school)];
  const path = `/admin/people/${absent.personId}`;
  const form = {
    substituteId: substitute.personId,
    from: toField(now() - HOUR, ZONE),
    until: toField(now() + DAY, ZONE),
    reason: 'отпуск, распоряжение № 15',
  };
  const send = (change: Record<string, string>) => page.post(`${path}/substitutes`, { ...form, ...change });

  const set = await send({});
  const shown = await (await page.get(path)).text();
  const own = await signIn(url, substitute.email);
  const home = await (await own.get('/')).text();
  const term = found(/\/substitutes\/([\w-]+)\/end/, shown);
  const ended = await page.post(`${path}/substitutes/${term}/end`, {});
  const again = await page.post(`${path}/substitutes/${term}/end`, {});

  expect(leadsTo(set)).toBe(`${path}?done=substitute-set`);
  expect(shown).toContain('распоряжение № 15');
  expect(home).toContain('Замещаете:');
  expect(leadsTo(ended)).toBe(`${path}?done=substitute-ended`);
  expect(again.status).toBe(404);
  expect(await (await own.get('/')).text()).not.toContain('Замещаете:');
});

test('a term is refused with one sentence when it is not what it should be', async () => {
  const { page } = await administrator(server, office.tenantId);
  const other = await openOffice(server);
  const path = `/admin/people/${office.roads.personId}/substitutes`;
  const form = {
    substituteId: office.school.personId,
    from: toField(now(), ZONE),
    until: toField(now() + DAY, ZONE),
    reason: 'отпуск',
  };
  const said = async (change: Record<string, string>) => {
    const answer = await page.post(path, { ...form, ...change });
    return [answer.status, /role="alert">([^<]*)</.exec(await answer.text())?.[1]];
  };

  expect(await said({ from: 'вчера' })).toEqual([400, 'Укажите, с какого и по какое время длится замещение.']);
  expect(await said({ until: toField(now() - DAY, ZONE) })).toEqual([400, 'Конец замещения раньше начала.']);
  expect(await said({ from: toField(now() - 2 * DAY, ZONE), until: toField(now() - DAY, ZONE) })).toEqual([
    400,
    'Замещение уже закончилось бы.',
  ]);
  expect(await said({ until: toField(now() + 400 * DAY, ZONE) })).toEqual([400, 'Замещение длится не больше 366 дней.']);
  expect(await said({ reason: ' ' })).toEqual([400, 'Укажите основание замещения (до 500 знаков).']);
  expect(await said({ substituteId: office.roads.personId })).toEqual([400, 'Заместить самого себя нельзя.']);
  expect(await said({ substituteId: other.school.personId })).toEqual([400, 'Выберите замещающего из списка.']);
});

test('a field for date and time keeps the moment in every zone', () => {
  for (const zone of ['Asia/Yekaterinburg', 'Europe/Moscow', 'Asia/Kamchatka', 'UTC']) {
    const at = Date.UTC(2026, 1, 28, 19, 45);
    expect(fromField(toField(at, zone), zone), zone).toBe(at);
  }
  expect(fromField('2026-03-05T09:00', 'Asia/Yekaterinburg')).toBe(Date.UTC(2026, 2, 5, 4));
  expect(fromField('завтра', 'UTC')).toBeNull();
});

test('a body that shares a case does not get what the others wrote of their part', async () => {
  const open = openCase(office.bodies.roads);
  await office.curator.push([{ ...open, args: { ...open.args, bodies: [office.bodies.roads, office.bodies.school] } }]);
  const refused = await refuse(office.roads, open.caseId);
  const texts = async (client: Client) => {
    const page = await client.changes();
    const changes = page.status === 'ok' ? page.changes : [];
    const document = changes.find((one) => one.kind === 'case' && one.document.id === open.caseId);
    return document?.kind === 'case' ? Object.values(document.document.texts).map(({ body }) => body) : [];
  };

  expect(refused).toMatchObject({ outcome: 'applied' });
  expect(await texts(office.roads)).toContain('не наше');
  expect(await texts(office.curator)).toContain('не наше');
  expect(await texts(office.school)).toContain('Третий день не вывозят мусор');
  expect(await texts(office.school)).not.toContain('не наше');
});
