import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, clientOf, openCase } from '../server/harness.ts';
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
  curator = clientOf(server.url, curator.grant);

  expect([working.status, working.err]).toEqual([0, []]);
  const whole = expect.stringMatching(/^Журнал цел \(установок: 1, событий: [1-9]\d*, контрольных точек: 1\)\.$/);
  expect(working.out).toEqual([whole]);
  // Each minute, and when it starts, a server notes what fell due meanwhile: the journal may be longer at every look.
  expect([resting.status, resting.err, resting.out]).toEqual([0, [], [whole]]);
  expect((await verify()).out).toEqual([whole]);
  expect(statSync(join(folder.path, 'journal-key.pem')).mode & 0o777).toBe(0o600);
});

test('a backup of the working server, restored into a new data folder, is a server that people go on working with', async () => {
  const [second, file] = [dataFolder(), join(folder.path, 'copy.backup')];
  const { documents } = await curator.pull();

  const saved = await vovremya(['backup', file, '--data', folder.path]);
  const restored = await vovremya(['restore', file, '--data', second.path]);
  const noted = await vovremya(['verify-log', '--data', second.path, '--checkpoints', join(second.path, 'checkpoints.jsonl')]);
  const refused = await vovremya(['restore', file, '--data', folder.path]);
  const again = await startProcess(second.path);
  const there = await clientOf(again.url, curator.grant).pull();
  const code = await again.end('SIGTERM');
  second.remove();

  expect([saved.status, restored.status, noted.status, refused.status]).toEqual([0, 0, 0, 1]);
  expect([...saved.err, ...restored.err]).toEqual([]);
  expect(refused.err).toEqual([expect.stringContaining('не пуста')]);
  expect(again.invitation).toBeNull();
  expect([there.documents, code]).toEqual([documents, 0]);
  expect(documents).toHaveLength(1);
});
