import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeBody, defaultSchedule } from '../../server/setup.ts';
import { type Office, openCase, openOffice, startTestServer, type TestServer } from './harness.ts';
import { holder } from './held-back.ts';

let server: TestServer;
let office: Office;
let owner: pg.Client;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  owner = new pg.Client(server.databaseUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.server.close();
});

test('a case that was being opened while the hours of its body changed is looked at again by the new ones', async () => {
  const { holdBack, standStill } = await holder(owner);
  await office.curator.push([openCase(office.bodies.roads)]);
  const release = await holdBack('case_row', 'insert');

  const opening = office.curator.push([openCase(office.bodies.roads)]);
  await standStill(1);
  const changing = changeBody(server.db, office.tenantId, office.bodies.roads, { schedule: defaultSchedule('Asia/Kamchatka') });
  await standStill(2, changing);
  await release();
  await Promise.all([opening, changing]);

  const { rows } = await owner.query('select look_at from case_row where tenant_id = $1 order by seq', [office.tenantId]);
  expect(rows.map(({ look_at: at }) => Number(at))).toEqual([0, 0]);
});
