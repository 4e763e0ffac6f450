import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Client, openCase, sealed, setImportance } from '../server/harness.ts';
import { dataFolder, listening, settle } from '../server/server-process.ts';
import { mountingWay, onSmallDisk } from '../support/small-disk.ts';
import { createDevice, type Device } from './device.ts';
import { judge } from './judge.ts';
import { openRegion } from './region.ts';

const MB = 1024 * 1024;

/** More than 50 kB that cannot be packed. */
function longReason(caseId: string) {
  const letters = Array.from({ length: 19_000 }, () => String.fromCharCode(0x4e00 + Math.floor(Math.random() * 20_000)));
  const reason = sealed(letters.join(''));
  const act = setImportance(caseId);
  return { ...act, args: { ...act.args, reason: reason.ref }, texts: [reason.text] };
}

const post = (client: Client, commands: unknown[]) =>
  client.ask('/api/commands', { method: 'POST', body: JSON.stringify({ sentAt: Date.now(), commands }) });

async function said(answer: Response): Promise<unknown[]> {
  const { error } = (await answer.json()) as { error?: { code: string } };
  return [answer.status, error?.code ?? null, answer.headers.get('retry-after')];
}

const standing = async (url: string, what = '') => {
  const answer = await fetch(`${url}/api/ready${what}`);
  return [answer.status, await answer.json()];
};

async function comesTo<T>(ask: () => Promise<T>, wanted: T): Promise<void> {
  await expect.poll(ask, { timeout: 15_000, interval: 200 }).toEqual(wanted);
}

async function syncUntil(device: Device, kind: string): Promise<void> {
  await comesTo(async () => (await device.sync({ eager: true }))?.kind, kind);
}

test('commands wait on the device and nothing accepted is lost when PostgreSQL cannot write, and all are taken once it can again', async () => {
  // Segments of its log so small that they stay below the limit.
  const region = await openRegion(1, ['--wal-segsize=1']);
  onTestFinished(region.close);
  const [url = ''] = region.targets();
  const { curator, bodies } = region.office;
  const device = createDevice('curator', { server: url, token: curator.grant.token }, Math.random);
  const first = openCase(bodies.roads);
  await device.give(first);
  for (let more = 0; more < 2; more += 1) {
    for (let one = 0; one < 15; one += 1) await device.give(longReason(first.caseId));
    await syncUntil(device, 'done');
  }

  region.postgres.limitFiles(1.25 * MB);
  const waiting = [longReason(first.caseId), openCase(bodies.school)];
  for (const command of waiting) await device.give(command);
  const refused = await device.sync({ eager: true });
  const answer = await said(await post(curator, [longReason(first.caseId)]));
  const short = await standing(url);
  const forReading = await standing(url, '?for=reading');
  const unsent = (await device.outbox().pending('curator')).map(({ command }) => command.id);

  region.postgres.limitFiles(null);
  await comesTo(() => standing(url), [200, { ready: true }]);
  await syncUntil(device, 'done');
  await syncUntil(device, 'done');

  expect(refused?.kind).toBe('server-full');
  expect(answer).toEqual([503, 'disk-full', '10']);
  expect(short).toEqual([503, { ready: false, reason: 'disk-full' }]);
  expect(forReading).toEqual([200, { ready: false, reason: 'disk-full' }]);
  expect(unsent).toEqual(waiting.map(({ id }) => id));
  expect(await judge(region, [device])).toEqual([]);
}, 120_000);

const place = dataFolder();
const way = mountingWay(place.path);
if (way === null) process.stdout.write('  This system lets nobody mount a disk: the server on a full one is NOT tried here.\n');

test.runIf(way !== null)(
  'the server stays up to be read and says why it takes nothing when its disk is full to the last, and takes again when there is space',
  async () => {
    const disk = onSmallDisk(way ?? [], place.path, 200, [
      process.execPath,
      'server/main.ts',
      '--port',
      '0',
      '--data',
      place.path,
    ]);
    const server = await listening(disk.child);
    onTestFinished(async () => {
      await server.end('SIGTERM');
      place.remove();
    });
    const { curator, bodyId } = await settle(server);
    const open = openCase(bodyId);
    const [kept] = (await curator.push([open])).receipts;

    disk.fill(40 * MB);
    await comesTo(() => standing(server.url), [503, { ready: false, reason: 'disk-full' }]);
    const answers: unknown[] = [];
    for (let more = 0; more < 10; more += 1) answers.push(await said(await post(curator, [longReason(open.caseId)])));
    const left = disk.bytesLeft();
    disk.fill(0);
    await sleep(1_100);
    const toTheLast = await said(await post(curator, [longReason(open.caseId)]));
    const page = await fetch(`${server.url}/sign-in`);
    const health = await fetch(`${server.url}/api/health`);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();

    disk.free();
    await comesTo(() => standing(server.url), [200, { ready: true }]);
    const [again] = (await curator.push([open])).receipts;
    const [after] = (await curator.push([longReason(open.caseId)])).receipts;

    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['[503,"disk-full","10"]']));
    // PostgreSQL has its room still, so it did not end.
    expect(left).toBeGreaterThan(30 * MB);
    expect(toTheLast).toEqual([503, 'disk-full', '10']);
    expect([page.status, health.status]).toEqual([200, 200]);
    expect(metrics).toMatch(/^vovremya_disk_full 1$/m);
    expect(again).toEqual(kept);
    expect(after?.outcome).toBe('applied');
    expect((await curator.pull()).documents).toEqual([open.caseId]);
  },
  120_000,
);
