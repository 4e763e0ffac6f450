import pg from 'pg';
import { connectOwner, openDatabase } from '../../server/db/connect.ts';
import { loadLibrary } from '../../server/library.ts';
import { silentLog } from '../../server/log.ts';
import { connectPerson, type Office, openOffice, type TestServer } from '../server/harness.ts';
import { dataFolder, type ServerProcess, startProcess } from '../server/server-process.ts';
import { type OwnPostgres, ownPostgres } from '../support/own-postgres.ts';

/** A PostgreSQL of its own, server processes on it, and an office that works on them: everything here may be killed. */
export interface Region {
  postgres: OwnPostgres;
  databaseUrl: string;
  office: Office;
  /** Other people of the same office and body. */
  colleagues: { curator: Office['curator']; roads: Office['roads'] };
  /** One query of the owner of the tables, on a line of its own: it may be cut. */
  ask<Row extends pg.QueryResultRow>(query: string, values?: unknown[]): Promise<Row[]>;
  /** Servers that ended without having been asked to, with their last words. */
  fallen: string[];
  /** Addresses of the servers that live now. */
  targets(): string[];
  /** SIGKILL, and a new start on the same port after so many ms. */
  killServer(place: number, restartAfterMs: number): Promise<void>;
  /** SIGSTOP: it takes connections and does nothing, until what is returned is called. */
  stall(place: number): () => void;
  close(): Promise<void>;
}

export async function openRegion(servers: number, initdb: string[] = [], settings: string[] = []): Promise<Region> {
  const postgres = await ownPostgres(settings, initdb);
  const admin = new pg.Client(`${postgres.url}/postgres`);
  await admin.connect();
  await admin.query('create database region');
  await admin.end();
  const databaseUrl = `${postgres.url}/region`;
  const folders = Array.from({ length: servers }, dataFolder);
  const running: (ServerProcess | null)[] = [];
  const fallen: string[] = [];
  const watch = (server: ServerProcess, place: number) => {
    let words = '';
    for (const stream of [server.child.stdout, server.child.stderr])
      stream?.on('data', (chunk) => {
        words = (words + chunk).slice(-1_500);
      });
    server.child.once('exit', (code, signal) => {
      if (running[place] !== server) return;
      running[place] = null;
      fallen.push(`a server ended by itself (${code ?? signal}): ${words}`);
    });
    return server;
  };
  for (const [place, { path }] of folders.entries()) running.push(watch(await startProcess(path, '0', [], databaseUrl), place));
  const ports = running.map((server) => new URL(server?.url ?? '').port);

  const db = openDatabase({ connectionString: databaseUrl, options: '-c role=vovremya_app' }, silentLog);
  const first = running[0];
  if (!first) throw new Error('a region needs a server');
  const test = { db, databaseUrl, server: { url: first.url, deps: { library: loadLibrary(), now: Date.now } } } as TestServer;
  const office = await openOffice(test);
  const colleagues = {
    curator: await connectPerson(test, office.tenantId, ['curator'], null),
    roads: await connectPerson(test, office.tenantId, ['executor'], office.bodies.roads),
  };
  await db.destroy();

  return {
    postgres,
    databaseUrl,
    office,
    fallen,
    colleagues,
    ask: (query, values) => askOnce(databaseUrl, query, values),
    targets: () => running.flatMap((server) => server?.url ?? []),
    async killServer(place, restartAfterMs) {
      const server = running[place];
      if (!server) return;
      running[place] = null;
      await server.end('SIGKILL');
      await new Promise((done) => setTimeout(done, restartAfterMs));
      running[place] = watch(await startAgain(folders[place]?.path ?? '', ports[place] ?? '0', databaseUrl), place);
    },
    stall(place) {
      const child = running[place]?.child;
      child?.kill('SIGSTOP');
      return () => void child?.kill('SIGCONT');
    },
    async close() {
      for (const server of running.splice(0)) if (server) await server.end('SIGKILL');
      await postgres.stop();
      for (const { remove } of folders) remove();
    },
  };
}

/** A server that starts while PostgreSQL recovers ends with a sentence; whoever supervises it starts it again. */
async function startAgain(folder: string, port: string, databaseUrl: string): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startProcess(folder, port, [], databaseUrl);
    } catch (problem) {
      if (attempt === 20) throw problem;
      await new Promise((done) => setTimeout(done, 500));
    }
  }
}

async function askOnce<Row extends pg.QueryResultRow>(url: string, query: string, values: unknown[] = []): Promise<Row[]> {
  const client = await connectOwner({ connectionString: url });
  try {
    return (await client.query<Row>(query, values)).rows;
  } finally {
    // Not waited for: on a line that broke it may never end.
    void client.end().catch(() => undefined);
  }
}
