import type pg from 'pg';
import { applyExactly } from '../db/migrate.ts';
import { allTenants, lookAtTenant } from '../db/snapshot.ts';
import { PersonProblem } from '../problem.ts';
import { assertWhole, readLines } from './container.ts';
import { END, type Head, headSchema, type Progress, parseLine, type Section, sectionSchema } from './contents.ts';
import { quoted, readForeignKeys, readTables } from './tables.ts';

const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 2_000_000;

/**
 * Brings an empty database to what a backup holds, in one transaction: all of it or nothing. Every tenant begins a new epoch, by which
 * devices notice that the server went back and send again what it forgot. Throws PersonProblem.
 */
export async function restoreBackup(owner: pg.Client, path: string, progress: Progress): Promise<Head> {
  await assertWhole(path);
  await owner.query('begin');
  try {
    await assertEmpty(owner);
    const head = await load(owner, readLines(path), progress);
    await beginEpochs(owner);
    await owner.query('commit');
    return head;
  } catch (problem) {
    await owner.query('rollback').catch(() => undefined);
    throw problem;
  }
}

/** A backup of before there were chains has no epochs; those begin when it goes forward. */
async function beginEpochs(owner: pg.Client): Promise<void> {
  const hasHeads = (await readTables(owner)).some(({ name }) => name === 'tenant_head');
  for (const tenant of hasHeads ? await allTenants(owner) : []) {
    await lookAtTenant(owner, tenant);
    await owner.query('update tenant_head set epoch = gen_random_uuid()::text where tenant_id = $1', [tenant]);
  }
}

async function assertEmpty(owner: pg.Client): Promise<void> {
  const tables = await readTables(owner);
  if (tables.length > 0)
    throw new PersonProblem(
      'База данных не пуста: восстановить можно только в пустую. Укажите новую папку данных или новую базу.',
    );
}

async function load(owner: pg.Client, lines: AsyncGenerator<string>, progress: Progress): Promise<Head> {
  const next = async () => (await lines.next()).value as string | undefined;
  try {
    const head = parseLine(headSchema, await next());
    await applyExactly(owner, head.migrations);
    const harden = await soften(owner);
    let [table, done] = ['', 0];
    for (let line = await next(); line !== END; line = await next()) {
      const section = parseLine(sectionSchema, line);
      if (section.table !== table) [table, done] = [section.table, 0];
      done = await loadSection(owner, section, next, (count) => progress(table, count, head.tables[table] ?? 0), done);
    }
    for (const { name, last } of head.sequences) await owner.query('select setval($1::regclass, $2)', [quoted(name), last]);
    await harden();
    return head;
  } finally {
    await lines.return(undefined);
  }
}

/**
 * Rows come as they are, in any order: no trigger counts or refuses them, no key is checked row by row, what the migrations filled in is
 * taken out. The returned function puts the keys back, which checks them all.
 */
async function soften(owner: pg.Client): Promise<() => Promise<void>> {
  const names = (await readTables(owner)).map(({ name }) => quoted(name));
  const keys = await readForeignKeys(owner);
  for (const name of names) await owner.query(`alter table ${name} disable trigger user`);
  for (const key of keys) await owner.query(`alter table ${quoted(key.table)} drop constraint ${quoted(key.name)}`);
  await owner.query(`truncate ${names.join(', ')}`);
  return async () => {
    for (const { table, name, definition } of keys)
      await owner.query(`alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`);
    for (const name of names) await owner.query(`alter table ${name} enable trigger user`);
  };
}

async function loadSection(
  owner: pg.Client,
  { table, columns, tenant, rows }: Section,
  next: () => Promise<string | undefined>,
  tell: (count: number) => void,
  before: number,
): Promise<number> {
  if (tenant !== null) await lookAtTenant(owner, tenant);
  const list = columns.map(quoted).join(', ');
  const insert = `insert into ${quoted(table)} (${list}) overriding system value
    select ${list} from json_populate_recordset(null::${quoted(table)}, $1::json)`;
  let [batch, characters, done] = [[] as string[], 0, before];
  for (let left = rows; left > 0; left -= 1) {
    const line = (await next()) ?? '';
    batch.push(line);
    characters += line.length;
    if (left > 1 && batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
    await owner.query(insert, [`[${batch.join(',')}]`]);
    done += batch.length;
    tell(done);
    [batch, characters] = [[], 0];
  }
  return done;
}
