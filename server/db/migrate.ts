import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { PersonProblem } from '../problem.ts';
import { connectOwner } from './connect.ts';

const FOLDER = join(import.meta.dirname, 'migrations');
/** Any number will do as long as nobody else in this database uses it. */
const LOCK = 20_260_101;

const MADE =
  'create table if not exists schema_migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())';

interface Migration {
  name: string;
  text: string;
  checksum: string;
}

/**
 * Brings the database to the newest form, as its owner; several processes may try at once. Each file runs in a transaction.
 * Throws PersonProblem when a file that already ran was edited, or when the database is newer than this program.
 */
export async function migrate(owner: pg.ClientConfig): Promise<string[]> {
  const client = await connectOwner(owner);
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(MADE);
    const migrations = knownMigrations();
    const done = await readDone(client, migrations);
    const pending = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of pending) await inTransaction(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The files of this program, in the order of their numbers. */
export function knownMigrations(): Migration[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
  });
}

async function readDone(client: pg.Client, migrations: Migration[]): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from schema_migration');
  for (const row of rows) {
    const known = migrations.find((migration) => migration.name === row.name);
    if (!known) throw new PersonProblem(`База данных новее этой программы (в ней есть ${row.name}). Обновите программу.`);
    if (known.checksum !== row.checksum)
      throw new PersonProblem(`Файл ${row.name} изменён после того, как был применён к базе данных.`);
  }
  return new Set(rows.map((row) => row.name));
}

async function inTransaction(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await run(client, migration);
    await client.query('commit');
  } catch (problem) {
    await client.query('rollback');
    throw problem;
  }
}

async function run(client: pg.Client, { name, text, checksum }: Migration): Promise<void> {
  await client.query(text);
  await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [name, checksum]);
}

/**
 * Brings an empty database to exactly the form that a backup was made of, inside the caller's transaction. Throws PersonProblem when this
 * program does not have one of the files as it was.
 */
export async function applyExactly(client: pg.Client, wanted: { name: string; checksum: string }[]): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
  await client.query(MADE);
  const known = knownMigrations();
  for (const { name, checksum } of wanted) {
    const migration = known.find((one) => one.name === name && one.checksum === checksum);
    if (!migration)
      throw new PersonProblem(`Копию сделала более новая или другая программа (в ней есть ${name}). Обновите программу.`);
    await run(client, migration);
  }
}
