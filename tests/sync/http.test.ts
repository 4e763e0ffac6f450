import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { healthSchema } from '../../lib/protocol/api-schema.ts';
import { backoffMs } from '../../lib/sync/backoff.ts';
import { request } from '../../lib/sync/http.ts';

const HEALTH = JSON.stringify({ product: 'vovremya', api: 1, serverTime: 5 });
const ANSWERS: Record<string, { status?: number; headers?: Record<string, string>; body: string; cut?: boolean }> = {
  '/good': { body: HEALTH },
  '/portal': { headers: { 'content-type': 'text/html' }, body: '<html>Войдите в сеть</html>' },
  '/elsewhere': { status: 302, headers: { location: '/good' }, body: '' },
  '/other-shape': { body: '{"product":"another"}' },
  '/cut': { headers: { 'content-length': '500' }, body: HEALTH, cut: true },
  '/bad-gateway': { status: 502, body: 'Bad Gateway' },
  '/internal': { status: 500, body: '{"error":{"code":"internal"}}' },
  '/busy': { status: 429, headers: { 'retry-after': '7' }, body: '{"error":{"code":"too-many"}}' },
  '/full': { status: 503, headers: { 'retry-after': '10' }, body: '{"error":{"code":"disk-full"}}' },
  '/away': { status: 503, body: 'upstream' },
  '/expired': { status: 401, body: '{"error":{"code":"unauthorized"}}' },
  '/revoked': { status: 401, body: '{"error":{"code":"unauthorized","detail":"revoked"}}' },
  '/portal-says-401': { status: 401, body: '<html>proxy</html>' },
  '/refused': { status: 400, body: '{"error":{"code":"bad-request"}}' },
};

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    const answer = ANSWERS[incoming.url ?? ''] ?? { status: 404, body: '' };
    outgoing.writeHead(answer.status ?? 200, answer.headers);
    outgoing.write(answer.body);
    if (answer.cut) setTimeout(() => incoming.socket.destroy(), 20);
    else outgoing.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

const ask = (path: string) => request({ server: origin, token: 'token' }, path, healthSchema);

test('an answer of the right shape is taken', async () => {
  expect(await ask('/good')).toEqual({ ok: true, value: JSON.parse(HEALTH) });
});

test.each(['/portal', '/elsewhere', '/other-shape', '/cut', '/bad-gateway', '/internal', '/portal-says-401'])(
  '%s is trouble of the way and nothing else',
  async (path) => {
    expect(await ask(path)).toEqual({ ok: false, failure: { kind: 'trouble' } });
  },
);

test('nobody there is trouble', async () => {
  expect(await request({ server: 'http://127.0.0.1:1', token: null }, '/', healthSchema)).toEqual({
    ok: false,
    failure: { kind: 'trouble' },
  });
});

test('a busy server says when to come again, and why where it knows', async () => {
  expect(await ask('/busy')).toEqual({ ok: false, failure: { kind: 'busy', retryAfterMs: 7_000, code: 'too-many' } });
  expect(await ask('/full')).toEqual({ ok: false, failure: { kind: 'busy', retryAfterMs: 10_000, code: 'disk-full' } });
  expect(await ask('/away')).toEqual({ ok: false, failure: { kind: 'busy', retryAfterMs: null, code: null } });
});

test('only our own server’s word ends a session or refuses a request', async () => {
  expect(await ask('/expired')).toEqual({ ok: false, failure: { kind: 'expired', isRevoked: false } });
  expect(await ask('/revoked')).toEqual({ ok: false, failure: { kind: 'expired', isRevoked: true } });
  expect(await ask('/refused')).toEqual({ ok: false, failure: { kind: 'refused', code: 'bad-request' } });
});

test('waiting grows with the attempts up to a minute and is never less than asked for', () => {
  expect([0, 1, 2, 20].map((attempt) => backoffMs(attempt, 1, null))).toEqual([1_000, 2_000, 4_000, 60_000]);
  expect(backoffMs(3, 0, null)).toBe(0);
  expect(backoffMs(0, 0.5, 7_000)).toBe(7_000);
});
