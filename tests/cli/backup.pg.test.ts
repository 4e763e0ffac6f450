import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { restoreBackup } from '../../server/backup/restore-backup.ts';
import { readTables } from '../../server/backup/tables.ts';
import { writeBackup } from '../../server/backup/write-backup.ts';
import { connectOwner } from '../../server/db/connect.ts';
import { lookAtTenant } from '../../server/db/snapshot.ts';
import { writeCheckpoints } from '../../server/journal/checkpoints.ts';
import { verifyJournal } from '../../server/journal/verify-journal.ts';
import {
  clientOf,
  command,
  type Office,
  openCase,
  openOffice,
  sealed,
  setImportance,
  startTestServer,
  type TestServer,
} from '../server/harness.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import { vovremya } from './run.ts';

let server: TestServer;
let office: Office;
let owner: pg.Client;
let folder: string;
let file: string;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  const other = await openOffice(server);
  owner = await connectOwner({ connectionString: server.databaseUrl });
  const open = openCase(office.bodies.roads);
  // Everything that a careless way through a file would spoil.
  const odd = sealed(`строка\u2028другая\u2029и\r\n"кавычки" \\ \t 🇷🇺 ${'я'.repeat(19_000)}`);
  const reason = command('set-importance', open.caseId, { importance: 'urgent', reason: odd.ref }, [odd.text]);
  const { receipts } = await office.curator.push([open, reason, setImportance(openCase(office.bodies.roads).caseId)]);
  expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'rejected']);
  await waitForPicture(open);
  await other.curator.push(Array.from({ length: 30 }, () => openCase(other.bodies.school)));
  await other.head.pull();
  folder = mkdtempSync(join(tmpdir(), 'vovremya-backup-'));
  file = join(folder, 'whole.backup');
  await writeBackup(owner, file, Date.now(), () => undefined);
});
afterAll(async () => {
  await owner.end();
  await server.server.close();
  rmSync(folder, { recursive: true });
});

/** A picture that lies there, and a command that was told and waits for another one. */
async function waitForPicture(open: ReturnType<typeof openCase>): Promise<void> {
  const [bytes, later] = [pngOf(3, 40), pngOf(4, 40)];
  const path = `/api/cases/${open.caseId}/pictures/${pictureOf(bytes).hash}`;
  expect((await office.roads.ask(path, { method: 'PUT', body: new Uint8Array(bytes) })).status).toBe(200);
  const text = sealed('Яма на улице Мира заделана 10 марта.');
  const pictures = [pictureOf(bytes), pictureOf(later)];
  const args = { assignment: `${open.id}.0`, draft: 'd', kind: 'final', text: text.ref, pictures } as const;
  const { receipts } = await office.roads.push([command('submit-draft', open.caseId, args, [text.text])]);
  expect(receipts).toMatchObject([{ outcome: 'rejected', refusal: { code: 'picture-missing' } }]);
}

/** An empty database; `owned` by a role that is not a superuser, as a hoster gives them. */
async function emptyDatabase(owned = false): Promise<string> {
  const name = `restored_${randomBytes(6).toString('hex')}`;
  const admin = await connectOwner({ connectionString: `${inject('postgres')}/postgres` });
  if (owned) {
    await admin.query(`create role ${name} login createrole password 'own'`);
    await admin.query(`grant vovremya_app to ${name} with admin option`);
  }
  await admin.query(`create database ${name} ${owned ? `owner ${name}` : ''}`);
  await admin.end();
  const url = new URL(`${inject('postgres')}/${name}`);
  if (owned) [url.username, url.password] = [name, 'own'];
  return url.href;
}

/** Every row of every table as text, sorted; epochs apart, which a restore changes on purpose. */
async function everything(client: pg.Client): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  const tables = await readTables(client);
  const { rows: tenants } = await client.query<{ id: string }>('select id from tenant');
  await client.query('begin');
  for (const { name, byTenant } of tables) {
    const seen: string[] = [];
    for (const tenant of byTenant ? tenants : [null]) {
      if (tenant) await lookAtTenant(client, tenant.id);
      const found = await client.query<{ row: string }>(
        `select (case when $1 = 'tenant_head' then to_jsonb(t) - 'epoch' else to_jsonb(t) end)::text as row
         from "${name}" t ${tenant ? `where tenant_id = '${tenant.id}'` : ''}`,
        [name],
      );
      seen.push(...found.rows.map(({ row }) => row));
    }
    rows[name] = seen.sort();
  }
  await client.query('rollback');
  return rows;
}

/** What is not rows: keys, triggers, policies, indexes, columns, and where sequences go on. */
async function form(client: pg.Client): Promise<unknown> {
  const ask = async (query: string) => (await client.query(query)).rows;
  return {
    constraints: await ask(
      "select conrelid::regclass::text as t, conname, pg_get_constraintdef(oid) as d, convalidated from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2",
    ),
    triggers: await ask(
      'select tgrelid::regclass::text as t, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2',
    ),
    policies: await ask('select tablename, policyname, qual, with_check from pg_policies order by 1, 2'),
    indexes: await ask("select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1"),
    columns: await ask(
      "select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'public' order by 1, ordinal_position",
    ),
    sequences: await ask('select sequencename, last_value from pg_sequences order by 1'),
  };
}

async function inDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectOwner({ connectionString: url });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test.each([
  ['a superuser', false],
  ['a role that row-level security binds', true],
])('the restored database equals the original row by row, the chain included, when its owner is %s', async (_, owned) => {
  const url = await emptyDatabase(owned);

  const { status, out, err } = await vovremya(['restore', file, '--data', join(folder, `data-${owned}`)], url);

  expect([status, err]).toEqual([0, []]);
  expect(out).toContain('case_row: 31 из 31');
  await inDatabase(url, async (restored) => {
    const [now, then] = [await everything(restored), await everything(owner)];
    expect(Object.keys(now)).toEqual(Object.keys(then));
    for (const [table, rows] of Object.entries(then)) expect(now[table], table).toEqual(rows);
    expect(then.event?.length).toBeGreaterThan(60);
    expect(then.read_journal?.length).toBeGreaterThan(0);
    expect([then.picture?.length, then.command_told?.length]).toEqual([1, 1]);
    expect(await form(restored)).toEqual(await form(owner));
    const faults: unknown[] = [];
    await restored.query('begin');
    await verifyJournal(restored, (fault) => faults.push(fault));
    await restored.query('rollback');
    expect(faults).toEqual([]);
  });
});

test('a backup made while others write is of one moment: its chain is whole and ends where its head says', async () => {
  let writing = true;
  const writers = [1, 2, 3].map(async () => {
    while (writing) {
      await office.curator.push([openCase(office.bodies.roads)]).catch(() => new Promise((done) => setTimeout(done, 200)));
    }
  });
  const during = join(folder, 'during.backup');
  const said = await vovremya(['backup', during], server.databaseUrl);
  writing = false;
  await Promise.all(writers);
  const url = await emptyDatabase();

  await inDatabase(url, async (restored) => {
    await restoreBackup(restored, during, () => undefined);
    const faults: unknown[] = [];
    await restored.query('begin');
    await verifyJournal(restored, (fault) => faults.push(fault));
    await restored.query('rollback');
    expect(faults).toEqual([]);
  });
  expect([said.status, said.err]).toEqual([0, []]);
  expect(said.out.at(-1)).toMatch(/^Копия готова: .*, строк: \d+\.$/);
  expect(statSync(during).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
});

test('a database that holds anything is not restored into, and nothing of it changes', async () => {
  const before = await everything(owner);

  const { status, err } = await vovremya(['restore', file, '--data', join(folder, 'data-full')], server.databaseUrl);

  expect([status, err]).toEqual([1, [expect.stringContaining('не пуста')]]);
  expect(await everything(owner)).toEqual(before);
});

test('a file that was cut, changed or lengthened at any place is refused and the database stays empty', async () => {
  const url = await emptyDatabase();
  const bytes = readFileSync(file);
  const spoilt = join(folder, 'spoilt.backup');

  await inDatabase(url, async (target) => {
    const property = fc.asyncProperty(
      fc.nat(bytes.length - 1),
      fc.constantFrom('cut', 'changed', 'lengthened', 'emptied'),
      fc.integer({ min: 1, max: 255 }),
      async (at, how, by) => {
        const copy = Buffer.from(how === 'cut' ? bytes.subarray(0, at) : how === 'emptied' ? [] : bytes);
        if (how === 'changed') copy[at] = (copy[at] ?? 0) ^ by;
        writeFileSync(spoilt, copy);
        if (how === 'lengthened') appendFileSync(spoilt, Buffer.alloc(by));
        await expect(
          restoreBackup(target, spoilt, () => undefined),
          `${how} at ${at}`,
        ).rejects.toMatchObject({
          name: 'PersonProblem',
          message: expect.stringMatching(/обрезана|повреждена|испорчено|Формат/),
        });
        expect(await readTables(target)).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 150 });
    await expect(restoreBackup(target, file, () => undefined)).resolves.toMatchObject({ tables: { tenant: 3 } });
  });
});

test('nothing is left in the database when restoring breaks near its end', async () => {
  const url = await emptyDatabase();

  await inDatabase(url, async (target) => {
    const breaking = restoreBackup(target, file, (table) => {
      if (table === 'tenant_settings') throw new Error('the power went');
    });
    await expect(breaking).rejects.toThrow('the power went');
    expect(await readTables(target)).toEqual([]);
  });
});

test('a wrong file is refused before a data folder is made', async () => {
  const data = join(folder, 'never');

  const { status, err } = await vovremya(['restore', 'README.md', '--data', data]);

  expect([status, err]).toEqual([1, [expect.stringContaining('не резервная копия')]]);
  expect(existsSync(data)).toBe(false);
});

test('a device notices that the server went back, sends again what it was promised, and has it once', async () => {
  const kept = openCase(office.bodies.roads);
  const lost = openCase(office.bodies.roads);
  const [first] = (await office.curator.push([kept])).receipts;
  const old = join(folder, 'old.backup');
  await writeBackup(owner, old, Date.now(), () => undefined);
  await office.curator.push([lost]);
  const { cursor } = await office.curator.pull();
  const url = await emptyDatabase();
  await inDatabase(url, (target) => restoreBackup(target, old, () => undefined));

  const again = await startTestServer(url);
  const curator = clientOf(again.server.url, office.curator.grant);
  const noticed = await curator.changes(cursor);
  const { receipts } = await curator.push([kept, lost]);
  const { documents } = await curator.pull();
  await again.server.close();

  expect(noticed.status).toBe('rewound');
  expect(receipts).toEqual([first, { id: lost.id, outcome: 'applied', seq: expect.any(Number) }]);
  expect(documents.filter((id) => id === kept.caseId || id === lost.caseId).sort()).toEqual([kept.caseId, lost.caseId].sort());
});

test('checkpoints beyond the backup are void once the restore has signed so, and those before still hold', async () => {
  const data = join(folder, 'noted');
  const checkpoints = join(data, 'checkpoints.jsonl');
  const early = join(folder, 'early.backup');
  await writeBackup(owner, early, Date.now(), () => undefined);
  await office.curator.push([openCase(office.bodies.roads)]);
  await writeCheckpoints(owner, data, Date.now());
  const url = await emptyDatabase();
  await inDatabase(url, (target) => restoreBackup(target, early, () => undefined));

  const before = await vovremya(['verify-log', '--checkpoints', checkpoints], url);
  await inDatabase(url, (target) => writeCheckpoints(target, data, Date.now(), true));
  const after = await vovremya(['verify-log', '--checkpoints', checkpoints], url);

  expect([before.status, before.out[0]]).toEqual([1, expect.stringContaining('события больше нет')]);
  expect([after.status, after.out]).toEqual([0, [expect.stringContaining('Журнал цел')]]);
});

test.each([
  ['no file is named for a backup', ['backup']],
  ['two files are named', ['backup', 'a', 'b']],
  ['no file is named to restore', ['restore']],
  ['an option is unknown', ['restore', 'x', '--force']],
])('one line on stderr and 2 when %s', async (_, args) => {
  const { status, out, err } = await vovremya(args);

  expect([status, out, err.length]).toEqual([2, [], 1]);
});

test('a backup is refused when its file is there already, cannot be written, or the database holds nothing', async () => {
  const there = await vovremya(['backup', file], server.databaseUrl);
  const nowhere = await vovremya(['backup', '/nowhere/x.backup'], server.databaseUrl);
  const empty = await vovremya(['backup', join(folder, 'empty.backup')], await emptyDatabase());

  expect([there.status, there.err]).toEqual([1, [expect.stringContaining('уже есть')]]);
  expect([nowhere.status, nowhere.err]).toEqual([1, [expect.stringContaining('такой папки нет')]]);
  expect([empty.status, empty.err]).toEqual([1, [expect.stringContaining('копировать нечего')]]);
  expect(existsSync(join(folder, 'empty.backup'))).toBe(false);
});
