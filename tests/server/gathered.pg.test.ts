import { afterAll, beforeAll, expect, test } from 'vitest';
import { findDevice } from '../../server/auth/devices.ts';
import { newToken } from '../../server/auth/secrets.ts';
import { gathered } from '../../server/db/gathered.ts';
import { openOffice, startTestServer, type TestServer } from './harness.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.server.close());

test('each token finds its own device and tenant when many of several tenants are looked up at once', async () => {
  const offices = [await openOffice(server), await openOffice(server)];
  const now = server.server.deps.now();
  const known = offices.flatMap(({ tenantId, curator, roads, school, head }) =>
    [curator, roads, school, head].map(({ grant, personId }) => ({
      token: grant.token,
      found: [tenantId, personId, grant.deviceId],
    })),
  );
  const strange = offices.map(({ tenantId }) => ({ token: newToken(tenantId), found: null }));
  const asked = [...known, ...strange, ...known.toReversed()];

  const found = await Promise.all(asked.map(({ token }) => findDevice(server.db, token, now)));

  expect(found.map((device) => device && [device.tenantId, device.me.person.id, device.id])).toEqual(
    asked.map((one) => one.found),
  );
});

test('a question is asked after it was put, with those that came meanwhile, and a failure is told to those who asked', async () => {
  const rounds: number[][] = [];
  const ask = gathered(async (_, questions: number[]) => {
    rounds.push(questions);
    await new Promise((done) => setTimeout(done, 20));
    if (questions.includes(13)) throw new Error('thirteen');
    return questions.map((one) => one * 2);
  });
  const put = (one: number) => ask(server.db, one).catch(() => 'failed');

  const first = await Promise.all([1, 2, 3].map(put));
  const second = await Promise.all([4, 13, 5].map(put));
  const third = await put(6);

  expect([first, second, third]).toEqual([[2, 4, 6], [8, 'failed', 'failed'], 12]);
  expect(rounds).toEqual([[1], [2, 3], [4], [13, 5], [6]]);
});
