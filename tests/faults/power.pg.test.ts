import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { connectOwner } from '../../server/db/connect.ts';
import { inSnapshot } from '../../server/db/snapshot.ts';
import { verifyJournal } from '../../server/journal/verify-journal.ts';
import { clientOf, openCase, setImportance } from '../server/harness.ts';
import { end, freePort, startOn } from '../support/own-postgres.ts';
import { copyFolder, cutPower, logPosition, type Power } from '../support/power-cut.ts';
import { seeded } from '../support/seeded.ts';
import { openRegion } from './region.ts';
import { isThorough } from './thorough.ts';

const IMAGES = isThorough ? 30 : 6;
/** No checkpoint but ours; memory so small that pages are put out to the files all the time; a log in pieces of one MB. */
const SETTINGS = [
  'checkpoint_timeout=1h',
  'max_wal_size=10GB',
  'shared_buffers=1MB',
  'autovacuum=off',
  'bgwriter_delay=10ms',
  'wal_writer_delay=10s',
];

/** More than those of the checkpoint before, and how long they are waited for. */
const FLUSHES = 5;
const COUNTED_MS = 15_000;

interface Work extends Power {
  folder: string;
  databaseUrl: string;
  tenantId: string;
  /** Commands that the server had answered for, by id, with their sequence numbers. */
  acknowledged: Map<string, number>;
  flushes: number;
}

/** A server at work until the power goes, in the middle of commands. */
async function work(): Promise<Work> {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-power-'));
  // PostgreSQL may run as somebody else.
  chmodSync(folder, 0o711);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const region = await openRegion(1, ['--wal-segsize=1'], SETTINGS);
  onTestFinished(region.close);
  const { office, colleagues, postgres, ask } = region;
  const flushesOf = async () =>
    (await ask<{ n: number }>("select sum(fsyncs)::int as n from pg_stat_io where object = 'wal'"))[0]?.n ?? 0;
  const [url = ''] = region.targets();
  await office.curator.push([openCase(office.bodies.roads)]);
  await ask('checkpoint');
  const [flushed, written] = [join(folder, 'flushed'), join(folder, 'written')];
  copyFolder(postgres.folder, flushed);

  const before = await flushesOf();
  // On a line that stands: while one is opened, more than was promised may be flushed for other reasons.
  const watcher = await connectOwner({ connectionString: region.databaseUrl });
  watcher.on('error', () => undefined);
  const acknowledged = new Map<string, number>();
  let working = true;
  const people = [office.curator, colleagues.curator].map((client) => clientOf(url, client.grant));
  const loads = people.map(async (client) => {
    while (working) {
      const open = openCase(office.bodies.roads);
      const answer = await client.push([open, setImportance(open.caseId), setImportance(open.caseId)]).catch(() => null);
      for (const receipt of answer?.receipts ?? []) if (receipt.outcome === 'applied') acknowledged.set(receipt.id, receipt.seq);
    }
  });
  // A process of PostgreSQL tells of its flushes once a second at most: quick work would be over before it did.
  const longest = Date.now() + COUNTED_MS;
  let flushes = 0;
  while (acknowledged.size < 150 || (flushes <= FLUSHES && Date.now() < longest)) {
    await sleep(50);
    flushes = (await flushesOf()) - before;
  }
  const promised = new Map(acknowledged);
  const [log] = (await watcher.query<{ at: string }>('select pg_current_wal_flush_lsn()::text as at')).rows;
  await postgres.halt();
  working = false;
  await Promise.all(loads);
  copyFolder(postgres.folder, written);
  const logTo = logPosition(log?.at ?? '');
  return {
    folder,
    flushed,
    written,
    logTo,
    databaseUrl: region.databaseUrl,
    tenantId: office.tenantId,
    acknowledged: promised,
    flushes,
  };
}

/** What of the promises is broken on this disk; PostgreSQL must come up on it first. */
async function judgeImage(image: string, { databaseUrl, tenantId, acknowledged }: Work): Promise<string[]> {
  const port = await freePort();
  const running = await startOn(image, port, []);
  const address = new URL(databaseUrl);
  address.port = String(port);
  const client = await connectOwner({ connectionString: address.href });
  try {
    return await faultsIn(client, tenantId, acknowledged);
  } finally {
    await client.end();
    await end(running, 'SIGQUIT');
  }
}

async function faultsIn(client: pg.Client, tenantId: string, acknowledged: Map<string, number>): Promise<string[]> {
  const faults: string[] = [];
  const { rows: receipts } = await client.query<{ id: string; seq: number }>(
    "select id, seq::int from command_receipt where tenant_id = $1 and outcome = 'applied'",
    [tenantId],
  );
  const kept = new Map(receipts.map(({ id, seq }) => [id, seq]));
  for (const [id, seq] of acknowledged) if (kept.get(id) !== seq) faults.push(`${id} was acknowledged at ${seq} and is lost`);
  await inSnapshot(client, () => verifyJournal(client, (found) => faults.push(`journal: ${JSON.stringify(found)}`)));
  for (const table of ['event', 'command_receipt', 'case_row', 'case_text']) {
    const counted = async (way: string) => {
      await client.query(
        `set enable_seqscan = ${way === 'heap'}; set enable_indexonlyscan = ${way !== 'heap'}; set enable_bitmapscan = off`,
      );
      const { rows } = await client.query<{ n: number }>(
        `select count(*)::int as n from (select tenant_id from ${table} order by 1) as t`,
      );
      return rows[0]?.n;
    };
    const [heap, index] = [await counted('heap'), await counted('index')];
    if (heap !== index) faults.push(`${table} has ${heap} rows, its index ${index}`);
  }
  return faults;
}

test('every command that was answered for is there, once and in its place, on whatever disk the power leaves behind', async () => {
  const done = await work();
  const image = join(done.folder, `image-${randomBytes(3).toString('hex')}`);
  const faults: string[] = [];
  let lost = 0;
  for (let seed = 1; seed <= IMAGES; seed += 1) {
    lost += cutPower(done, image, seeded(seed));
    faults.push(...(await judgeImage(image, done)).map((fault) => `image ${seed}: ${fault}`));
  }
  // A disk that had flushed less than it said would be found.
  cutPower({ ...done, logTo: done.logTo - 300_000 }, image, seeded(1));
  const lying = await judgeImage(image, done).catch((problem: Error) => [problem.message]);

  expect(faults).toEqual([]);
  expect(lost).toBeGreaterThan(IMAGES * 10);
  expect(lying.length).toBeGreaterThan(0);
  // Asked for, and not only said to be: people who write at the same time share flushes.
  expect(done.flushes).toBeGreaterThan(FLUSHES);
}, 300_000);
