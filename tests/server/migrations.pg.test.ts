import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { changesAnswerSchema, referenceSchema } from '../../lib/protocol/api-schema.ts';
import { restoreBackup } from '../../server/backup/restore-backup.ts';
import { readTables } from '../../server/backup/tables.ts';
import { writeBackup } from '../../server/backup/write-backup.ts';
import { connectOwner } from '../../server/db/connect.ts';
import { applyExactly, knownMigrations, migrate } from '../../server/db/migrate.ts';
import { inSnapshot } from '../../server/db/snapshot.ts';
import { verifyJournal } from '../../server/journal/verify-journal.ts';
import { emptyDatabase, startTestServer } from './harness.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures/migrations');
/** When the rows of the fixtures were written; the server's clock stands here, so that the device is not long forgotten. */
const WRITTEN_AT = 1_795_627_400_000;
const VERSIONS = knownMigrations().map(({ name }) => name);

/** A database as a server of version `last` left it: after each migration the rows that its version wrote. */
async function asOf(last: string): Promise<{ url: string; owner: pg.Client }> {
  const url = await emptyDatabase();
  const owner = await connectOwner({ connectionString: url });
  for (const migration of knownMigrations()) {
    await owner.query('begin');
    await applyExactly(owner, [migration]);
    await owner.query(readFileSync(join(FIXTURES, migration.name), 'utf8'));
    await owner.query('commit');
    if (migration.name === last) break;
  }
  return { url, owner };
}

async function counts(owner: pg.Client): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { name } of await readTables(owner)) {
    const { rows } = await owner.query<{ count: number }>(`select count(*) from "${name}"`);
    if (name !== 'schema_migration') found[name] = rows[0]?.count ?? 0;
  }
  return found;
}

test.each(VERSIONS)('rows of the version of %s are at hand for the tests below', (name) => {
  expect(
    existsSync(join(FIXTURES, name)),
    `Add tests/server/fixtures/migrations/${name}: inserts for what this migration brings, as its version writes them; a comment if it brings no rows.`,
  ).toBe(true);
});

test.each(VERSIONS)(
  'nothing is lost and the server works on it when a database of the version of %s goes forward',
  async (name) => {
    const { url, owner } = await asOf(name);
    const before = await counts(owner);

    const applied = await migrate({ connectionString: url });
    const after = await counts(owner);
    const server = await startTestServer(url);
    server.pass(WRITTEN_AT - Date.now());
    const authorization = `Bearer ${readFileSync(join(FIXTURES, 'device-token.txt'), 'utf8').trim()}`;
    const ask = (path: string) => fetch(server.server.url + path, { headers: { authorization } });
    const [ready, reference, changes] = await Promise.all([ask('/api/ready'), ask('/api/reference'), ask('/api/changes')]);
    const faults: unknown[] = [];
    await inSnapshot(owner, () => verifyJournal(owner, (fault) => faults.push(fault)));
    await owner.end();

    expect(applied).toEqual(VERSIONS.slice(VERSIONS.indexOf(name) + 1));
    expect(after).toMatchObject(before);
    expect(Object.values(before).some((rows) => rows > 3)).toBe(true);
    expect([ready.status, faults]).toEqual([200, []]);
    if ('device' in before) {
      expect(referenceSchema.parse(await reference.json()).bodies).toHaveLength(2);
    }
    if ('event' in before) {
      const page = changesAnswerSchema.parse(await changes.json());
      expect(page).toMatchObject({ status: 'ok', changes: [{ kind: 'case', document: { number: '1' } }] });
    }
    await server.server.close();
  },
);

test('whoever had the role that reads everything still has it when its name was changed', async () => {
  const { url, owner } = await asOf('0006_heads_of_older_tenants.sql');
  await migrate({ connectionString: url });

  const { rows } = await owner.query(
    "select count(*) as all, count(*) filter (where 'observer' = any (roles)) as observers, count(*) filter (where 'head' = any (roles)) as heads from person",
  );
  await owner.end();

  expect(rows).toEqual([{ all: 4, observers: 1, heads: 0 }]);
});

/** Before there were tenants there was nothing to copy. */
const WITH_TENANTS = VERSIONS.slice(1);

test.each(WITH_TENANTS)('a backup made by the version of %s is restored as it was and goes forward then', async (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-older-'));
  const { owner } = await asOf(name);
  const file = join(folder, 'older.backup');
  await writeBackup(owner, file, WRITTEN_AT, () => undefined);
  const url = await emptyDatabase();
  const restored = await connectOwner({ connectionString: url });

  await restoreBackup(restored, file, () => undefined);
  const [then, now] = [await counts(owner), await counts(restored)];
  const applied = await migrate({ connectionString: url });
  await owner.end();
  await restored.end();
  rmSync(folder, { recursive: true });

  expect(now).toEqual(then);
  expect(applied).toEqual(VERSIONS.slice(VERSIONS.indexOf(name) + 1));
});

test('a backup of a newer program is refused and says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-newer-'));
  const { owner } = await asOf(VERSIONS.at(-1) ?? '');
  await owner.query("insert into schema_migration (name, checksum) values ('9999_later.sql', 'x')");
  await writeBackup(owner, join(folder, 'newer.backup'), WRITTEN_AT, () => undefined);
  const restored = await connectOwner({ connectionString: await emptyDatabase() });

  await expect(restoreBackup(restored, join(folder, 'newer.backup'), () => undefined)).rejects.toThrow('9999_later.sql');

  expect(await readTables(restored)).toEqual([]);
  await owner.end();
  await restored.end();
  rmSync(folder, { recursive: true });
});
