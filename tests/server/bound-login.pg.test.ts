import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { waysAround } from '../../server/db/bound-login.ts';
import { inTenant, openDatabase } from '../../server/db/connect.ts';
import { createLog, type LogEntry, silentLog } from '../../server/log.ts';
import { startServer } from '../../server/start.ts';
import { freshDatabase, openOffice } from './harness.ts';
import { dataFolder, firstWords, spawnServer } from './server-process.ts';

/** The login that the server works through when the PostgreSQL is somebody else's: what it could do when it were sent anything at all. */

const PASSWORD = 'only-for-this-test';

let databaseUrl: string;
let owner: pg.Client;
const made: string[] = [];

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  owner = new pg.Client(databaseUrl);
  await owner.connect();
});
afterAll(async () => {
  for (const role of made) await owner.query(`drop owned by ${role}; drop role ${role}`);
  await owner.end();
});

/** A login as an administrator of the database makes it; `with` says what it may besides. */
async function login(powers: string): Promise<string> {
  const name = `serve_${randomBytes(4).toString('hex')}`;
  made.push(name);
  await owner.query(`create role ${name} login password '${PASSWORD}' ${powers}`);
  const address = new URL(databaseUrl);
  address.username = name;
  address.password = PASSWORD;
  return address.href;
}

async function serve(serveUrl?: string) {
  const logged: LogEntry[] = [];
  const log = createLog((entry) => logged.push(entry));
  const server = await startServer({ databaseUrl, ...(serveUrl ? { serveUrl } : {}), port: 0, host: '127.0.0.1', log });
  return { server, logged };
}

test('nothing that is sent to the database leads around row-level security when the server has a login of its own', async () => {
  const serveUrl = await login('in role vovremya_app');
  const { server, logged } = await serve(serveUrl);
  const { db } = server.deps;
  const test = { server, db, databaseUrl, logged, pass: () => undefined };
  const [mine, other] = [await openOffice(test), await openOffice(test)];
  const { rows } = await owner.query<{ user: string }>('select current_user as user');
  const ownerName = rows[0]?.user ?? '';
  const attempts = [
    ...['reset role', 'set role none', 'set local role none', `set role ${ownerName}`, 'set session authorization default'],
    ...[`set session authorization ${ownerName}`, 'reset session authorization', 'reset all', 'discard all'],
    ...['set row_security = off', "set session_replication_role = 'replica'"],
    ...['alter role vovremya_app bypassrls', `alter role ${made[0]} superuser`, `grant ${ownerName} to ${made[0]}`],
    ...['alter table person disable row level security', 'drop policy own_tenant on person', 'create schema away'],
    ...[
      'create temp table person_copy as select * from person',
      `alter database ${new URL(databaseUrl).pathname.slice(1)} owner to ${made[0]}`,
    ],
  ];

  const seen: string[] = [];
  for (const attempt of attempts) {
    const connection = new pg.Client({ connectionString: serveUrl, options: '-c role=vovremya_app' });
    await connection.connect();
    await connection.query("select set_config('app.tenant', $1, false)", [mine.tenantId]);
    await connection.query(attempt).catch(() => undefined);
    const read = (statement: string) =>
      connection.query(statement, [other.tenantId]).then(
        ({ rowCount }) => rowCount ?? 0,
        () => 0,
      );
    if ((await read('select from person where tenant_id = $1')) > 0) seen.push(`${attempt}: read`);
    if ((await read('update person set name = name where tenant_id = $1')) > 0) seen.push(`${attempt}: written`);
    await connection.end();
  }

  expect(seen).toEqual([]);
  expect(await waysAround(db)).toEqual([]);
  // The jobs go through the same login.
  expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
  expect(server.loginIsBound).toBe(true);
  expect(logged.filter(({ event }) => event === 'database-login-not-bound')).toEqual([]);
  // Otherwise there was nothing that could have been seen.
  expect((await owner.query('select from person where tenant_id = $1', [other.tenantId])).rowCount).toBeGreaterThan(0);
  expect(await inTenant(db, mine.tenantId, (trx) => trx.selectFrom('person').select('id').execute())).toHaveLength(4);
  await server.close();
});

test('the login of the owner could step around it, which the log and the terminal say at every start', async () => {
  const { server, logged } = await serve();
  const connection = new pg.Client({ connectionString: databaseUrl, options: '-c role=vovremya_app' });
  await connection.connect();
  const before = (await connection.query('select from tenant')).rowCount;
  await connection.query('set role none');
  const after = (await connection.query('select from tenant')).rowCount;
  await connection.end();
  await server.close();
  const folder = dataFolder();
  const child = spawnServer(['--port', '0', '--data', folder.path], databaseUrl);
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  await firstWords(child);
  child.kill();
  await new Promise((done) => child.once('close', done));
  folder.remove();

  expect([before, after]).toEqual([0, 3]);
  expect(server.loginIsBound).toBe(false);
  expect(logged).toContainEqual(
    expect.objectContaining({
      level: 'warn',
      event: 'database-login-not-bound',
      facts: { ways: expect.stringContaining('superuser') },
    }),
  );
  expect(errors).toContain('может обойти защиту строк');
});

test.each([
  ['a superuser', 'superuser', 'superuser'],
  ['one that row-level security does not bind', 'bypassrls in role vovremya_app', 'bypassrls'],
  ['one that may make roles', 'createrole in role vovremya_app', 'createrole'],
  ['a member of another role', 'in role vovremya_app, pg_read_all_data', 'member'],
])('the server does not start through a login named for serving when it is %s', async (_, powers, way) => {
  await expect(serve(await login(powers))).rejects.toThrow(new RegExp(`DATABASE_SERVE_URL.*${way}`));
});

test('the server does not start through a login that owns a table, nor through one that is not there', async () => {
  const serveUrl = await login('in role vovremya_app');
  await owner.query(`create table kept_aside (); alter table kept_aside owner to ${made.at(-1)}`);
  const gone = new URL(serveUrl);
  gone.password = 'other';

  await expect(serve(serveUrl)).rejects.toThrow(/DATABASE_SERVE_URL.*owner/);
  await expect(serve(gone.href)).rejects.toThrow('База данных из DATABASE_SERVE_URL недоступна');
});

test('the server starts through the login that the compose file makes', async () => {
  const compose = parse(readFileSync('deploy/compose.yaml', 'utf8')) as { configs: Record<string, { content: string }> };
  const [, login = ''] = compose.configs['serve-login']?.content.trim().split('\n') ?? [];
  const name = `serve_${randomBytes(4).toString('hex')}`;
  made.push(name);
  await owner.query(login.replace('vovremya_serve', name).replace(/\$\{SERVE_PASSWORD\}/, PASSWORD));
  const address = new URL(databaseUrl);
  address.username = name;
  address.password = PASSWORD;
  const { server } = await serve(address.href);
  await server.close();

  expect(server.loginIsBound).toBe(true);
});

test('the embedded PostgreSQL is served through the role itself, which is bound', async () => {
  const address = new URL(databaseUrl);
  await owner.query(`alter role vovremya_app login password '${PASSWORD}'`);
  const db = openDatabase(
    {
      host: address.hostname,
      port: Number(address.port),
      user: 'vovremya_app',
      password: PASSWORD,
      database: address.pathname.slice(1),
    },
    silentLog,
  );
  const ways = await waysAround(db);
  await db.destroy();

  expect(ways).toEqual([]);
});
