import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../scripts/support/processes.ts';

export interface ServerChild {
  url: string;
  /** Resident memory, MB. */
  memory(): number;
  stop(): Promise<void>;
}

/** The server as people start it, in a process of its own. */
export async function startServerChild(databaseUrl: string): Promise<ServerChild> {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-bench-'));
  chmodSync(folder, 0o711);
  const args = ['--max-semi-space-size=16', join(ROOT, 'server/main.ts'), '--port', '0', '--data', join(folder, 'data')];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await addressOf(child);
  return {
    url,
    memory: () => memoryOf(child),
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((done, fail) => {
    const hear = (chunk: Buffer) => {
      said = (said + chunk).slice(-4_000);
      const url = /слушает (https?:\S+)/.exec(said)?.[1];
      if (url) done(url);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => fail(new Error(`the server did not start: ${said}`)));
  });
}

function memoryOf(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
