import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertBoundRole, inTenant, openDatabase } from '../../server/db/connect.ts';
import { migrate } from '../../server/db/migrate.ts';
import { silentLog } from '../../server/log.ts';
import { freshDatabase, type Office, openCase, openOffice, startTestServer, type TestServer } from './harness.ts';

let server: TestServer;
let mine: Office;
let other: Office;
let owner: pg.Client;

beforeAll(async () => {
  server = await startTestServer();
  mine = await openOffice(server);
  other = await openOffice(server);
  await mine.curator.push([openCase(mine.bodies.roads)]);
  await other.curator.push([openCase(other.bodies.roads)]);
  owner = new pg.Client(server.databaseUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.server.close();
});

const TENANT_TABLES = `
  select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
    (select bool_and(p.polqual is not null and p.polwithcheck is not null) from pg_policy p where p.polrelid = c.oid) as both
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`;

test('row-level security is forced, for reading and for writing, on every table that has a tenant', async () => {
  const { rows } = await owner.query(TENANT_TABLES);

  expect(rows.length).toBeGreaterThanOrEqual(11);
  for (const row of rows) expect(row).toMatchObject({ enabled: true, forced: true, both: true });
});

test('the server reads no table without row-level security but those of the sign-in, where nobody’s tenant is known yet', async () => {
  const { rows } = await owner.query<{ name: string }>(`
    select c.relname as name from pg_class c where c.relkind in ('r', 'p', 'v', 'm') and not c.relrowsecurity
      and c.relnamespace = 'public'::regnamespace and has_table_privilege('vovremya_app', c.oid, 'select') order by 1`);

  // A new one here is a decision: what it holds is open to a statement that somebody smuggles in.
  expect(rows.map(({ name }) => name)).toEqual(
    [
      'account',
      'attempt',
      'connect_code',
      'rate_limit',
      'secret',
      'session',
      'two_factor',
      'used_code',
      'user',
      'verification',
    ].map((name) => `auth_${name}`),
  );
});

test('not one row of another tenant is seen in any table, and none at all when no tenant was set', async () => {
  const { rows } = await owner.query(TENANT_TABLES);
  for (const { name } of rows) {
    const seen = await inTenant(server.db, mine.tenantId, (trx) =>
      sql<{ tenant_id: string }>`select tenant_id from ${sql.id(name)}`.execute(trx),
    );
    expect(
      seen.rows.filter((row) => row.tenant_id !== mine.tenantId),
      name,
    ).toEqual([]);
    expect((await sql`select from ${sql.id(name)}`.execute(server.db)).rows, name).toEqual([]);
  }

  const events = await inTenant(server.db, mine.tenantId, (trx) => trx.selectFrom('event').select('seq').execute());
  expect(events.length).toBeGreaterThan(0);
});

test('a row for another tenant is refused by the database', async () => {
  const forge = inTenant(server.db, mine.tenantId, (trx) =>
    trx.insertInto('tenant_reference').values({ tenant_id: other.tenantId }).execute(),
  );

  await expect(forge).rejects.toMatchObject({ code: '42501' });
});

test('no answer holds a case of another tenant, and its commands reach nothing there', async () => {
  const theirs = (await other.curator.pull()).documents;
  const { documents } = await mine.curator.pull();
  const open = openCase(mine.bodies.roads);

  const answer = await mine.curator.push([{ ...open, args: { ...open.args, bodies: [other.bodies.roads] } }]);

  expect(documents.filter((id) => theirs.includes(id))).toEqual([]);
  expect(answer.receipts[0]).toMatchObject({ outcome: 'rejected', refusal: { code: 'unknown-body' } });
});

test('events can be neither changed nor deleted, by the server or by the owner', async () => {
  const asServer = (statement: string) => inTenant(server.db, mine.tenantId, (trx) => sql.raw(statement).execute(trx));

  for (const statement of ["update event set payload = '{}'", 'delete from event', 'truncate event']) {
    await expect(asServer(statement), statement).rejects.toMatchObject({ code: '42501' });
    await expect(owner.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  }
});

test('the server refuses to work when its role is not bound by row-level security', async () => {
  const unbound = openDatabase({ connectionString: server.databaseUrl }, silentLog);

  await expect(assertBoundRole(unbound)).rejects.toThrow('not bound');
  await expect(assertBoundRole(server.db)).resolves.toBeUndefined();
  await unbound.destroy();
});

test('migrations run once when several processes start at the same time', async () => {
  const url = await freshDatabase();
  const client = new pg.Client(url);
  await client.connect();
  await client.query('drop schema public cascade; create schema public');
  const [first, ...rest] = await Promise.all([1, 2, 3].map(() => migrate({ connectionString: url })));

  expect([first, ...rest].filter((names) => names && names.length > 0)).toHaveLength(1);
  expect(await migrate({ connectionString: url })).toEqual([]);
  await client.query("update schema_migration set checksum = 'edited' where name like '0002%'");
  await expect(migrate({ connectionString: url })).rejects.toThrow('изменён');
  await client.end();
});
