import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Log } from '../log.ts';
import type { Tables } from './schema.ts';

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

const INT8 = 20;
const DATE = 1082;
/** Nobody here thinks for so long in the middle of a transaction: a process that does stands still, and others wait for its locks. */
const STANDSTILL_MS = 10_000;
const MOMENTARY = new Set(['40001', '40P01']);

/** Whole numbers come as numbers: instants and sequence numbers stay far below 2^53. Calendar dates come as they are written. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : oid === DATE ? String : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** One connection as the owner of the tables, for what an operator does to a whole database: nothing limits how long it takes. */
export async function connectOwner(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ ...config, types });
  // The query under way is told; without a listener a broken connection would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

const pools = new WeakMap<Db, pg.Pool>();

/** Opens the pool the server works through, as the role that is bound by row-level security. */
export function openDatabase(config: pg.PoolConfig, log: Log): Db {
  const limits = { statement_timeout: 30_000, idle_in_transaction_session_timeout: STANDSTILL_MS };
  const pool = new pg.Pool({ max: 20, connectionTimeoutMillis: 10_000, ...limits, pipeline: true, ...config, types });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (problem) => log.warn('database-connection-lost', { code: 'code' in problem ? String(problem.code) : null }));
  // One that breaks while a request has it fails that request's query, which is told; a transaction between two queries is told at the next.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  return db;
}

/** A connection of the pool, for those who send several statements at a time; to be released. */
export function connectionOf(db: Db): Promise<pg.PoolClient> {
  const pool = pools.get(db);
  if (!pool) throw new Error('the database was not opened here');
  return pool.connect();
}

/** Throws when the connection could step over row-level security: a superuser, or the owner of the tables. */
export async function assertBoundRole(db: Db): Promise<void> {
  const { rows } = await sql<{ bound: boolean }>`
    select not (r.rolsuper or r.rolbypassrls) and not exists (
      select from pg_class c where c.relowner = r.oid and c.relname = 'event') as bound
    from pg_roles r where r.rolname = current_user`.execute(db);
  if (!rows[0]?.bound) throw new Error('the database role of the server is not bound by row-level security');
}

/** One transaction within one tenant; repeated when the database ends it for a passing reason. */
export function inTenant<T>(db: Db, tenantId: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  return repeating(() => db.transaction().execute((trx) => begin(trx, tenantId, work)));
}

/** A transaction that names its tenant itself, again when the database ends it for a passing reason. */
export async function repeating<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (problem) {
      if (attempt === 3 || !MOMENTARY.has(errorCode(problem))) throw problem;
    }
  }
}

/** The same for reading: everything is seen as of one moment. */
export function readTenant<T>(db: Db, tenantId: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => begin(trx, tenantId, work));
}

async function begin<T>(trx: Trx, tenantId: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
  return work(trx);
}

/** For a transaction that waits for somebody outside: the database ends it only after it did nothing for so long. */
export async function mayStandStill(trx: Trx, ms: number): Promise<void> {
  await sql`select set_config('idle_in_transaction_session_timeout', ${String(ms)}, true)`.execute(trx);
}

/** Every tenant, by id: for what the server does by itself. Each is entered with `inTenant` like any other time. */
export async function tenantIds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from tenant_ids() as id`.execute(db);
  return rows.map(({ id }) => id);
}

export function errorCode(problem: unknown): string {
  return problem instanceof Error && 'code' in problem ? String(problem.code) : '';
}
