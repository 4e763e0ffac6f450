import pg from 'pg';

/**
 * What there is to back up, as the database's own catalogue tells it: a table that a later version adds needs no word here, and one that
 * may forget (unlogged) is left out.
 */

export interface Table {
  name: string;
  /** Without those the database computes by itself. */
  columns: string[];
  /** Its rows are seen one tenant after another. */
  byTenant: boolean;
  /** A row may be millions of bytes. */
  isHeavy: boolean;
}

export async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
      bool_or(a.attname = 'tenant_id') as "byTenant", bool_or(a.atttypid = 'bytea'::regtype) as "isHeavy"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relpersistence = 'p' and c.relnamespace = 'public'::regnamespace
    group by c.relname order by c.relname`);
  return rows;
}

export interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

export async function readForeignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace order by k.conname`);
  return rows;
}

/** Last values of the sequences that were used; as text, because they are kept exactly. */
export async function readSequences(client: pg.Client): Promise<{ name: string; last: string }[]> {
  const { rows } = await client.query<{ name: string; last: string }>(`
    select sequencename as name, last_value::text as last from pg_sequences
    where schemaname = 'public' and last_value is not null order by sequencename`);
  return rows;
}

export const quoted = (name: string): string => pg.escapeIdentifier(name);
