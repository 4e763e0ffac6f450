import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, openOffice, startTestServer, type TestServer } from './harness.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.server.close());

test('a tenant whose writing stands still does not keep the others from reading and writing', async () => {
  const [stuck, other] = [await openOffice(server), await openOffice(server)];
  await other.curator.push([openCase(other.bodies.roads)]);
  const holding = new pg.Client(server.databaseUrl);
  await holding.connect();
  // As a process leaves it that stands still in the middle of a transaction: the database ends that after ten seconds.
  await holding.query('begin');
  await holding.query('select from tenant_head where tenant_id = $1 for update', [stuck.tenantId]);
  const waiting = Array.from({ length: 30 }, () => stuck.curator.push([openCase(stuck.bodies.roads)]));
  await new Promise((done) => setTimeout(done, 3_000));

  const answers = Promise.all([other.roads.changes(), other.curator.push([openCase(other.bodies.roads)])]);
  const heard = await Promise.race([answers.then(() => 'heard'), new Promise((done) => setTimeout(done, 4_000, 'nothing'))]);
  await holding.query('rollback');
  await holding.end();
  await Promise.allSettled([...waiting, answers]);

  expect(heard).toBe('heard');
});
