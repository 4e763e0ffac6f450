import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Office, openCase, openOffice, startTestServer, type TestServer } from './harness.ts';
import { line } from './live-line.ts';

let server: TestServer;
let second: TestServer;
let office: Office;

beforeAll(async () => {
  server = await startTestServer();
  second = await startTestServer(server.databaseUrl);
  office = await openOffice(server);
});
afterAll(async () => {
  await second.server.close();
  await server.server.close();
});

test('a listener is told that there is more when somebody else changed something', async () => {
  const live = line(server.server.url, office.roads.grant.token);
  expect(await live.next()).toEqual({ type: 'ready' });

  const { receipts } = await office.curator.push([openCase(office.bodies.roads)]);
  const frame = await live.next();
  const page = await office.roads.pull();
  live.close();

  expect(frame).toEqual({ type: 'more', seq: (receipts[0] as { seq: number }).seq });
  expect(page.cursor.after).toBeGreaterThanOrEqual((frame as { seq: number }).seq);
});

test('a listener is told within a second when the change was made through another process, also right after the line stood', async () => {
  const took: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const other = await openOffice(server);
    const live = line(second.server.url, other.roads.grant.token);
    expect(await live.next()).toEqual({ type: 'ready' });

    const startedAt = performance.now();
    await other.curator.push([openCase(other.bodies.roads)]);
    const frame = await Promise.race([live.next(), new Promise((done) => setTimeout(done, 10_000, 'nothing'))]);
    took.push(performance.now() - startedAt);
    live.close();

    expect(frame).toMatchObject({ type: 'more' });
  }
  // The least: a busy machine only adds to it.
  expect(Math.min(...took)).toBeLessThan(1_000);
});

test('a listener is told once of a change that was made through his own process', async () => {
  const live = line(server.server.url, office.roads.grant.token);
  expect(await live.next()).toEqual({ type: 'ready' });
  // Between two looks at what other processes committed, and then over the next of them.
  await new Promise((done) => setTimeout(done, 700));
  await office.curator.push([openCase(office.bodies.roads)]);
  await new Promise((done) => setTimeout(done, 1_300));
  live.close();

  expect(live.frames).toHaveLength(1);
});

test('a listener is told once of a change that was committed while a look at what others committed was under way', async () => {
  const { tenantId, roads } = await openOffice(server);
  const owner = new pg.Client(server.databaseUrl);
  await owner.connect();
  const live = line(server.server.url, roads.grant.token);
  expect(await live.next()).toEqual({ type: 'ready' });
  await owner.query('begin');
  await owner.query('lock table tenant_reference in access exclusive mode');
  // By then a look has read how far the feed went, and waits for the rest of what it reads.
  await new Promise((done) => setTimeout(done, 1_200));
  const moved = 'update tenant_head set seq = seq + 1 where tenant_id = $1 returning seq::int';
  const { rows } = await owner.query<{ seq: number }>(moved, [tenantId]);
  const seq = rows[0]?.seq ?? 0;
  server.server.deps.announcer.tell(tenantId, seq);
  await owner.query('commit');
  await owner.end();
  await new Promise((done) => setTimeout(done, 1_300));
  live.close();

  expect(live.frames).toEqual([{ type: 'more', seq }]);
});

test('the line is closed when the token is unknown, and nothing is told', async () => {
  const live = line(server.server.url, 'nonsense');

  expect(await live.closed).toBe(1008);
  expect(live.frames).toEqual([]);
});

test('a page of another site cannot open the line', async () => {
  const answer = await fetch(`${server.server.url}/api/live`, { headers: { origin: 'https://vk.com' } });

  expect(answer.status).toBe(401);
  const { WebSocket: NodeWebSocket } = await import('ws');
  const socket = new NodeWebSocket(`${server.server.url.replace('http', 'ws')}/api/live`, { origin: 'https://vk.com' });
  const problem = await new Promise<Error>((done) => socket.once('error', done));
  expect(problem.message).toContain('403');
});

test('another tenant hears nothing', async () => {
  const other = await openOffice(server);
  const live = line(server.server.url, other.curator.grant.token);
  expect(await live.next()).toEqual({ type: 'ready' });

  await office.curator.push([openCase(office.bodies.roads)]);
  await new Promise((done) => setTimeout(done, 800));
  live.close();

  expect(live.frames).toEqual([]);
});
