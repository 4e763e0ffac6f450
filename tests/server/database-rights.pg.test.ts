import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './harness.ts';
import { caseOf, fingerprint, openPlace, type Place } from './rights-place.ts';

/** What the server's role may do in the database itself, whatever the code above it asks: as if there were no policies in code at all. */

const PASSWORD = 'only-for-this-test';

let server: TestServer;
let mine: Place;
let other: Place;
let owner: pg.Client;
let app: pg.Client;
let tables: string[];

beforeAll(async () => {
  server = await startTestServer();
  mine = await openPlace(server, server.server.deps.library.defaultProfile, 'СВОЁ');
  other = await openPlace(server, server.server.deps.library.defaultProfile, 'ЧУЖОЕ');
  for (const place of [mine, other]) await caseOf(place, place.targets.bodyId);
  owner = new pg.Client(server.databaseUrl);
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`);
  tables = rows.map(({ name }) => name);
  // As the embedded PostgreSQL makes it: a login of its own, with no other role behind it.
  await owner.query(`alter role vovremya_app login password '${PASSWORD}'`);
  const address = new URL(server.databaseUrl);
  address.username = 'vovremya_app';
  address.password = PASSWORD;
  app = new pg.Client(address.href);
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await owner.end();
  await server.server.close();
});

/** What a statement does under the server's role within a tenant (or none): rows, or the code of the refusal. Nothing of it stays. */
async function tried(tenantId: string | null, statement: string, values: unknown[] = []): Promise<number | string> {
  await app.query('begin');
  try {
    if (tenantId !== null) await app.query("select set_config('app.tenant', $1, true)", [tenantId]);
    return (await app.query(statement, values)).rowCount ?? 0;
  } catch (problem) {
    return problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown';
  } finally {
    await app.query('rollback');
  }
}

const DENIED = '42501';

test('of another tenant nothing is read, changed, deleted or written, table by table', async () => {
  const wrong: string[] = [];
  const seen: string[] = [];
  const expectOne = async (what: string, statement: string, allowed: (number | string)[]) => {
    const outcome = await tried(mine.tenantId, statement, [other.tenantId]);
    if (!allowed.includes(outcome)) wrong.push(`${what}: ${outcome}`);
  };
  for (const table of tables) {
    const name = app.escapeIdentifier(table);
    await expectOne(`select ${table}`, `select from ${name} where tenant_id = $1`, [0]);
    await expectOne(`lock ${table}`, `select from ${name} where tenant_id = $1 for update`, [0, DENIED]);
    await expectOne(`update ${table}`, `update ${name} set tenant_id = tenant_id where tenant_id = $1`, [0, DENIED]);
    await expectOne(`delete ${table}`, `delete from ${name} where tenant_id = $1`, [0, DENIED]);
    await expectOne(`insert ${table}`, `insert into ${name} (tenant_id) values ($1)`, [DENIED]);
    if (Number(await tried(mine.tenantId, `select from ${name}`)) > 0) seen.push(table);
  }

  expect(wrong).toEqual([]);
  // Otherwise there was nothing that could have been read.
  expect(seen).toEqual(
    expect.arrayContaining(['body', 'case_row', 'device', 'event', 'person', 'substitution', 'tenant_security']),
  );
});

test('a row of one’s own is not moved into another tenant', async () => {
  for (const table of tables) {
    const outcome = await tried(mine.tenantId, `update ${app.escapeIdentifier(table)} set tenant_id = $1`, [other.tenantId]);
    expect([0, DENIED], table).toContain(outcome);
    const rows = await tried(mine.tenantId, `select from ${app.escapeIdentifier(table)}`);
    if (Number(rows) > 0) expect(outcome, table).toBe(DENIED);
  }
});

test('without a tenant nothing is there, and a tenant that is no tenant is an error, not a way', async () => {
  for (const table of [...tables, 'tenant']) {
    expect(await tried(null, `select from ${app.escapeIdentifier(table)}`), table).toBe(0);
    // Who is where is swept away, so are pictures nobody named, old words of what was to come and old counts of pages; without a tenant there is nothing of it to sweep.
    const isSwept = ['presence', 'picture', 'command_told', 'page_health', 'page_health_taken'].includes(table);
    expect(await tried(null, `delete from ${app.escapeIdentifier(table)}`), table).toBe(isSwept ? 0 : DENIED);
  }
  expect(await tried("' or true --", 'select from person')).toBe('22P02');
});

test('the tenant of one transaction is not that of the next on the same connection', async () => {
  expect(Number(await tried(mine.tenantId, 'select from person'))).toBeGreaterThan(0);
  expect(await tried(null, 'select from person')).toBe(0);
});

test('the role cannot put row-level security off, become somebody else, or make anything', async () => {
  const attempts: [string, string[]][] = [
    ['alter table person disable row level security', [DENIED]],
    ['alter table person no force row level security', [DENIED]],
    ['drop policy own_tenant on person', [DENIED]],
    ['create policy all_of_it on person using (true)', [DENIED]],
    ['alter role vovremya_app bypassrls', [DENIED]],
    ['alter role vovremya_app superuser', [DENIED]],
    ['create role helper superuser', [DENIED]],
    ['set role postgres', [DENIED]],
    ['set session authorization postgres', [DENIED]],
    ['create table mine (id int)', [DENIED]],
    ['create function peek() returns setof person language sql security definer as $$ select * from person $$', [DENIED]],
    ['create or replace function current_tenant() returns uuid language sql as $$ select null::uuid $$', [DENIED]],
    ['drop trigger append_only on event', [DENIED]],
    ['alter table event disable trigger all', [DENIED]],
    ["set session_replication_role = 'replica'", [DENIED]],
    ["copy person to program 'cat'", [DENIED]],
    ["copy person to '/tmp/person'", [DENIED]],
    ["select pg_read_file('/etc/passwd')", [DENIED]],
    ['select from pg_authid', [DENIED]],
    ['select from schema_migration', [DENIED]],
    ["update auth_secret set value = 'known'", [DENIED]],
    ['truncate person cascade', [DENIED]],
  ];
  for (const [statement, refusals] of attempts) expect(refusals, statement).toContain(await tried(mine.tenantId, statement));
});

test('row security that is switched off for the session makes a read an error, not a look at everything', async () => {
  await app.query('set row_security = off');
  const outcome = await tried(mine.tenantId, 'select from person');
  await app.query('set row_security = on');

  expect(outcome).toBe(DENIED);
});

test('the role is what it must be', async () => {
  const { rows } = await app.query(`
    select current_user, session_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
      (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships,
      (select count(*)::int from pg_class c where c.relowner = r.oid) as owned
    from pg_roles r where rolname = current_user`);

  expect(rows).toEqual([
    {
      current_user: 'vovremya_app',
      session_user: 'vovremya_app',
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      memberships: 0,
      owned: 0,
    },
  ]);
});

test('events are neither changed nor deleted by the role, in its own tenant neither', async () => {
  for (const statement of ["update event set payload = '{}'", 'delete from event', 'truncate event']) {
    expect(await tried(mine.tenantId, statement), statement).toBe(DENIED);
  }
  expect(await tried(mine.tenantId, 'delete from command_receipt')).toBe(DENIED);
  expect(await tried(mine.tenantId, 'delete from case_row')).toBe(DENIED);
});

test('after all of this both tenants have what they had', async () => {
  const before = [await fingerprint(owner, mine.tenantId), await fingerprint(owner, other.tenantId)];
  for (const table of tables) await tried(mine.tenantId, `delete from ${app.escapeIdentifier(table)}`);

  expect([await fingerprint(owner, mine.tenantId), await fingerprint(owner, other.tenantId)]).toEqual(before);
});
