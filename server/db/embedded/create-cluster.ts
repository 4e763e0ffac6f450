import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PersonProblem } from '../../problem.ts';
import type { PostgresBinaries } from './binaries.ts';
import { ending } from './child-ending.ts';
import { giveTo, type SystemUser } from './system-user.ts';

/**
 * Makes the database cluster. Works in a folder aside and renames it at the end: a kill in the middle leaves nothing that looks ready.
 * Every attempt has a folder of its own, because the program of a killed attempt may still be writing into the one before.
 */
export async function createCluster(
  { initdb }: PostgresBinaries,
  clusterFolder: string,
  password: string,
  user: SystemUser | null,
  more: string[] = [],
): Promise<void> {
  clearAttempts(clusterFolder);
  const aside = `${clusterFolder}.new-${randomBytes(4).toString('hex')}`;
  const passwordFile = `${aside}.password`;
  mkdirSync(aside, { mode: 0o700 });
  giveTo(user, aside);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(user, passwordFile);
  try {
    const account = ['--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`];
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];
    const child = spawn(initdb, [`--pgdata=${aside}`, ...account, ...locale, ...more], {
      ...user,
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: '/',
    });
    const { code, tail } = await ending(child);
    if (code !== 0) throw new PersonProblem(`Не удалось создать базу данных PostgreSQL. ${tail}`);
    renameSync(aside, clusterFolder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** What cannot be removed because somebody still writes there is removed by a later start. */
function clearAttempts(clusterFolder: string): void {
  const folder = dirname(clusterFolder);
  const left = readdirSync(folder).filter((name) => name.startsWith(`${basename(clusterFolder)}.new-`));
  for (const name of left) {
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {}
  }
}
