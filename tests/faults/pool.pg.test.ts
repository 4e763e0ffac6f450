import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { openCase, openOffice, startTestServer } from '../server/harness.ts';

/** More than a server has lines to its database. */
const READERS = 40;

test('a server whose lines to the database are all taken says that it is busy, and works on with nothing done twice when they are free', async () => {
  const server = await startTestServer();
  onTestFinished(() => server.server.close());
  const { curator, head, bodies } = await openOffice(server);
  const owner = new pg.Client(server.databaseUrl);
  await owner.connect();
  onTestFinished(() => owner.end());
  const command = openCase(bodies.roads);
  const push = () =>
    curator.ask('/api/commands', { method: 'POST', body: JSON.stringify({ sentAt: Date.now(), commands: [command] }) });

  await owner.query('begin; lock table case_row in access exclusive mode');
  const readers = Array.from({ length: READERS }, () => head.ask('/api/changes?epoch=&after=0&tip='));
  await new Promise((done) => setTimeout(done, 500));
  const refused = await push();
  const ready = await fetch(`${server.server.url}/api/ready`);
  const health = await fetch(`${server.server.url}/api/health`);
  await owner.query('rollback');
  const read = await Promise.all(readers.map(async (answer) => (await answer).status));
  const answers = [await push(), await push()];
  const receipts = await Promise.all(
    answers.map(async (answer) => ((await answer.json()) as { receipts: unknown[] }).receipts[0]),
  );

  expect([refused.status, await refused.json()]).toEqual([503, { error: { code: 'unavailable' } }]);
  expect([ready.status, health.status]).toEqual([503, 200]);
  expect(read.every((status) => status === 200 || status === 503)).toBe(true);
  expect(read).toContain(200);
  expect(receipts[0]).toMatchObject({ outcome: 'applied' });
  expect(receipts[1]).toEqual(receipts[0]);
  expect((await curator.pull()).documents).toEqual([command.caseId]);
}, 60_000);
