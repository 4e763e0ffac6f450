import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { PICTURE_LIMITS } from '../../lib/domain/replies/picture.ts';
import { LIMITS } from '../../lib/protocol/api.ts';
import { createApp } from '../../server/app.ts';
import { issueCode } from '../../server/auth/connect-codes.ts';
import { challengeOf } from '../../server/auth/secrets.ts';
import { openDatabase } from '../../server/db/connect.ts';
import { createRoom } from '../../server/db/room.ts';
import type { OpenApi } from '../../server/description/openapi.ts';
import { createReadiness } from '../../server/watching/readiness.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import {
  connectPerson,
  type Office,
  openCase,
  openOffice,
  personRow,
  setImportance,
  startTestServer,
  type TestServer,
} from './harness.ts';
import { unreadWall } from './rights-table.ts';

let server: TestServer;
let office: Office;
let description: OpenApi;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  description = (await (await fetch(`${server.server.url}/api/openapi.json`)).json()) as OpenApi;
});
afterAll(() => server.server.close());

/** A parser made of the published description alone. */
function parserOf(name: string): z.ZodType {
  const here = JSON.stringify(description.components.schemas).replaceAll('#/components/schemas/', '#/$defs/');
  const definitions = JSON.parse(here) as Record<string, object>;
  return z.fromJSONSchema({ ...definitions[name], $defs: definitions } as Parameters<typeof z.fromJSONSchema>[0]);
}

test('every route of the server is described and nothing else is, whatever is added later', () => {
  const { routes } = createApp(server.server.deps);
  const served = routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const described = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );

  expect(described.sort()).toEqual([...new Set(served)].sort());
  expect(described.length).toBeGreaterThan(20);
});

test('every route of the API but the description itself says what it answers', () => {
  const silent = Object.entries(description.paths)
    .filter(([path]) => path.startsWith('/api/') && path !== '/api/openapi.json')
    .flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, { responses }]) => Object.keys(responses).includes('default'))
        .map(([method]) => `${method} ${path}: add it to lib/protocol/operations.ts`),
    );

  expect(silent).toEqual([]);
});

test('every reference in the description leads somewhere and every operation has a name of its own', () => {
  const text = JSON.stringify(description);
  const names = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '');
  const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);

  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !(name in description.components.schemas))).toEqual([]);
  expect([...text.matchAll(/"\$ref":"(?!#\/components)/g)]).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

type Ask = { method: string; path: string; request: () => Promise<Response> };

const PICTURE = '/api/cases/{case}/pictures/{hash}';

/** Requests that together bring every answer that is described. */
async function asks(): Promise<Ask[]> {
  const { url, deps } = server.server;
  const client = office.curator;
  const get = (path: string, init?: RequestInit): Ask => ({
    method: 'get',
    path: path.split('?')[0] ?? '',
    request: () => client.ask(path, init),
  });
  const post = (path: string, body: string, init: RequestInit = {}): Ask => ({
    method: 'post',
    path,
    request: () => client.ask(path, { method: 'POST', body, ...init }),
  });
  const stranger = (method: string, path: string, init: RequestInit = {}): Ask => ({
    method,
    path,
    request: () => fetch(url + path, { method, ...init }),
  });
  const open = openCase(office.bodies.roads);
  const rejected = setImportance(openCase(office.bodies.roads).caseId);
  const { cursor } = await office.roads.pull();
  const huge = JSON.stringify({ sentAt: 0, commands: [], more: 'x'.repeat(LIMITS.bodyBytes) });
  const person = await personRow(server, office.tenantId, client.personId);
  const verifier = 'v'.repeat(43);
  const code = await issueCode(server.db, person.auth_user_id, challengeOf(verifier), deps.now());
  const json = { 'content-type': 'application/json' };
  const token = (body: object) => stranger('post', '/api/device/token', { body: JSON.stringify(body), headers: json });
  const push = (commands: unknown[]) => post('/api/commands', JSON.stringify({ sentAt: Date.now(), commands }));
  const leaving = await connectPerson(server, office.tenantId, ['head'], null);
  return [
    stranger('get', '/api/health'),
    stranger('get', '/api/ready'),
    token({ code, verifier, device: 'Chromium' }),
    token({ code: 'wrong', verifier, device: 'Chromium' }),
    token({}),
    stranger('post', '/api/device/token', { body: huge }),
    push([open, rejected]),
    push([open, { ...open, args: { ...open.args, importance: 'urgent' } }]),
    post('/api/commands', '{}'),
    post('/api/commands', huge),
    post('/api/commands', JSON.stringify({ sentAt: 0, commands: [], cursor: { epoch: 'other', after: 1, tip: 'x' } })),
    stranger('post', '/api/commands', { body: '{}' }),
    get('/api/changes'),
    get(`/api/changes?${new URLSearchParams({ ...cursor, after: String(cursor.after) })}`),
    get('/api/changes?epoch=other&after=1&tip=x'),
    get('/api/changes?after=-1'),
    stranger('get', '/api/changes'),
    get('/api/reference'),
    stranger('get', '/api/reference'),
    ...(await pictures(stranger)),
    post('/api/page-health', JSON.stringify({ id: randomUUID(), counts: [unreadWall()] })),
    post('/api/page-health', '{}'),
    post('/api/page-health', huge),
    stranger('post', '/api/page-health'),
    { method: 'post', path: '/api/device/sign-out', request: () => leaving.ask('/api/device/sign-out', { method: 'POST' }) },
    stranger('post', '/api/device/sign-out'),
    ...failing('postgres://nobody:x@127.0.0.1:9/none'),
    ...failing(`${inject('postgres')}/postgres`).filter(({ path }) => path !== '/api/ready'),
    ...busy(url),
  ];
}

async function pictures(stranger: (method: string, path: string, init?: RequestInit) => Ask): Promise<Ask[]> {
  const open = openCase(office.bodies.roads);
  await office.curator.push([open]);
  const [bytes, { hash }] = [new Uint8Array(pngOf(1)), pictureOf(pngOf(1))];
  const own = `/api/cases/${open.caseId}/pictures/${hash}`;
  const ask = (method: 'put' | 'get', path = own, client = office.roads, body = bytes): Ask => ({
    method,
    path: PICTURE,
    request: () => client.ask(path, method === 'put' ? { method: 'PUT', body } : {}),
  });
  const huge = new Uint8Array(PICTURE_LIMITS.bytes + 1);
  return [
    ...[
      ask('put'),
      ask('put', `${own}0`),
      ask('put', own, office.head),
      ask('put', own, office.school),
      ask('put', own, office.roads, huge),
    ],
    ...[ask('get'), ask('get', `${own}0`), ask('get', own, office.school)],
    ...[stranger('put', own), stranger('get', own)].map((one) => ({ ...one, path: PICTURE })),
  ];
}

/** The same app over a database that has gone away, or over one that has nothing of ours. */
function failing(connectionString: string): Ask[] {
  const away = openDatabase({ connectionString, connectionTimeoutMillis: 500 }, server.server.deps.log);
  onTestFinished(() => away.destroy());
  const broken = createApp({
    ...server.server.deps,
    db: away,
    readiness: createReadiness(away, createRoom(away, null)),
    clientOf: () => 'test',
  });
  const authorization = `Bearer ${office.curator.grant.token}`;
  const ask = (method: string, path: string, body?: object): Ask => ({
    method,
    path: path.includes('/pictures/') ? PICTURE : path,
    request: async () =>
      await broken.request(path, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
  });
  return [
    ask('get', '/api/ready'),
    ask('post', '/api/device/token', { code: 'x', verifier: 'v'.repeat(43), device: 'Chromium' }),
    ask('post', '/api/commands', { sentAt: 0, commands: [] }),
    ask('get', '/api/changes'),
    ask('get', '/api/reference'),
    ask('post', '/api/page-health', { id: randomUUID(), counts: [unreadWall()] }),
    ask('put', `/api/cases/x/pictures/${'0'.repeat(64)}`),
    ask('get', `/api/cases/x/pictures/${'0'.repeat(64)}`),
    ask('post', '/api/device/sign-out'),
  ];
}

/** So many that the limits speak: last, because nobody else is answered afterwards. */
function busy(url: string): Ask[] {
  const many = (method: string, path: string, request: () => Promise<Response>): Ask => ({
    method,
    path,
    request: async () => {
      const answers = await Promise.all(Array.from({ length: 140 }, request));
      return answers.find(({ status }) => status === 429) ?? Response.error();
    },
  });
  const who = office.school;
  return [
    many('post', '/api/device/token', () => fetch(`${url}/api/device/token`, { method: 'POST', body: '{}' })),
    many('post', '/api/commands', () => who.ask('/api/commands', { method: 'POST', body: '{}' })),
    many('get', '/api/changes', () => who.ask('/api/changes')),
    many('get', '/api/reference', () => who.ask('/api/reference')),
    many('post', '/api/page-health', () => who.ask('/api/page-health', { method: 'POST', body: '{}' })),
    many('put', PICTURE, () => who.ask('/api/cases/x/pictures/y', { method: 'PUT' })),
    many('get', PICTURE, () => who.ask('/api/cases/x/pictures/y')),
    many('post', '/api/device/sign-out', () => who.ask('/api/device/sign-out', { method: 'POST' })),
  ];
}

test('every real answer is one that is described and passes the described shape, and every described answer was seen', async () => {
  const seen = new Set<string>();
  for (const { method, path, request } of await asks()) {
    const answer = await request();
    const place = `${method} ${path} ${answer.status}`;
    const responses = description.paths[path]?.[method]?.responses as Record<
      string,
      { content: { 'application/json': { schema: { $ref: string } } } }
    >;
    const described = responses[String(answer.status)];
    expect(described, place).toBeDefined();
    seen.add(place);
    if (answer.ok && !answer.headers.get('content-type')?.includes('json')) {
      expect(Object.keys(described?.content ?? {}), place).toContain(answer.headers.get('content-type'));
      continue;
    }
    const name = described?.content['application/json'].schema.$ref.split('/').at(-1) ?? '';
    const parsed = parserOf(name).safeParse(await answer.json());
    expect(parsed.error?.issues.slice(0, 3), place).toBeUndefined();
  }
  const promised = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.keys(responses)
        .filter((status) => status !== 'default')
        .map((status) => `${method} ${path} ${status}`),
    ),
  );
  expect([...seen].sort()).toEqual(promised.sort());
}, 120_000);

test('the described shapes refuse what is not of that shape, and take a command as the extension makes it', () => {
  const open = JSON.parse(JSON.stringify(openCase(office.bodies.roads))) as { args: object };
  const command = parserOf('Command');

  expect(command.safeParse(open).error).toBeUndefined();
  const withText = (body: string) => ({ ...open, texts: [{ id: 'a', salt: '0'.repeat(32), body }] });
  expect(command.safeParse(withText('целый знак 🇷🇺')).error).toBeUndefined();
  expect(command.safeParse(withText('половина знака \ud83d')).success).toBe(false);
  expect(command.safeParse({ ...open, type: 'delete-case' }).success).toBe(false);
  expect(command.safeParse({ ...open, args: { ...open.args, bodies: [] } }).success).toBe(false);
  expect(parserOf('PushAnswer').safeParse({ receipts: [{ id: 'x', outcome: 'lost' }], serverTime: 1 }).success).toBe(false);
  expect(parserOf('Error').safeParse({ error: { code: 'other' } }).success).toBe(false);
});
