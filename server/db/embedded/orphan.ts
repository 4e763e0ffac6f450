import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PersonProblem } from '../../problem.ts';

/**
 * When the server was killed, its PostgreSQL may still be running or have died too. A running one is asked to stop, so that
 * unfinished transactions are rolled back before anything new starts; the note of a dead one is PostgreSQL's own to clean up.
 * The caller holds the lock of the data folder, so the process cannot belong to a living server.
 */
export async function stopOrphan(clusterFolder: string): Promise<'none' | 'stopped'> {
  const pid = readPostmasterPid(clusterFolder);
  if (pid === null) return 'none';
  if (!isPostmasterOf(pid, clusterFolder)) {
    rmSync(join(clusterFolder, 'postmaster.pid'), { force: true });
    return 'none';
  }
  if (await ends(pid, 'SIGINT', 8_000)) return 'stopped';
  if (await ends(pid, 'SIGQUIT', 4_000)) return 'stopped';
  throw new PersonProblem(`Прежний PostgreSQL (pid ${pid}) не останавливается. Завершите его и запустите сервер снова.`);
}

function readPostmasterPid(clusterFolder: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(clusterFolder, 'postmaster.pid'), 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** The number may have gone to another program since; without /proc a living number is taken for the postmaster. */
function isPostmasterOf(pid: number, clusterFolder: string): boolean {
  if (!isRunning(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(resolve(clusterFolder));
  } catch {
    return process.platform !== 'linux';
  }
}

async function ends(pid: number, signal: NodeJS.Signals, withinMs: number): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch {
    return true;
  }
  for (let waited = 0; waited < withinMs; waited += 50) {
    if (!isRunning(pid)) return true;
    await sleep(50);
  }
  return false;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readStatus(pid));
  } catch {
    return false;
  }
}

/** A zombie has released its files already; inside a container nobody may ever collect it. */
function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
