import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Finished {
  ok: boolean;
  output: string;
  seconds: number;
}

const running = new Set<ChildProcess>();
let watching = false;

/** Starts a program in a process group of its own, so that nothing it started can outlive us. */
export function start(command: string, args: string[], options: SpawnOptions = {}): ChildProcess {
  watchSignals();
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options, detached: process.platform !== 'win32' });
  running.add(child);
  child.once('exit', () => {
    killGroup(child, 'SIGKILL');
    running.delete(child);
  });
  return child;
}

/** Runs a program to its end. With `quiet` its output is kept and returned, else it goes to the terminal. */
export async function runToEnd(
  command: string,
  args: string[],
  options: SpawnOptions & { quiet?: boolean } = {},
): Promise<Finished> {
  const { quiet = false, ...spawnOptions } = options;
  const startedAt = performance.now();
  const child = start(command, args, {
    ...spawnOptions,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  const ok = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
  return { ok, output, seconds: (performance.now() - startedAt) / 1000 };
}

/** Asks a program to stop; after `graceMs` it is killed with all it started. */
export async function stop(child: ChildProcess, graceMs = 10_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => killGroup(child, 'SIGKILL'), graceMs);
  await gone;
  clearTimeout(timer);
}

/** SIGKILL to a program and all it started. */
export function kill(child: ChildProcess): void {
  killGroup(child, 'SIGKILL');
}

/** Stops a program and all it started in their tracks, as a machine does that sleeps; what is returned wakes them. */
export function sleepUntilWoken(child: ChildProcess): () => void {
  killGroup(child, 'SIGSTOP');
  return () => killGroup(child, 'SIGCONT');
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

function watchSignals(): void {
  if (watching) return;
  watching = true;
  process.once('exit', () => {
    for (const child of running) killGroup(child, 'SIGKILL');
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => {
      for (const child of running) child.kill('SIGTERM');
      setTimeout(() => process.exit(code), 3_000).unref();
      Promise.all([...running].map((child) => new Promise((resolve) => child.once('exit', resolve)))).then(() =>
        process.exit(code),
      );
    });
  }
}
