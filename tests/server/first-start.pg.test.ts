import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { knownMigrations } from '../../server/db/migrate.ts';
import { silentLog } from '../../server/log.ts';
import { startServer } from '../../server/start.ts';
import { isThorough } from '../faults/thorough.ts';
import { emptyDatabase, freshDatabase } from './harness.ts';
import { holder } from './held-back.ts';
import { dataFolder, type ServerProcess, settle, spawnServer, startProcess } from './server-process.ts';

const folders: ReturnType<typeof dataFolder>[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

/** Starts a server and kills it as soon as it has come so far. */
async function killAt(path: string, moment: () => boolean | Promise<boolean>, databaseUrl?: string): Promise<void> {
  const child = spawnServer(['--port', '0', '--data', path], databaseUrl);
  const exited = once(child, 'exit');
  while (!(await moment()) && child.exitCode === null) await new Promise((done) => setTimeout(done, 2));
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await exited;
}

test('the server starts when its very first start was killed at each of its steps', async () => {
  const folder = dataFolder();
  folders.push(folder);
  const has = (pattern: RegExp) => existsSync(folder.path) && readdirSync(folder.path).some((name) => pattern.test(name));
  const moments = [
    () => has(/^secrets\.json$/),
    () => has(/^postgres\.new-[0-9a-f]+$/),
    () => has(/^postgres$/),
    () => existsSync(join(folder.path, 'postgres/postmaster.pid')),
  ];
  for (const moment of moments) await killAt(folder.path, moment);
  for (const ms of isThorough ? [100, 300, 500, 700, 900, 1_100] : []) {
    const startedAt = Date.now();
    await killAt(folder.path, () => Date.now() - startedAt > ms);
  }

  const server: ServerProcess = await startProcess(folder.path);
  const { curator } = await settle(server);

  expect((await curator.pull()).documents).toEqual([]);
  expect(await server.end('SIGTERM')).toBe(0);
}, 120_000);

test('one installation is made when two servers start at once on a database without any', async () => {
  const url = await freshDatabase();
  const owner = new pg.Client(url);
  await owner.connect();
  onTestFinished(() => owner.end());
  const { holdBack, standStill } = await holder(owner);
  const release = await holdBack('tenant', 'insert');
  const start = () => startServer({ databaseUrl: url, port: 0, host: '127.0.0.1', jobs: false, log: silentLog });

  const starting = [start(), start()];
  await standStill(2);
  await release();
  for (const server of await Promise.all(starting)) await server.close();

  const { rows } = await owner.query('select count(*)::int as tenants from tenant');
  const links = await owner.query('select count(*)::int as open from invitation where revoked_at is null');
  expect([rows, links.rows]).toEqual([[{ tenants: 1 }], [{ open: 1 }]]);
});

test('the server starts when it was killed again and again while it brought the database forward', async () => {
  const [folder, url] = [dataFolder(), await emptyDatabase()];
  folders.push(folder);
  const client = new pg.Client(url);
  await client.connect();
  onTestFinished(() => client.end());
  const done = async () => {
    const { rows } = await client.query<{ n: number | null }>("select to_regclass('schema_migration')::int as n");
    if (!rows[0]?.n) return 0;
    return (await client.query<{ n: number }>('select count(*)::int as n from schema_migration')).rows[0]?.n ?? 0;
  };
  const all = knownMigrations().length;
  const steps = Array.from({ length: all }, (_, at) => at + 1).filter((step) => isThorough || step % 5 === 1);
  const reached: number[] = [];
  for (const step of steps) {
    await killAt(folder.path, async () => (await done()) >= step, url);
    reached.push(await done());
  }

  const server = await startProcess(folder.path, '0', [], url);
  const { curator } = await settle(server);

  // Otherwise the kills came when all was done.
  expect(reached[0]).toBeLessThan(all);
  expect(await done()).toBe(all);
  expect((await curator.pull()).documents).toEqual([]);
  expect(await server.end('SIGTERM')).toBe(0);
}, 120_000);
