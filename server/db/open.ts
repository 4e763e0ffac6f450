import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolConfig } from 'pg';
import pg from 'pg';
import type { Log } from '../log.ts';
import { PersonProblem } from '../problem.ts';
import { APP_ROLE } from './bound-login.ts';
import { type Cluster, startCluster } from './embedded/cluster.ts';
import { runningCluster } from './embedded/running.ts';

export interface Database {
  /** Makes and changes tables; used at start only. */
  owner: PoolConfig;
  /** What the server works through: bound by row-level security. */
  app: PoolConfig;
  /** Resolves when the database ended without having been asked to. */
  died: Promise<void>;
  stop(): Promise<void>;
}

const NAME = 'vovremya';

/**
 * A PostgreSQL of somebody else's, by the address of the owner of its tables, who must be allowed to create the role of the server.
 * `serveUrl`: the login the server works through; without one it is the owner's, as the server's role.
 */
export function externalDatabase(url: string, serveUrl?: string): Database {
  const app = { connectionString: serveUrl ?? url, options: `-c role=${APP_ROLE}` };
  return { owner: { connectionString: url }, app, died: new Promise(() => undefined), stop: async () => undefined };
}

/** A PostgreSQL of our own in the data folder. */
export async function embeddedDatabase(dataDir: string, log: Log): Promise<Database> {
  const cluster = await startCluster(dataDir, log);
  const addresses = addressesOf(cluster);
  try {
    await prepare({ ...addresses.owner, database: 'postgres' }, cluster.secrets.appPassword);
  } catch (problem) {
    await cluster.stop();
    throw problem;
  }
  return { ...addresses, died: cluster.died, stop: cluster.stop };
}

function addressesOf({ host, port, secrets }: Pick<Cluster, 'host' | 'port' | 'secrets'>): Pick<Database, 'owner' | 'app'> {
  return {
    owner: { host, port, user: 'postgres', password: secrets.superuserPassword, database: NAME },
    app: { host, port, user: APP_ROLE, password: secrets.appPassword, database: NAME },
  };
}

export interface DatabasePlace {
  databaseUrl?: string;
  dataDir: string;
}

/**
 * The database for a command of an operator, whether a server works on it or not: the PostgreSQL of a running server is used, a resting
 * one is started and stopped again. `make` lets an absent one be made. Throws PersonProblem.
 */
export async function operatorDatabase({ databaseUrl, dataDir }: DatabasePlace, log: Log, make: boolean): Promise<Database> {
  if (databaseUrl) {
    const database = externalDatabase(databaseUrl);
    await assertReachable(database.owner);
    return database;
  }
  const running = runningCluster(dataDir);
  if (running) return { ...addressesOf(running), died: new Promise(() => undefined), stop: async () => undefined };
  if (!make && !existsSync(join(dataDir, 'postgres'))) {
    throw new PersonProblem(`В папке ${dataDir} нет базы данных. Укажите папку данных (--data) или DATABASE_URL.`);
  }
  return await embeddedDatabase(dataDir, log);
}

/** Each step can be repeated: the one before may have been cut off by a kill. */
async function prepare(config: pg.ClientConfig, appPassword: string): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    const roles = await client.query('select from pg_roles where rolname = $1', [APP_ROLE]);
    const verb = roles.rowCount === 0 ? 'create' : 'alter';
    await client.query(`${verb} role ${APP_ROLE} login nosuperuser nobypassrls password ${client.escapeLiteral(appPassword)}`);
    const databases = await client.query('select from pg_database where datname = $1', [NAME]);
    if (databases.rowCount === 0) await client.query(`create database ${NAME}`);
  } finally {
    await client.end();
  }
}

/** Turns the ways in which a database cannot be reached into one sentence; `from` is the variable that names it. */
export async function assertReachable(config: PoolConfig, from = 'DATABASE_URL'): Promise<void> {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (problem) {
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown';
    throw new PersonProblem(`База данных из ${from} недоступна (${code}). Проверьте адрес, имя и пароль.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
