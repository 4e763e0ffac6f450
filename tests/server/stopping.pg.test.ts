import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { freshDatabase, openCase } from './harness.ts';
import { dataFolder, firstWords, settle, spawnServer, startProcess } from './server-process.ts';

function folderForTest(): string {
  const folder = dataFolder();
  onTestFinished(folder.remove);
  return folder.path;
}

test('a request under way is answered, live lines are told, and the process ends with 0 when it is asked to', async () => {
  const databaseUrl = await freshDatabase();
  const server = await startProcess(folderForTest(), '0', [], databaseUrl);
  const { curator, bodyId } = await settle(server);
  const live = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`);
  const farewell = new Promise<number>((done) => live.addEventListener('close', ({ code }) => done(code)));
  await new Promise((done) => live.addEventListener('open', done));
  live.send(JSON.stringify({ token: curator.grant.token }));
  await new Promise((done) => live.addEventListener('message', done));
  const blocker = new pg.Client(databaseUrl);
  await blocker.connect();
  await blocker.query('begin; select from person for update');

  const pushing = curator.push([openCase(bodyId)]);
  await new Promise((done) => setTimeout(done, 500));
  const exited = once(server.child, 'exit');
  server.child.kill('SIGTERM');
  await new Promise((done) => setTimeout(done, 1_000));
  const newcomer = await fetch(`${server.url}/api/health`).then(
    () => 'answered',
    () => 'refused',
  );
  const stillThere = server.child.exitCode;
  await blocker.query('rollback');
  await blocker.end();
  const answer = await pushing;
  const [code] = await exited;

  expect(answer.receipts[0]?.outcome).toBe('applied');
  expect([newcomer, stillThere, await farewell, code]).toEqual(['refused', null, 1001, 0]);
});

test('the process ends when it is asked to in the midst of looking for what other processes did', async () => {
  const databaseUrl = await freshDatabase();
  const server = await startProcess(folderForTest(), '0', [], databaseUrl);
  onTestFinished(() => void server.child.kill('SIGKILL'));
  const { curator } = await settle(server);
  const live = await lineOf(server.url, curator.grant.token);
  const blocker = new pg.Client(databaseUrl);
  await blocker.connect();
  await blocker.query('begin; lock table tenant_head in access exclusive mode');
  const { rows } = await blocker.query('select pg_backend_pid() as me');
  const looks = `select count(*)::int as n from pg_stat_activity where ${rows[0].me} = any (pg_blocking_pids(pid))`;
  await expect.poll(async () => (await blocker.query(looks)).rows[0].n, { timeout: 10_000 }).toBeGreaterThan(0);

  const exited = once(server.child, 'exit');
  server.child.kill('SIGTERM');
  await once(live, 'close');
  const asked = () => fetch(`${server.url}/api/health`).catch(() => 'refused');
  await expect.poll(asked, { timeout: 25_000 }).toBe('refused');
  await blocker.query('rollback');
  await blocker.end();

  const late = new Promise((done) => setTimeout(() => done(['still there']), 10_000));
  expect(((await Promise.race([exited, late])) as unknown[])[0]).toBe(0);
});

/** An open live line that was welcomed. */
async function lineOf(url: string, token: string): Promise<NodeWebSocket> {
  const live = new NodeWebSocket(`${url.replace('http', 'ws')}/api/live`);
  await once(live, 'open');
  live.send(JSON.stringify({ token }));
  await once(live, 'message');
  return live;
}

test('a live line that does not answer the farewell does not hold the server back', async () => {
  const server = await startProcess(folderForTest(), '0', [], await freshDatabase());
  const { hostname, port } = new URL(server.url);
  const mute = connect(Number(port), hostname);
  const key = Buffer.alloc(16).toString('base64');
  mute.write(
    `GET /api/live HTTP/1.1\r\nHost: ${hostname}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  const [greeting] = (await once(mute, 'data')) as [Buffer];
  mute.on('error', () => undefined);

  const startedAt = performance.now();
  const code = await server.end('SIGTERM');

  expect(String(greeting)).toContain('101 Switching Protocols');
  expect(code).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(8_000);
});

const TLS = join(import.meta.dirname, 'fixtures/tls');
const CERT = join(TLS, 'for-tests-only.crt');
const KEY = join(TLS, 'for-tests-only.key');

test('the server answers by https, pages and live channel alike, when it is given a certificate', async () => {
  const server = await startProcess(folderForTest(), '0', ['--cert', CERT, '--key', KEY], await freshDatabase());
  const ca = readFileSync(CERT);
  const [answer] = (await once(get(`${server.url}/sign-in`, { ca }), 'response')) as [import('node:http').IncomingMessage];
  answer.resume();
  const live = new NodeWebSocket(`${server.url.replace('https', 'wss')}/api/live`, { ca });
  await once(live, 'open');
  const plain = await fetch(`${server.url.replace('https', 'http')}/api/health`).then(
    () => 'answered',
    () => 'refused',
  );
  live.terminate();
  const code = await server.end('SIGTERM');

  expect(server.url).toMatch(/^https:/);
  expect([answer.statusCode, plain, code]).toEqual([200, 'refused', 0]);
  expect(answer.headers['strict-transport-security']).toContain('max-age');
});

test.each([
  ['the key is not given', ['--cert', CERT], 2, 'нужны вместе'],
  ['the certificate is not there', ['--cert', '/nowhere/x.crt', '--key', KEY], 1, 'не читается'],
  ['the key is of another certificate', ['--cert', CERT, '--key', join(TLS, 'another.key')], 1, 'не подходят'],
  ['the certificate is no certificate', ['--cert', 'README.md', '--key', KEY], 1, 'не подходят'],
  ['the public address has a path', ['--url', 'https://example.ru/vovremya'], 2, 'без пути'],
])('one sentence says so and the server does not start when %s', async (_, args, code, words) => {
  const child = spawnServer(['--port', '0', '--data', folderForTest(), ...args], await freshDatabase());
  const exited = once(child, 'exit');

  const said = await firstWords(child);

  expect(
    said
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('{')),
  ).toEqual([expect.stringContaining(words)]);
  expect((await exited)[0]).toBe(code);
});
