import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, openCase } from '../server/harness.ts';
import { dataFolder, type ServerProcess, settle, startProcess } from '../server/server-process.ts';
import { vovremya } from './run.ts';

const folder = dataFolder();
let server: ServerProcess | null = null;
let curator: Client;

beforeAll(async () => {
  server = await startProcess(folder.path);
  const settled = await settle(server);
  curator = settled.curator;
  await curator.push([openCase(settled.bodyId)]);
});
afterAll(async () => {
  await server?.end('SIGTERM');
  folder.remove();
});

const checkpoints = join(folder.path, 'checkpoints.jsonl');

test('the journal is verified, with the checkpoints of the first day, while the server works and while it rests', async () => {
  const verify = () => vovremya(['verify-log', '--data', folder.path, '--checkpoints', checkpoints]);

  const working = await verify();
  await server?.end('SIGTERM');
  server = null;
  const resting = await verify();
  server = await startProcess(folder.path);

  expect([working.status, working.err]).toEqual([0, []]);
  expect(working.out).toEqual([
    expect.stringMatching(/^Журнал цел \(установок: 1, событий: [1-9]\d*, контрольных точек: 1\)\.$/),
  ]);
  expect(resting).toEqual(working);
  expect((await verify()).out).toEqual(working.out);
  expect(statSync(join(folder.path, 'journal-key.pem')).mode & 0o777).toBe(0o600);
});
