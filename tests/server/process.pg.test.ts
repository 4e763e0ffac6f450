import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { PushAnswer } from '../../lib/protocol/api.ts';
import { isThorough } from '../faults/thorough.ts';
import { type Client, clientOf, openCase, setImportance } from './harness.ts';
import { dataFolder, firstWords, type ServerProcess, settle, spawnServer, startProcess } from './server-process.ts';

const KILLS = isThorough ? 50 : 10;

const folder = dataFolder();
let server: ServerProcess;
let curator: Client;
let bodyId: string;

beforeAll(async () => {
  server = await startProcess(folder.path);
  ({ curator, bodyId } = await settle(server));
});
afterAll(async () => {
  await server.end('SIGTERM');
  folder.remove();
});

function postmasterPid(): number {
  return Number.parseInt(readFileSync(join(folder.path, 'postgres/postmaster.pid'), 'utf8'), 10);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test('the secrets are readable by the owner only, and PostgreSQL listens on the loopback only', () => {
  const listening = readFileSync(`/proc/${postmasterPid()}/net/tcp`, 'utf8');
  const port = Number(readFileSync(join(folder.path, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]);
  const hex = port.toString(16).toUpperCase().padStart(4, '0');

  expect(statSync(join(folder.path, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder.path, 'postgres')).mode & 0o777).toBe(0o700);
  expect(listening).toContain(`0100007F:${hex} 00000000:0000 0A`);
  expect(listening).not.toContain(` 00000000:${hex}`);
});

test('a second server on the same data folder ends at once naming the first', async () => {
  const second = spawnServer(['--port', '0', '--data', folder.path]);
  const exited = once(second, 'exit');
  const said = await firstWords(second);
  const [code] = await exited;

  expect(code).toBe(1);
  expect(said).toContain(`pid ${server.child.pid}`);
  expect(said).not.toContain('    at ');
  expect((await curator.ask('/api/reference')).status).toBe(200);
});

test('every command has exactly one effect when the server is killed while it is at work', async () => {
  let unanswered = 0;
  const act = () => {
    const open = openCase(bodyId);
    return { open, commands: [open, ...Array.from({ length: 5 }, () => setImportance(open.caseId))] };
  };
  const startedAt = performance.now();
  await curator.push(act().commands);
  let shortest = performance.now() - startedAt;
  for (let round = 0; round < KILLS; round += 1) {
    const { open, commands } = act();
    let answered: PushAnswer | null = null;
    const pushedAt = performance.now();
    const pushing = curator.push(commands).then(
      (answer) => {
        answered = answer;
        // The first was not the quickest one: on a machine that was busy then, most kills would come after the answer.
        shortest = Math.min(shortest, performance.now() - pushedAt);
      },
      () => undefined,
    );
    await new Promise((done) => setTimeout(done, (shortest * round) / KILLS));
    await server.end('SIGKILL');
    await pushing;

    server = await startProcess(folder.path);
    curator = clientOf(server.url, curator.grant);
    const { receipts } = await curator.push(commands);

    expect(receipts).toEqual(commands.map(({ id }) => ({ id, outcome: 'applied', seq: expect.any(Number) })));
    if (!answered) unanswered += 1;
    if (answered) expect(receipts).toEqual((answered as PushAnswer).receipts);
    const page = await curator.changes();
    const changes = page.status === 'ok' ? page.changes : [];
    const document = changes
      .flatMap((change) => (change.kind === 'case' ? [change.document] : []))
      .find(({ id }) => id === open.caseId);
    const types = (document?.events ?? []).map(({ type }) => type);
    expect(types.filter((type) => type === 'message.detected')).toHaveLength(1);
    expect(types.filter((type) => type === 'importance.set')).toHaveLength(5);
  }
  // Otherwise the kills came too late to prove anything.
  expect(unanswered).toBeGreaterThan(2);
}, 360_000);

test('the server starts when it and its PostgreSQL were both killed', async () => {
  const pid = postmasterPid();
  await server.end('SIGKILL');
  process.kill(pid, 'SIGKILL');

  server = await startProcess(folder.path);
  curator = clientOf(server.url, curator.grant);

  expect((await curator.pull()).documents).toHaveLength(KILLS + 1);
});

test('no process and no lock is left when the server is asked to end', async () => {
  const pid = postmasterPid();

  const code = await server.end('SIGTERM');

  expect(code).toBe(0);
  expect(isRunning(pid)).toBe(false);
  expect(existsSync(join(folder.path, 'lock'))).toBe(false);
  server = await startProcess(folder.path);
  expect(server.invitation).toBeNull();
});

test('bad arguments end with a sentence and no stack', () => {
  const run = (...args: string[]) => {
    try {
      execFileSync(process.execPath, ['server/main.ts', ...args], { stdio: 'pipe' });
      return 'ended well';
    } catch (problem) {
      return String((problem as { stderr: Buffer }).stderr);
    }
  };

  expect(run('--port', 'many')).toMatch(/^Порт «many»/);
  expect(run('--clock', '2026-03-05T09:00:00Z')).toMatch(/^Часы можно перевести только на учебном сервере/);
  expect(run('--practice', '--clock', 'завтра')).toMatch(/^Время «завтра» не понято/);
  expect(run('--nonsense')).not.toContain('    at ');
});

test('a PostgreSQL of one’s own is used, and kept between two starts, when its address is given', async () => {
  const admin = new pg.Client(`${inject('postgres')}/postgres`);
  await admin.connect();
  await admin.query('create database own_postgres');
  await admin.end();
  const own = dataFolder();
  const start = async () => {
    const child = spawnServer(['--port', '0', '--data', own.path], `${inject('postgres')}/own_postgres`);
    const said = await firstWords(child);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    return { said, code: (await exited)[0] };
  };

  const first = await start();
  const client = new pg.Client(`${inject('postgres')}/own_postgres`);
  await client.connect();
  const { rows } = await client.query('select count(*)::int as tenants from tenant');
  const second = await start();
  const again = await client.query('select count(*)::int as tenants from tenant');
  await client.end();
  const kept = readdirSync(own.path).sort();
  own.remove();

  expect(kept).toEqual(['checkpoints.jsonl', 'journal-key.pem', 'journal-key.pub']);
  expect(first.said).toMatch(/Приглашение для администратора.*\/join\//);
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(rows).toEqual([{ tenants: 1 }]);
  expect(again.rows).toEqual([{ tenants: 1 }]);
});

test('one sentence says so when the PostgreSQL that was named cannot be reached', async () => {
  const child = spawnServer(['--port', '0', '--data', folder.path], 'postgres://nobody:wrong@127.0.0.1:9/none');
  const exited = once(child, 'exit');

  expect(await firstWords(child)).toContain('База данных из DATABASE_URL недоступна');
  expect((await exited)[0]).toBe(1);
});
