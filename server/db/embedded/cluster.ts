import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { Log } from '../../log.ts';
import { PersonProblem } from '../../problem.ts';
import { findBinaries, type PostgresBinaries } from './binaries.ts';
import { type Ending, ending } from './child-ending.ts';
import { createCluster } from './create-cluster.ts';
import { takeLock } from './lock-file.ts';
import { stopOrphan } from './orphan.ts';
import { checkReachable, databaseUser, type SystemUser } from './system-user.ts';

export interface Secrets {
  superuserPassword: string;
  appPassword: string;
}

export interface Cluster {
  host: '127.0.0.1';
  port: number;
  secrets: Secrets;
  /** Resolves when PostgreSQL ends without having been asked to. */
  died: Promise<void>;
  stop(): Promise<void>;
}

interface Place {
  binaries: PostgresBinaries;
  clusterFolder: string;
  secrets: Secrets;
  user: SystemUser | null;
}

/** Nothing that a citizen wrote may reach PostgreSQL's own log: neither statements nor the rows named in DETAIL. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=on',
  'synchronous_commit=on',
  'max_connections=100',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'lc_messages=C',
];
const START_TIMEOUT_MS = 60_000;

/** Starts a PostgreSQL of our own on the data folder, making it at first. Throws PersonProblem with what to do. */
export async function startCluster(dataDir: string, log: Log): Promise<Cluster> {
  const folder = resolve(dataDir);
  const user = databaseUser();
  prepareFolder(folder, user);
  const release = takeLock(join(folder, 'lock'));
  try {
    const binaries = await findBinaries();
    const secrets = readOrMakeSecrets(join(folder, 'secrets.json'));
    const clusterFolder = join(folder, 'postgres');
    checkReachable(user, clusterFolder);
    if ((await stopOrphan(clusterFolder)) === 'stopped') log.warn('postgres-orphan-stopped');
    if (!existsSync(clusterFolder)) await createCluster(binaries, clusterFolder, secrets.superuserPassword, user);
    return await launch({ binaries, clusterFolder, secrets, user }, release);
  } catch (problem) {
    release();
    throw problem;
  }
}

function prepareFolder(folder: string, user: SystemUser | null): void {
  try {
    mkdirSync(folder, { recursive: true });
    // The database's own user has to pass this folder; it may not list it.
    chmodSync(folder, user ? 0o711 : 0o700);
  } catch {
    throw new PersonProblem(`Не удалось создать папку данных ${folder}. Проверьте права или укажите другую в VOVREMYA_DATA.`);
  }
}

function readOrMakeSecrets(path: string): Secrets {
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Secrets;
  const secrets = { superuserPassword: randomBytes(24).toString('hex'), appPassword: randomBytes(24).toString('hex') };
  writeFileSync(`${path}.new`, JSON.stringify(secrets), { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  return secrets;
}

const BIND_FAILED = /could not bind|Address already in use/;

/** Another program may take the free port before PostgreSQL does; then another port is tried. */
async function launch(place: Place, release: () => void): Promise<Cluster> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launchOn(await freePort(), place, release);
    } catch (problem) {
      if (attempt === 3 || !(problem instanceof PersonProblem && BIND_FAILED.test(problem.message))) throw problem;
    }
  }
}

async function launchOn(port: number, { binaries, clusterFolder, secrets, user }: Place, release: () => void): Promise<Cluster> {
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  // A process group of its own: Ctrl+C in a terminal reaches the server only, which ends PostgreSQL after its last answer.
  const child = spawn(binaries.postgres, ['-D', clusterFolder, '-p', String(port), ...settings], {
    ...user,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
  });
  const end = ending(child);
  await ready(child, end);
  // Should this process end without having asked, PostgreSQL must not stay behind.
  const take = () => child.kill('SIGINT');
  process.once('exit', take);
  let asked = false;
  return {
    host: '127.0.0.1',
    port,
    secrets,
    died: end.then(() => (asked ? new Promise<never>(() => undefined) : undefined)),
    stop: async () => {
      asked = true;
      process.off('exit', take);
      child.kill('SIGINT');
      await end;
      release();
    },
  };
}

function ready(child: ChildProcess, end: Promise<Ending>): Promise<void> {
  return new Promise((done, fail) => {
    let words = '';
    const timer = setTimeout(() => {
      child.kill('SIGQUIT');
      fail(new PersonProblem('PostgreSQL не запустился за минуту.'));
    }, START_TIMEOUT_MS);
    child.stderr?.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-2_000);
      if (words.includes('ready to accept connections')) {
        clearTimeout(timer);
        done();
      }
    });
    void end.then(({ tail }) => {
      clearTimeout(timer);
      fail(new PersonProblem(`PostgreSQL не запустился. ${tail}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}
