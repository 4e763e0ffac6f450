import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectOwner } from '../../server/db/connect.ts';
import { browser } from '../server/browser.ts';
import { freshDatabase, openOffice, PASSWORD, startTestServer, type TestServer } from '../server/harness.ts';
import { dataFolder, firstWords } from '../server/server-process.ts';
import { vovremya } from './run.ts';

const folder = dataFolder();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server.server.close();
  folder.remove();
});

test('serve is the server itself and ends with 0 when it is asked to', async () => {
  const env = { ...process.env, DATABASE_URL: await freshDatabase() };
  const child = spawn(process.execPath, ['cli/main.ts', 'serve', '--port', '0', '--data', folder.path], { env });
  const url = /слушает (http:\S+)/.exec(await firstWords(child))?.[1];
  const health = await fetch(`${url}/api/ready`);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');

  expect([health.status, (await exited)[0]]).toEqual([200, 0]);
});

test('migrate brings an empty database forward once and says so', async () => {
  const admin = await connectOwner({ connectionString: server.databaseUrl });
  const name = `migrated_${randomBytes(4).toString('hex')}`;
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = server.databaseUrl.replace(/[^/]*$/, name);

  const first = await vovremya(['migrate'], url);
  const second = await vovremya(['migrate'], url);

  expect([first.status, first.out[0], first.out.at(-1)]).toEqual([
    0,
    'применён 0001_roles_and_accounts.sql',
    `База данных обновлена, файлов: ${first.out.length - 1}.`,
  ]);
  expect(second).toEqual({ status: 0, out: ['База данных уже нового вида.'], err: [] });
});

test('invite prints a link by which the invited person joins with the role named', async () => {
  const office = await openOffice(server);
  const asked = ['--name', 'Новый Администратор', '--tenant', office.tenantId, '--url', `${server.server.url}/`];

  const { status, out } = await vovremya(['invite', ...asked], server.databaseUrl);
  const link = new URL(out[0] ?? '');
  const page = browser(server.server.url);
  await page.post(link.pathname, { email: 'invited@example.org', password: PASSWORD, again: PASSWORD });

  expect([status, out.length, link.origin]).toEqual([0, 1, server.server.url]);
  expect((await page.get('/admin')).status).toBe(200);
});

test('an executor is invited into a body named by its title', async () => {
  const office = await openOffice(server);
  const asked = ['--name', 'Исполнитель', '--role', 'executor', '--tenant', office.tenantId];
  const invite = (...more: string[]) => vovremya(['invite', ...asked, ...more], server.databaseUrl);

  const found = await invite('--body', 'Школы');
  const homeless = await invite();
  const unknown = await invite('--body', 'Нет такого');

  expect([found.status, homeless.status, unknown.status]).toEqual([0, 1, 1]);
  expect([homeless.err[0], unknown.err[0]]).toEqual([
    expect.stringContaining('назовите орган'),
    expect.stringContaining('есть: Дороги, Школы'),
  ]);
});

test('one line on stderr when an invitation cannot be made', async () => {
  const invite = (...args: string[]) => vovremya(['invite', ...args], server.databaseUrl);
  await openOffice(server);

  const nameless = await invite();
  const several = await invite('--name', 'Некто');
  const nowhere = await invite('--name', 'Некто', '--tenant', '00000000-0000-4000-8000-000000000000');
  const office = await openOffice(server);
  const roleless = await invite('--name', 'Некто', '--role', 'king', '--tenant', office.tenantId);

  expect([nameless, several, nowhere, roleless].map(({ status, err, out }) => [status, err.length, out.length])).toEqual([
    [2, 1, 0],
    [1, 1, 0],
    [1, 1, 0],
    [1, 1, 0],
  ]);
  expect(several.err[0]).toContain('--tenant');
  expect(roleless.err[0]).toContain('administrator');
});
