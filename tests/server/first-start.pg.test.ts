import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { dataFolder, type ServerProcess, settle, spawnServer, startProcess } from './server-process.ts';

const folders: ReturnType<typeof dataFolder>[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

/** Starts a server and kills it as soon as the data folder has come so far. */
async function killAt(path: string, moment: () => boolean): Promise<void> {
  const child = spawnServer(['--port', '0', '--data', path]);
  const exited = once(child, 'exit');
  while (!moment() && child.exitCode === null) await new Promise((done) => setTimeout(done, 2));
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await exited;
}

test('the server starts when its very first start was killed at each of its steps', async () => {
  const folder = dataFolder();
  folders.push(folder);
  const has = (pattern: RegExp) => existsSync(folder.path) && readdirSync(folder.path).some((name) => pattern.test(name));
  const moments = [
    () => has(/^secrets\.json$/),
    () => has(/^postgres\.new-[0-9a-f]+$/),
    () => has(/^postgres$/),
    () => existsSync(join(folder.path, 'postgres/postmaster.pid')),
  ];
  for (const moment of moments) await killAt(folder.path, moment);

  const server: ServerProcess = await startProcess(folder.path);
  const { curator } = await settle(server);

  expect((await curator.pull()).documents).toEqual([]);
  expect(await server.end('SIGTERM')).toBe(0);
}, 120_000);
