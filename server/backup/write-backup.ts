import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { allTenants, inSnapshot, lookAtTenant, readInBatches } from '../db/snapshot.ts';
import { PersonProblem } from '../problem.ts';
import { seal } from './container.ts';
import { END, type Head, type Progress, type Section } from './contents.ts';
import { quoted, readSequences, readTables, type Table } from './tables.ts';

/** So many rows at once where each may be tens of millions of characters. */
const HEAVY_ROWS = 2;

/**
 * Writes every table of the database into one file, as of one moment, while the server may be at work. The file appears whole or not at
 * all. `owner` is a connection of the tables' owner. Throws PersonProblem.
 */
export async function writeBackup(owner: pg.Client, path: string, now: number, progress: Progress): Promise<Head> {
  if (existsSync(path)) throw new PersonProblem(`Файл ${path} уже есть. Назовите другой: копии не переписываются.`);
  const draft = `${path}.new`;
  try {
    const head = await inSnapshot(owner, async () => {
      const { head, sections, heavy } = await survey(owner, now);
      const lines = Readable.from(contents(owner, head, sections, heavy, progress));
      await pipeline(lines, createGzip(), seal, createWriteStream(draft, { mode: 0o600, flush: true }));
      return head;
    });
    await rename(draft, path);
    return head;
  } catch (problem) {
    await rm(draft, { force: true });
    throw problem;
  }
}

async function survey(owner: pg.Client, now: number): Promise<{ head: Head; sections: Section[]; heavy: Set<string> }> {
  const tables = await readTables(owner);
  if (!tables.some(({ name }) => name === 'schema_migration'))
    throw new PersonProblem('В базе данных нет таблиц «Вовремя»: копировать нечего.');
  const tenants = await allTenants(owner);
  const sections: Section[] = [];
  for (const table of tables) {
    for (const tenant of table.byTenant ? tenants : [null]) sections.push(await measure(owner, table, tenant));
  }
  const migrations = await owner.query<Head['migrations'][number]>('select name, checksum from schema_migration order by name');
  const counts = tables.map(({ name }): [string, number] => [
    name,
    sections.filter(({ table }) => table === name).reduce((sum, { rows }) => sum + rows, 0),
  ]);
  return {
    head: {
      madeAt: new Date(now).toISOString(),
      migrations: migrations.rows,
      sequences: await readSequences(owner),
      tables: Object.fromEntries(counts),
    },
    sections,
    heavy: new Set(tables.filter(({ isHeavy }) => isHeavy).map(({ name }) => name)),
  };
}

async function measure(owner: pg.Client, { name, columns }: Table, tenant: string | null): Promise<Section> {
  if (tenant !== null) await lookAtTenant(owner, tenant);
  const counted = await owner.query<{ rows: number }>(
    `select count(*) as rows from ${quoted(name)} ${tenant === null ? '' : 'where tenant_id = $1'}`,
    tenant === null ? [] : [tenant],
  );
  return { table: name, columns, tenant, rows: counted.rows[0]?.rows ?? 0 };
}

async function* contents(
  owner: pg.Client,
  head: Head,
  sections: Section[],
  heavy: ReadonlySet<string>,
  progress: Progress,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head)}\n`;
  let [table, done] = ['', 0];
  for (const section of sections) {
    if (section.table !== table) [table, done] = [section.table, 0];
    yield `${JSON.stringify(section)}\n`;
    for await (const lines of readRows(owner, section, heavy.has(section.table) ? HEAVY_ROWS : undefined)) {
      yield lines.map((line) => `${line}\n`).join('');
      done += lines.length;
      progress(table, done, head.tables[table] ?? 0);
    }
  }
  yield `${END}\n`;
}

/** The database writes the JSON, so that no number or moment passes through a coarser type here. */
async function* readRows(owner: pg.Client, { table, columns, tenant }: Section, size?: number): AsyncGenerator<string[]> {
  if (tenant !== null) await lookAtTenant(owner, tenant);
  const chosen = `select ${columns.map(quoted).join(', ')} from ${quoted(table)} ${tenant === null ? '' : 'where tenant_id = $1'}`;
  const query = `select row_to_json(chosen)::text as line from (${chosen}) chosen`;
  for await (const rows of readInBatches<{ line: string }>(owner, query, tenant === null ? [] : [tenant], size))
    yield rows.map(({ line }) => line);
}
