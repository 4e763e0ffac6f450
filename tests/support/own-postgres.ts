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
  /** From now on no file of it may be longer: the sessions that are and those to come are refused what is beyond. Null lifts it. */
  limitFiles(bytes: number | null): void;
  stop(): Promise<void>;
}

/** A PostgreSQL that nobody else uses, so that it may be broken. */
export async function ownPostgres(settings: string[] = [], initdb: string[] = []): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-own-'));
  chmodSync(folder, 0o711);
  const [binaries, user, password, port] = [
    await findBinaries(),
    databaseUser(),
    randomBytes(12).toString('hex'),
    await freePort(),
  ];
  const cluster = join(folder, 'postgres');
  await createCluster(binaries, cluster, password, user, initdb);

  async function start(): Promise<ChildProcess> {
    const set = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...settings];
    const child = spawn(binaries.postgres, ['-D', cluster, '-p', String(port), ...set.flatMap((one) => ['-c', one])], {
      ...user,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    await new Promise<void>((done, fail) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        said = (said + chunk).slice(-4_000);
        if (said.includes('ready to accept connections')) done();
      });
      child.once('exit', () => fail(new Error(`PostgreSQL did not start: ${said}`)));
    });
    return child;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const gone = once(running, 'exit');
    running.kill(signal);
    await gone;
  }

  let running = await start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}`,
    async crash() {
      await end('SIGQUIT');
      running = await start();
    },
    limitFiles(bytes) {
      // Not the processes in the background: what they write was accepted before.
      const pids = [running.pid, ...sessionsOf(running.pid)];
      for (const pid of pids) execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:`], { ...user });
    },
    async stop() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
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

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
