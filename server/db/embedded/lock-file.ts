import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { PersonProblem } from '../../problem.ts';

interface Holder {
  pid: number;
  /** Tells a living holder from another process that got its number after a restart of the machine; null where unknown. */
  born: string | null;
}

/**
 * Takes the data folder for this process; the returned function gives it back.
 * A file left by a process that was killed is taken over. Throws PersonProblem naming the process that holds the folder.
 */
export function takeLock(path: string): () => void {
  const own = JSON.stringify({ pid: process.pid, born: bornAt(process.pid) } satisfies Holder);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (tryLink(draft, path)) return () => release(path, own);
      const found = readHolder(path);
      if (found === null) continue;
      assertDead(found.holder);
      removeStale(path, found.content);
    }
    throw new PersonProblem(`Не удалось занять папку данных: файл ${path} меняется другим процессом.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Only looks: the same answer as takeLock would give, before anything heavy is loaded. */
export function assertFree(path: string): void {
  const found = readHolder(path);
  if (found) assertDead(found.holder);
}

/** Whether a living process works on the data folder. */
export function isHeld(path: string): boolean {
  const found = readHolder(path);
  return found !== null && isAlive(found.holder);
}

function assertDead(holder: Holder): void {
  if (!isAlive(holder)) return;
  throw new PersonProblem(`Папку данных уже использует другой процесс Вовремя (pid ${holder.pid}). Остановите его и повторите.`);
}

/** A link appears at once and with its content, so a reader never sees an empty lock. */
function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (problem) {
    if (hasCode(problem, 'EEXIST')) return false;
    throw problem;
  }
}

function readHolder(path: string): { holder: Holder; content: string } | null {
  try {
    const content = readFileSync(path, 'utf8');
    return { holder: JSON.parse(content) as Holder, content };
  } catch (problem) {
    if (hasCode(problem, 'ENOENT')) return null;
    throw new PersonProblem(`Файл ${path} испорчен. Убедитесь, что сервер не запущен, и удалите его.`);
  }
}

/** Moves the stale file aside; if it was a fresh lock of a faster starter, puts it back. */
function removeStale(path: string, staleContent: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (problem) {
    if (hasCode(problem, 'ENOENT')) return;
    throw problem;
  }
  if (readFileSync(aside, 'utf8') !== staleContent) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function release(path: string, own: string): void {
  try {
    if (readFileSync(path, 'utf8') === own) rmSync(path);
  } catch (problem) {
    if (!hasCode(problem, 'ENOENT')) throw problem;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (problem) {
    if (!hasCode(problem, 'EPERM')) return false;
  }
  return holder.born === null || holder.born === bornAt(holder.pid);
}

/** Start time of a process in clock ticks since boot (field 22 of /proc/<pid>/stat), null where there is no /proc. */
function bornAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function hasCode(problem: unknown, code: string): boolean {
  return problem instanceof Error && 'code' in problem && problem.code === code;
}
