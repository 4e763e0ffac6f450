import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createSyncLoop } from '../../lib/background/sync-loop.ts';
import { hashOf, newToken } from '../../server/auth/secrets.ts';
import { firstContact } from '../../server/commands/occurred-at.ts';
import { openCase, openOffice, startTestServer, type TestServer } from '../server/harness.ts';
import { type BadWay, openBadWay } from '../support/bad-way.ts';
import { seeded } from '../support/seeded.ts';
import { createDevice, type Device } from './device.ts';
import { openRegion, type Region } from './region.ts';

let region: Region;
let way: BadWay;

beforeAll(async () => {
  region = await openRegion(2);
  way = await openBadWay({ targets: region.targets, random: seeded(1), fate: () => 'arrives' });
}, 120_000);
afterAll(async () => {
  await way?.close();
  await region?.close();
});

function loopOf(device: Device, server: string) {
  let looks = true;
  const loop = createSyncLoop({
    sync: { run: async (options = {}) => (await device.sync(options)) ?? { kind: 'trouble', retryAt: Date.now() } },
    connection: async () => ({ ...device.connection, server }),
    someoneLooks: async () => looks,
    onOutcome: async () => undefined,
    presence: { shown: () => [], heard: () => undefined, lost: () => undefined },
    now: Date.now,
  });
  onTestFinished(() => {
    looks = false;
    loop.closeLive();
  });
  return loop;
}

async function has(device: Device, caseId: string, withinMs: number): Promise<boolean> {
  for (const until = Date.now() + withinMs; Date.now() < until; await sleep(50)) {
    if (await device.cache().document(caseId)) return true;
  }
  return false;
}

test('what others do arrives by itself when the server that held the line dies and another one lives', async () => {
  const device = createDevice('listener', { server: way.url, token: region.office.curator.grant.token }, Math.random);
  const loop = loopOf(device, way.url);
  await loop.tend();
  await loop.kick();

  for (const place of [0, 1]) {
    const dying = region.killServer(place, 1_000);
    await sleep(300);
    const open = openCase(region.office.bodies.roads);
    const writer = createDevice('writer', { server: way.url, token: region.colleagues.curator.grant.token }, Math.random);
    await writer.give(open);
    for (let tried = 0; tried < 20 && (await writer.sync({ eager: true }))?.kind !== 'done'; tried += 1) await sleep(200);

    expect(await has(device, open.caseId, 12_000)).toBe(true);
    await dying;
  }
  expect(device.faults).toEqual([]);
}, 120_000);

test('what others do arrives by asking alone when no live line gets through, and the line is tried ever more seldom', async () => {
  let tried = 0;
  const proxy = createServer();
  proxy.on('upgrade', (_, line) => {
    tried += 1;
    line.destroy();
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  onTestFinished(() => void proxy.close());
  const device = createDevice('asker', { server: way.url, token: region.office.curator.grant.token }, Math.random);
  const loop = loopOf(device, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  await loop.tend();
  const open = openCase(region.office.bodies.roads);
  await region.colleagues.curator.push([open]);

  await loop.kick({ eager: true });
  const arrived = await has(device, open.caseId, 10_000);
  await sleep(12_000);

  expect(arrived).toBe(true);
  expect(tried).toBeGreaterThan(1);
  // Without waiting longer each time there would be a dozen.
  expect(tried).toBeLessThan(9);
}, 60_000);

test('other tenants are not held up when a transaction stands on the head of one', async () => {
  const server = await startTestServer();
  onTestFinished(() => server.server.close());
  const [held, free] = [await openOffice(server), await openOffice(server)];
  const owner = new pg.Client(server.databaseUrl);
  await owner.connect();
  await owner.query('begin');
  await owner.query('select from tenant_head where tenant_id = $1 for update', [held.tenantId]);

  const open = openCase(held.bodies.roads);
  const waiting = held.curator.push([open]);
  const [other] = (await free.curator.push([openCase(free.bodies.roads)])).receipts;
  const page = await free.curator.pull();
  const own = await held.head.changes();
  await owner.query('rollback');
  await owner.end();

  expect(other?.outcome).toBe('applied');
  expect(page.documents).toHaveLength(1);
  expect(own).toMatchObject({ status: 'ok', changes: [] });
  expect((await waiting).receipts[0]?.outcome).toBe('applied');
});

test('a thousand devices that come back at once are all answered, as quickly as when they come one after another', async () => {
  const server = await startTestServer();
  onTestFinished(() => server.server.close());
  const { tenantId, curator, bodies } = await openOffice(server);
  await curator.push(Array.from({ length: 10 }, () => openCase(bodies.roads)));
  const tokens = await devicesOf(server, tenantId, curator.personId, 1_000);

  const asked = (from: string[]) =>
    Promise.all(
      from.map(async (token) => {
        const answer = await fetch(`${server.server.url}/api/changes?epoch=&after=0&tip=`, {
          headers: { authorization: `Bearer ${token}` },
        });
        const { changes } = (await answer.json()) as { changes?: unknown[] };
        return { status: answer.status, count: changes?.length };
      }),
    );
  const timed = async <T>(run: () => Promise<T>) => {
    const startedAt = performance.now();
    return { answers: await run(), ms: performance.now() - startedAt };
  };

  const inTurn = await timed(async () => {
    for (let from = 0; from < 200; from += 8) await asked(tokens.slice(from, from + 8));
  });
  const storm = await timed(() => asked(tokens));

  expect(storm.answers.filter(({ status, count }) => status !== 200 || count !== 10)).toEqual([]);
  // Five times as many in the same run, with room for a noisy machine.
  expect(storm.ms).toBeLessThan(2 * 5 * inTurn.ms);
}, 120_000);

async function devicesOf(server: TestServer, tenantId: string, personId: string, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, () => newToken(tenantId));
  const owner = new pg.Client(server.databaseUrl);
  await owner.connect();
  await owner.query(
    `insert into device (tenant_id, id, person_id, name, token_hash, created_at, last_used_at, contact)
     select $1, hash, $2, 'Chromium', hash, $3, $3, $4 from unnest($5::text[]) as hash`,
    [tenantId, personId, Date.now(), JSON.stringify(firstContact(Date.now())), tokens.map(hashOf)],
  );
  await owner.end();
  return tokens;
}
