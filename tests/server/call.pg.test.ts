import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Asked, OPERATIONS, type OperationName } from '../../lib/protocol/operations.ts';
import { call } from '../../lib/sync/call.ts';
import { issueCode } from '../../server/auth/connect-codes.ts';
import { challengeOf } from '../../server/auth/secrets.ts';
import { type Office, openCase, openOffice, personRow, startTestServer, type TestServer } from './harness.ts';
import { unreadWall } from './rights-table.ts';

/** The calls that the extension makes, against the real server: both are made of one table. */

let server: TestServer;
let office: Office;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
});
afterAll(() => server.server.close());

async function questions(): Promise<{ [Name in OperationName]: Asked<Name> }> {
  const { auth_user_id: userId } = await personRow(server, office.tenantId, office.roads.personId);
  const verifier = randomBytes(32).toString('base64url');
  const code = await issueCode(server.db, userId, challengeOf(verifier), server.server.deps.now());
  return {
    'GET /api/health': {},
    'GET /api/ready': { query: { for: 'reading' } },
    'POST /api/device/token': { body: { code, verifier, device: 'Chromium' } },
    'POST /api/commands': { body: { sentAt: Date.now(), commands: [openCase(office.bodies.roads)] } },
    'GET /api/changes': { query: { epoch: '', after: 0, tip: '' } },
    'GET /api/reference': {},
    'POST /api/page-health': { body: { id: randomUUID(), counts: [unreadWall()] } },
    'POST /api/device/sign-out': {},
  };
}

test('every operation of the description can be asked by the extension, and the server’s answer has its shape', async () => {
  const asked = await questions();
  const connection = { server: server.server.url, token: office.curator.grant.token };
  const names = Object.keys(OPERATIONS) as OperationName[];
  for (const name of names) {
    const answer = await call(connection, name, asked[name] as Asked<typeof name>);
    expect(answer, name).toMatchObject({ ok: true });
  }

  expect(Object.keys(asked).sort()).toEqual(names.sort());
  // The last one took the token away.
  expect(await call(connection, 'GET /api/reference', {})).toEqual({ ok: false, failure: { kind: 'expired', isRevoked: true } });
});

test('answers bear their own types, and a question that the server does not know cannot be written', async () => {
  const connection = { server: server.server.url, token: office.roads.grant.token };
  const health = await call(connection, 'GET /api/health', {});
  const product: 'vovremya' | null = health.ok ? health.value.product : null;
  const changes = await call(connection, 'GET /api/changes', { query: { epoch: '', after: 0, tip: '' } });
  const status: 'ok' | 'rewound' | null = changes.ok ? changes.value.status : null;
  const wrong: (() => unknown)[] = [
    // @ts-expect-error: there is no such operation.
    () => call(connection, 'GET /api/people', {}),
    // @ts-expect-error: this one takes a query.
    () => call(connection, 'GET /api/changes', {}),
    // @ts-expect-error: a push bears commands.
    () => call(connection, 'POST /api/commands', { body: { sentAt: 0 } }),
    // @ts-expect-error: a health answer has no people.
    () => (health.ok ? health.value.people : null),
  ];

  expect([product, status]).toEqual(['vovremya', 'ok']);
  expect(wrong).toHaveLength(4);
});
