import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries } from '../../server/db/embedded/binaries.ts';
import { createCluster } from '../../server/db/embedded/create-cluster.ts';
import { databaseUser } from '../../server/db/embedded/system-user.ts';

export interface OwnPostgres {
  /** Address of its superuser, without a database. */
  url: string;
  /** Ends it at once, without a checkpoint and in the middle of whatever it does, and starts it again on the same port. */
  crash(): Promise<void>;
  /** Ends it the same way and leaves its files, in `folder`, as they are. */
  halt(): Promise<void>;
  folder: string;
  /** From now on no file of it may be longer: the sessions that are and those to come are refused what is beyond. Null lifts it. */
  limitFiles(bytes: number | null): void;
  stop(): Promise<void>;
}

/** A PostgreSQL that nobody else uses, so that it may be broken. */
export async function ownPostgres(settings: string[] = [], initdb: string[] = []): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-own-'));
  chmodSync(folder, 0o711);
  const [user, password, port] = [databaseUser(), randomBytes(12).toString('hex'), await freePort()];
  const cluster = join(folder, 'postgres');
  await createCluster(await findBinaries(), cluster, password, user, initdb);
  const start = () => startOn(cluster, port, settings);

  let running = await start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}`,
    folder: cluster,
    halt: () => end(running, 'SIGQUIT'),
    async crash() {
      await end(running, 'SIGQUIT');
      running = await start();
    },
    limitFiles(bytes) {
      // Not the processes in the background: what they write was accepted before.
      const pids = [running.pid, ...sessionsOf(running.pid)];
      for (const pid of pids) execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:`], { ...user });
    },
    async stop() {
      await end(running, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Its program on a folder with its files; rejects with its last words when it does not come up. */
export async function startOn(cluster: string, port: number, settings: string[]): Promise<ChildProcess> {
  const { postgres } = await findBinaries();
  const set = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...settings];
  const child = spawn(postgres, ['-D', cluster, '-p', String(port), ...set.flatMap((one) => ['-c', one])], {
    ...databaseUser(),
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  await new Promise<void>((done, fail) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk).slice(-4_000);
      if (said.includes('ready to accept connections')) done();
    });
    child.once('close', () => fail(new Error(`PostgreSQL did not start: ${said}`)));
  });
  return child;
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** PostgreSQL tells in its processes' names which are sessions: they have the other end's address. */
function sessionsOf(postmaster: number | undefined): number[] {
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
  return children.map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('127.0.0.1(');
    } catch {
      return false;
    }
  });
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
