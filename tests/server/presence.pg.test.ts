import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Present, Showing } from '../../lib/domain/presence.ts';
import type { LiveFrame } from '../../lib/protocol/api.ts';
import type { Device } from '../../server/auth/devices.ts';
import { readTables } from '../../server/backup/tables.ts';
import { inTenant, openDatabase } from '../../server/db/connect.ts';
import { createPresence } from '../../server/live/presence.ts';
import { silentLog } from '../../server/log.ts';
import { type Client, type Office, openCase, openOffice, startTestServer, type TestServer } from './harness.ts';
import { line } from './live-line.ts';
import { dataFolder, type ServerProcess, startProcess } from './server-process.ts';

let server: TestServer;
/** Another process altogether, on the same database. */
let second: ServerProcess;
let folder: ReturnType<typeof dataFolder>;
let office: Office;
let roadsCase: string;

beforeAll(async () => {
  server = await startTestServer();
  folder = dataFolder();
  second = await startProcess(folder.path, '0', [], server.databaseUrl);
  office = await openOffice(server);
  const open = openCase(office.bodies.roads);
  await office.curator.push([open]);
  roadsCase = open.caseId;
});
afterAll(async () => {
  await second.end('SIGTERM');
  folder.remove();
  await server.server.close();
});

type Line = ReturnType<typeof line>;

async function connected(url: string, { grant }: Client): Promise<Line> {
  const live = line(url, grant.token);
  expect(await live.next()).toEqual({ type: 'ready' });
  return live;
}

function show(live: Line, ...at: Showing[]): void {
  live.send({ type: 'present', at });
}

/** What is told of the others at one subject, once it is as `expected`; what is told before that is passed over. */
async function others(live: Line, expected: (people: Present[]) => boolean = () => true): Promise<Present[]> {
  for (;;) {
    const frame: LiveFrame = await live.next();
    if (frame.type === 'presence' && expected(frame.people)) return frame.people;
  }
}

async function isQuiet(live: Line): Promise<boolean> {
  await new Promise((done) => setTimeout(done, 1_300));
  return live.frames.every(({ type }) => type !== 'presence');
}

const at = (id: string, doing: Showing['doing'] = 'looks'): Showing => ({ subject: `case:${id}`, doing });

test.each([
  ['the same process', () => server.server.url],
  ['another process on the same database', () => second.url],
])('who looks and who types is seen at once by whoever looks too, through %s', async (_, url) => {
  const curator = await connected(server.server.url, office.curator);
  const executor = await connected(url(), office.roads);
  show(executor, at(roadsCase));
  show(curator, at(roadsCase));
  const [toCurator, toExecutor] = [await others(curator), await others(executor)];

  show(executor, at(roadsCase, 'types'));
  const typing = await others(curator);
  executor.close();
  const left = await others(curator);
  show(curator, at(roadsCase, 'done'));
  curator.close();

  expect(toCurator).toEqual([{ personId: office.roads.personId, doing: 'looks', heldAt: null }]);
  expect(toExecutor).toEqual([{ personId: office.curator.personId, doing: 'looks', heldAt: null }]);
  expect(typing).toEqual([{ personId: office.roads.personId, doing: 'types', heldAt: expect.any(Number) }]);
  // What he began is his for a while yet.
  expect(left).toEqual([{ personId: office.roads.personId, doing: 'away', heldAt: typing[0]?.heldAt }]);
  await forget();
});

/** Nothing that was said before counts any more. */
async function forget(): Promise<void> {
  await inTenant(server.db, office.tenantId, (trx) => trx.deleteFrom('presence').execute());
}

test('a body hears nothing of a case that is not its own, and a message without a case is told to those who see every case', async () => {
  const message: Showing = { subject: 'message:vk:wall-1_2?reply=3', doing: 'types' };
  const curator = await connected(server.server.url, office.curator);
  const school = await connected(server.server.url, office.school);
  const head = await connected(second.url, office.head);
  show(curator, at(roadsCase, 'types'), message);
  show(school, at(roadsCase, 'types'), message);
  show(head, message);

  expect(await others(head)).toMatchObject([{ personId: office.curator.personId, doing: 'types' }]);
  expect(await isQuiet(school)).toBe(true);
  const rows = await inTenant(server.db, office.tenantId, (trx) =>
    trx.selectFrom('presence').select('person_id').distinct().execute(),
  );
  expect(rows.map((row) => row.person_id).sort()).toEqual([office.curator.personId, office.head.personId].sort());
  for (const one of [curator, school, head]) one.close();
  await forget();
});

test('another tenant hears nothing, whatever it asks for', async () => {
  const other = await openOffice(server);
  const [curator, stranger] = [
    await connected(server.server.url, office.curator),
    await connected(server.server.url, other.curator),
  ];
  show(curator, at(roadsCase, 'types'));
  show(stranger, at(roadsCase, 'types'), { subject: 'message:vk:wall-1_2', doing: 'types' });

  expect(await isQuiet(stranger)).toBe(true);
  expect(await isQuiet(curator)).toBe(true);
  curator.close();
  stranger.close();
  await forget();
});

test('one person in two windows is told of nobody, and is one person to the others', async () => {
  const [first, again, curator] = [
    await connected(server.server.url, office.roads),
    await connected(second.url, office.roads),
    await connected(server.server.url, office.curator),
  ];
  show(first, at(roadsCase));
  show(again, at(roadsCase, 'types'));
  await new Promise((done) => setTimeout(done, 700));
  show(curator, at(roadsCase));

  expect(await others(curator, ([one]) => one?.doing === 'types')).toHaveLength(1);
  expect(await others(first)).toMatchObject([{ personId: office.curator.personId }]);
  for (const one of [first, again, curator]) one.close();
  await forget();
});

test('a line that shows something is ended at its next word when the device was revoked', async () => {
  const own = await openOffice(server);
  const live = await connected(server.server.url, own.roads);
  await own.roads.ask('/api/device/sign-out', { method: 'POST', body: '{}' });
  show(live, at(roadsCase));

  expect(await live.closed).toBe(1008);
});

/** A server whose clock a test may move; nobody else's moves with it. */
async function withClock(work: (moved: TestServer) => Promise<void>): Promise<void> {
  const moved = await startTestServer(server.databaseUrl);
  try {
    await work(moved);
  } finally {
    await moved.server.close();
    await forget();
  }
}

test('a claim is the first one’s while he types, ends five minutes after, and at once when he is done', () =>
  withClock(async (moved) => {
    const { url } = moved.server;
    const [roads, curator] = [await connected(url, office.roads), await connected(url, office.curator)];
    const isRoads = ({ personId }: Present) => personId === office.roads.personId;
    show(curator, at(roadsCase));
    show(roads, at(roadsCase, 'types'));
    const first = (await others(curator, (people) => people.some((one) => one.heldAt !== null))).find(isRoads);
    show(curator, at(roadsCase, 'types'));
    const [later] = await others(roads, ([one]) => one?.heldAt !== null);

    moved.pass(4 * 60_000);
    show(roads, at(roadsCase, 'types'));
    show(curator, at(roadsCase, 'done'));
    await others(roads, ([one]) => one?.heldAt === null);
    moved.pass(4 * 60_000);
    show(curator, at(roadsCase));
    const afterEight = await others(curator, (people) => people.some(({ doing }) => doing === 'away'));
    moved.pass(2 * 60_000);
    const ended = await others(curator, (people) => people.length === 0);
    for (const one of [roads, curator]) one.close();

    expect(first).toMatchObject({ doing: 'types', heldAt: expect.any(Number) });
    expect(later?.heldAt ?? 0).toBeGreaterThanOrEqual(first?.heldAt ?? Number.MAX_VALUE);
    expect(afterEight.find(isRoads)?.heldAt).toBe(first?.heldAt);
    expect(ended).toEqual([]);
  }));

test('a process that dies leaves nobody behind for longer than its last word counts', () =>
  withClock(async (moved) => {
    const dying = await startProcess(folder.path, '0', [], server.databaseUrl);
    const [roads, curator] = [await connected(dying.url, office.roads), await connected(moved.server.url, office.curator)];
    show(roads, at(roadsCase));
    show(curator, at(roadsCase));
    expect(await others(curator)).toHaveLength(1);
    await dying.end('SIGKILL');
    expect(await isQuiet(curator)).toBe(true);
    moved.pass(50_000);

    // Its own last word is too old by now as well.
    expect(await others(curator)).toEqual([]);
    curator.close();
  }));

test('what is no statement, and more than can be heard, changes nothing; the line holds', () =>
  withClock(async (moved) => {
    const { url } = moved.server;
    const [roads, curator] = [await connected(url, office.roads), await connected(url, office.curator)];
    const nonsense = [{}, { type: 'present' }, { type: 'present', at: [{ subject: 'everything', doing: 'looks' }] }, 'x', null];
    for (const one of nonsense) roads.send(one);
    for (let i = 0; i < 200; i += 1) show(roads, at('00000000-0000-7000-8000-000000000000', 'types'));
    show(roads, at(roadsCase, 'types'));
    show(curator, at(roadsCase));
    expect(await isQuiet(curator)).toBe(true);
    moved.pass(40_000);
    show(roads, at(roadsCase));

    expect(await others(curator)).toMatchObject([{ personId: office.roads.personId, doing: 'looks', heldAt: null }]);
    for (const one of [roads, curator]) one.close();
  }));

test('nothing about anybody was logged, and a backup leaves out who was where', async () => {
  const people = await inTenant(server.db, office.tenantId, (trx) => trx.selectFrom('person').select(['id', 'name']).execute());
  const owner = new pg.Client(server.databaseUrl);
  await owner.connect();
  const backedUp = (await readTables(owner)).map(({ name }) => name);
  await owner.end();
  const logged = JSON.stringify(server.logged);

  expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
  expect(people.flatMap(({ id, name }) => [id, name]).filter((word) => logged.includes(word))).toEqual([]);
  expect(backedUp).toContain('read_journal');
  expect(backedUp).not.toContain('presence');
});

test('nobody seems to leave and come back when many are looked up at the same moment', async () => {
  const curator = await connected(server.server.url, office.curator);
  const crowd = await Promise.all(Array.from({ length: 8 }, () => connected(server.server.url, office.head)));
  show(curator, at(roadsCase));
  const isThere = (people: Present[]) => people.some(({ personId }) => personId === office.roads.personId);
  for (let round = 0; round < 12; round += 1) {
    const executor = await connected(server.server.url, office.roads);
    for (const one of crowd) show(one, at(roadsCase, round % 2 === 0 ? 'types' : 'done'));
    show(executor, at(roadsCase));
    for (const one of crowd) show(one, at(roadsCase));
    await others(curator, isThere);
    await new Promise((done) => setTimeout(done, 100));
    const later = curator.frames.splice(0).flatMap((frame) => (frame.type === 'presence' ? [frame.people] : []));
    expect(later.filter((people) => !isThere(people))).toEqual([]);
    executor.close();
    await others(curator, (people) => !isThere(people));
  }
  for (const one of [curator, ...crowd]) one.close();
  await forget();
});

test('a line that closes while the database is away does not end the server', async () => {
  const { db: _, ...deps } = server.server.deps;
  const db = openDatabase({ connectionString: server.databaseUrl, options: '-c role=vovremya_app' }, silentLog);
  const presence = createPresence({ ...deps, db, log: silentLog });
  const deviceOf = ({ grant }: Client) => ({ tenantId: grant.me.tenant.id, me: grant.me }) as Device;
  const visitors = [office.curator, office.roads].map((client) => {
    const device = deviceOf(client);
    return { device, visitor: presence.enter(device, () => undefined) };
  });
  for (const { device, visitor } of visitors) await visitor.show(device, [at(roadsCase)]);
  const unheard: unknown[] = [];
  const hear = (problem: unknown) => unheard.push(problem);
  process.on('unhandledRejection', hear);

  await db.destroy();
  visitors[0]?.visitor.leave();
  await new Promise((done) => setTimeout(done, 300));

  process.off('unhandledRejection', hear);
  await presence.close();
  expect(unheard).toEqual([]);
});
