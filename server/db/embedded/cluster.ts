import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { Log } from '../../log.ts';
import { PersonProblem } from '../../problem.ts';
import { findBinaries, type PostgresBinaries } from './binaries.ts';
import { takeLock } from './lock-file.ts';
import { stopOrphan } from './orphan.ts';
import { checkReachable, databaseUser, giveTo, type SystemUser } from './system-user.ts';

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
    if (!existsSync(clusterFolder)) await initialise(binaries, clusterFolder, secrets, user);
    return await launch(binaries, clusterFolder, secrets, user, release);
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

/** Works in a folder aside and renames it at the end: a kill in the middle leaves nothing that looks ready. */
async function initialise(
  binaries: PostgresBinaries,
  clusterFolder: string,
  secrets: Secrets,
  user: SystemUser | null,
): Promise<void> {
  const aside = `${clusterFolder}.new`;
  const passwordFile = `${clusterFolder}.password`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  giveTo(user, aside);
  writeFileSync(passwordFile, `${secrets.superuserPassword}\n`, { mode: 0o600 });
  giveTo(user, passwordFile);
  try {
    const flags = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];
    const child = spawn(
      binaries.initdb,
      [`--pgdata=${aside}`, '--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`, ...flags],
      { ...user, stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' },
    );
    const { code, tail } = await ending(child);
    if (code !== 0) throw new PersonProblem(`Не удалось создать базу данных PostgreSQL. ${tail()}`);
    renameSync(aside, clusterFolder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function launch(
  binaries: PostgresBinaries,
  clusterFolder: string,
  secrets: Secrets,
  user: SystemUser | null,
  release: () => void,
): Promise<Cluster> {
  const port = await freePort();
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
  let asked = false;
  return {
    host: '127.0.0.1',
    port,
    secrets,
    died: end.then(() => (asked ? new Promise<never>(() => undefined) : undefined)),
    stop: async () => {
      asked = true;
      child.kill('SIGINT');
      await end;
      release();
    },
  };
}

function ready(child: ChildProcess, end: ReturnType<typeof ending>): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new PersonProblem('PostgreSQL не запустился за минуту.')), START_TIMEOUT_MS);
    child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.includes('ready to accept connections')) done();
    });
    void end.then(({ tail }) => fail(new PersonProblem(`PostgreSQL не запустился. ${tail()}`)));
    void end.finally(() => clearTimeout(timer));
    child.stderr?.once('data', () => clearTimeout(timer));
  });
}

/** Resolves when the program has ended; `tail` gives its last words for the message. */
function ending(child: ChildProcess): Promise<{ code: number | null; tail: () => string }> {
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-600);
  });
  return new Promise((done) => {
    child.once('error', (problem) => done({ code: -1, tail: () => problem.message }));
    child.once('exit', (code) => done({ code, tail: () => words.trim() }));
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
