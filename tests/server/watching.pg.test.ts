import { randomUUID } from 'node:crypto';
import { createServer, request } from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../server/app.ts';
import { createRegistry } from '../../server/watching/registry.ts';
import { freshDatabase, type Office, openCase, openOffice, setImportance, startTestServer, type TestServer } from './harness.ts';
import { dataFolder, settle, startProcess } from './server-process.ts';
import { administrator } from './staff.ts';

let server: TestServer;
let office: Office;
let url: string;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  url = server.server.url;
});
afterAll(() => server.server.close());

const metricsOf = async (headers: Record<string, string> = {}, of = url) => await fetch(`${of}/metrics`, { headers });

test('the server is ready while its database answers and not while it does not', async () => {
  const own = await startTestServer(await freshDatabase());
  const ready = async (what = '') => (await fetch(`${own.server.url}/api/ready${what}`)).status;
  const name = new URL(own.databaseUrl).pathname.slice(1);
  const admin = new pg.Client(own.databaseUrl.replace(/[^/]*$/, 'postgres'));
  await admin.connect();

  const before = await ready();
  await admin.query(`alter database ${name} allow_connections false`);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  await new Promise((done) => setTimeout(done, 1_100));
  const away = [await ready(), await ready('?for=reading'), (await fetch(`${own.server.url}/api/health`)).status];
  await admin.query(`alter database ${name} allow_connections true`);
  await new Promise((done) => setTimeout(done, 1_100));
  const after = await ready();
  await admin.end();
  await own.server.close();

  expect([before, away, after]).toEqual([200, [503, 503, 200], 200]);
});

test('requests, commands and live lines are counted by pattern and outcome, and no address or id is a label', async () => {
  const open = openCase(office.bodies.roads);
  await office.curator.push([open, setImportance(openCase(office.bodies.roads).caseId)]);
  await fetch(`${url}/join/${'секрет'}`);
  await fetch(`${url}/api/nothing-of-this-name`);
  const live = new WebSocket(`${url.replace('http', 'ws')}/api/live`);
  await new Promise((done) => live.addEventListener('open', done));

  const answer = await metricsOf();
  const text = await answer.text();
  live.close();

  expect(answer.headers.get('content-type')).toContain('version=0.0.4');
  expect(text).toMatch(/^vovremya_http_requests_total\{method="POST",route="\/api\/commands",status="200"\} 1$/m);
  expect(text).toMatch(/^vovremya_http_requests_total\{method="GET",route="\/join\/:token",status="410"\} 1$/m);
  expect(text).toMatch(/^vovremya_http_requests_total\{method="GET",route="none",status="401"\} 1$/m);
  expect(text).toMatch(/^vovremya_http_request_seconds_bucket\{route="\/api\/commands",le="\+Inf"\} 1$/m);
  expect(text).toMatch(/^vovremya_commands_total\{outcome="applied"\} 1$/m);
  expect(text).toMatch(/^vovremya_commands_total\{outcome="rejected"\} 1$/m);
  expect(text).toMatch(/^vovremya_live_connections 1$/m);
  expect(text).toMatch(/^vovremya_ready 1$/m);
  expect(text).toMatch(/^vovremya_jobs\{queue="case-clocks",state="failed"\} 0$/m);
  expect(text).toMatch(/^vovremya_job_wait_seconds\{queue="look-at-clocks",state="waiting"\} [\d.]+$/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d{7,}$/m);
  // Every line is a comment or a sample, and every family is declared before its samples.
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? [\d.e+-]+)$/);
  expect(text).not.toMatch(/секрет|nothing-of-this-name|%D1/);
  expect(text).not.toContain(open.caseId);
  expect(text).not.toContain(office.curator.personId);
});

test('who asks for what is another tenant’s is told as if it were not there, and is logged by ids alone', async () => {
  const other = await openOffice(server);
  const open = openCase(other.bodies.roads);
  await other.curator.push([open]);
  const { page, client } = await administrator(server, office.tenantId);
  const before = server.logged.length;
  const picture = (caseId: string) => office.curator.ask(`/api/cases/${caseId}/pictures/${'a'.repeat(64)}`);
  const said = async (answer: Response) => [answer.status, (await answer.text()).replaceAll(/[0-9a-f-]{36}/g, '')];

  const foreign = [await said(await picture(open.caseId)), await said(await page.get(`/admin/people/${other.curator.personId}`))];
  const absent = [await said(await picture(randomUUID())), await said(await page.get(`/admin/people/${randomUUID()}`))];
  const denied = server.logged.slice(before).filter(({ event }) => event === 'denied');

  expect(foreign).toEqual(absent);
  expect(foreign.map(([status]) => status)).toEqual([404, 404]);
  expect(denied.map(({ facts }) => facts)).toEqual(
    [...Array(2)].flatMap(() => [
      expect.objectContaining({ person: office.curator.personId, device: office.curator.grant.deviceId, status: 404 }),
      expect.objectContaining({ person: client.personId, device: null, route: '/admin/people/:id', tenant: office.tenantId }),
    ]),
  );
  expect(JSON.stringify(denied)).not.toContain(open.caseId);
});

test('a histogram counts a value in every bucket that holds it, and labels are escaped', async () => {
  const registry = createRegistry();
  const took = registry.histogram('took_seconds', 'How long.', [0.1, 1]);
  took({ route: 'a"b\\c\nd' }, 0.05);
  took({ route: 'a"b\\c\nd' }, 0.1);
  took({ route: 'a"b\\c\nd' }, 5);

  expect((await registry.text()).split('\n')).toEqual([
    '# HELP took_seconds How long.',
    '# TYPE took_seconds histogram',
    'took_seconds_bucket{route="a\\"b\\\\c\\nd",le="0.1"} 2',
    'took_seconds_bucket{route="a\\"b\\\\c\\nd",le="1"} 2',
    'took_seconds_bucket{route="a\\"b\\\\c\\nd",le="+Inf"} 3',
    'took_seconds_sum{route="a\\"b\\\\c\\nd"} 5.15',
    'took_seconds_count{route="a\\"b\\\\c\\nd"} 3',
    '',
  ]);
});

test('metrics are refused to whom a proxy brings, and to a wrong token', async () => {
  expect((await metricsOf({ 'x-forwarded-for': '203.0.113.7' })).status).toBe(403);
  expect((await metricsOf({ forwarded: 'for=203.0.113.7' })).status).toBe(403);
  expect((await metricsOf()).status).toBe(200);
  const far = createApp({ ...server.server.deps, clientOf: () => '203.0.113.7', metricsToken: 'сто-бит' });
  const ask = async (authorization: string) => (await far.request('/metrics', { headers: { authorization } })).status;
  expect(await Promise.all([ask(''), ask('Bearer other'), ask(`Bearer ${encodeURI('сто-бит')}`)])).toEqual([403, 403, 403]);
  const known = createApp({ ...server.server.deps, clientOf: () => '203.0.113.7', metricsToken: 'a-token' });
  expect((await known.request('/metrics', { headers: { authorization: 'Bearer a-token' } })).status).toBe(200);
});

test('behind a proxy the limits count each client by himself, a forged address does not help, and a form of the public address is taken', async () => {
  const folder = dataFolder();
  const behind = await startProcess(folder.path, '0', ['--proxy', '--url', 'https://vovremya.example.ru'], await freshDatabase());
  const proxy = createServer((asked, answer) => {
    const from = String(asked.headers['x-test-client'] ?? '198.51.100.1');
    const forwarded = [asked.headers['x-forwarded-for'], from].filter(Boolean).join(', ');
    const on = request(`${behind.url}${asked.url}`, {
      method: asked.method,
      headers: { ...asked.headers, 'x-forwarded-for': forwarded },
    });
    on.on('response', (got) => got.pipe(answer.writeHead(got.statusCode ?? 502, got.headers)));
    asked.pipe(on);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const { port } = proxy.address() as { port: number };
  const through = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { ...init, redirect: 'manual' });
  const attempt = (headers: Record<string, string>) => through('/api/device/token', { method: 'POST', body: '{}', headers });

  const many = await Promise.all(Array.from({ length: 30 }, () => attempt({ 'x-test-client': '203.0.113.7' })));
  const forged = await attempt({ 'x-test-client': '203.0.113.7', 'x-forwarded-for': '198.51.100.99' });
  const other = await attempt({ 'x-test-client': '203.0.113.8' });
  const form = await through('/sign-in', {
    method: 'POST',
    body: new URLSearchParams({ email: 'a@b.ru', password: 'x' }),
    headers: { origin: 'https://vovremya.example.ru' },
  });
  const watched = await metricsOf({}, `http://127.0.0.1:${port}`);
  const health = await through('/api/health');
  proxy.close();
  await behind.end('SIGTERM');
  folder.remove();

  expect(many.map(({ status }) => status)).toContain(429);
  expect([forged.status, other.status]).toEqual([429, 400]);
  expect([form.status, watched.status]).toEqual([401, 403]);
  expect(health.headers.get('strict-transport-security')).toContain('max-age');
});

test('nothing that people wrote, and no secret, is in what the server says while it works and while it fails', async () => {
  const folder = dataFolder();
  const databaseUrl = await freshDatabase();
  const running = await startProcess(folder.path, '0', [], databaseUrl);
  let said = '';
  for (const stream of [running.child.stdout, running.child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  }
  const { curator, bodyId } = await settle(running);
  const owner = new pg.Client(databaseUrl);
  await owner.connect();
  await curator.push([openCase(bodyId)]);
  // The database will quote the refused row in its message.
  await owner.query("alter table case_text add constraint nothing_of_it check (body not like '%повторно%')");
  const failing = await curator.ask('/api/commands', {
    method: 'POST',
    body: JSON.stringify({ sentAt: Date.now(), commands: [openCase(bodyId), setImportance(openCase(bodyId).caseId)] }),
  });
  const open = openCase(bodyId);
  const broken = await curator.push([open, setImportance(open.caseId)]).catch((problem: Error) => problem.message);
  await fetch(`${running.url}/api/Волкова?text=мусор`);
  await fetch(`${running.url}/join/${'a'.repeat(75)}`);
  await fetch(`${running.url}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'curator@example.org', password: 'тайна' }),
    headers: { origin: running.url },
  });
  await owner.query('alter table person rename to person_away');
  const page = await curator.ask('/api/reference');
  await owner.query('alter table person_away rename to person');
  await owner.end();
  const code = await running.end('SIGTERM');
  folder.remove();

  expect([failing.status, broken, page.status, code]).toEqual([200, 'push was answered 500', 500, 0]);
  const entries = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(entries).toContainEqual(
    expect.objectContaining({ level: 'error', event: 'api', code: '23514', route: '/api/commands' }),
  );
  expect(entries).toContainEqual(
    expect.objectContaining({ level: 'warn', event: 'request', status: 500, route: '/api/commands' }),
  );
  expect(entries.map(({ event }) => event)).toEqual(expect.arrayContaining(['stopping', 'stopped']));
  for (const entry of entries) expect(Number.isNaN(Date.parse(String(entry.at)))).toBe(false);
  const secrets = [curator.grant.token, curator.grant.token.slice(32), 'тайна', 'правильный', 'a'.repeat(20)];
  for (const word of ['повторно', 'мусор', 'Волкова', 'Сотрудник', 'example.org', 'vk.com', '%D0', ...secrets])
    expect(said, word).not.toContain(word);
});
