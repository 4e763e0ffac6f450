import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runToEnd } from '../../scripts/support/processes.ts';

const PACKAGES = ['postgresql-contrib', 'postgresql-client-common'];

/** Debian's own pgbench; put in place where that is allowed. Null where there is none. */
export async function findPgbench(): Promise<string | null> {
  const path = '/usr/bin/pgbench';
  if (existsSync(path)) return path;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runToEnd('apt-get', ['update'], { quiet: true, env });
  await runToEnd('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], { quiet: true, env });
  return existsSync(path) ? path : null;
}

/** Transactions a second of a script of pgbench's. */
export async function pgbench(
  program: string,
  databaseUrl: string,
  script: string,
  clients: number,
  seconds: number,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-pgbench-'));
  const file = join(folder, 'script.sql');
  writeFileSync(file, script);
  const args = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), '-f', file, databaseUrl];
  const { ok, output } = await runToEnd(program, args, { quiet: true });
  rmSync(folder, { recursive: true });
  const rate = /tps = ([\d.]+)/.exec(output)?.[1];
  if (!ok || rate === undefined) throw new Error(`pgbench: ${output.slice(-500)}`);
  return Number(rate);
}
