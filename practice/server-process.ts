import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { kill, ROOT, start, stop } from '../scripts/support/processes.ts';
import { Problem } from '../scripts/support/terminal.ts';
import type { OfficeKey } from './seed/office.ts';
import type { Asked, Told } from './serve.ts';

export interface ServerOptions {
  dataDir: string;
  /** Practice time minus real time, ms. */
  offsetMs: number;
  accounts: boolean;
  stories: boolean;
}

/** The practice server in a process that can be killed and started again on the same data and port. */
export interface ServerProcess {
  url: string;
  invite(who: OfficeKey): Promise<string>;
  rows<T>(query: string): Promise<T[]>;
  /** SIGKILL to the server and its PostgreSQL, as when the power goes. */
  kill(): Promise<void>;
  /** Stops the server in its tracks: it still takes connections and answers nothing. Only `kill` comes after it. */
  freeze(): void;
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

export async function startPracticeServer(options: ServerOptions): Promise<ServerProcess> {
  let { child, url } = await launch(options, 0);
  const port = Number(new URL(url).port);
  let asked = 0;

  function ask(question: { invite: OfficeKey } | { query: string }): Promise<unknown> {
    asked += 1;
    const id = asked;
    const target = child;
    return new Promise((resolve, reject) => {
      const listen = (told: Told) => {
        if (!('id' in told) || told.id !== id) return;
        target.off('message', listen);
        resolve(told.answer);
      };
      target.on('message', listen);
      target.once('exit', () => reject(new Error('the practice server is gone')));
      target.send({ id, ...question } as Asked);
    });
  }

  return {
    url,
    invite: async (who) => String(await ask({ invite: who })),
    rows: async <T>(query: string) => (await ask({ query })) as T[],
    freeze: () => void child.kill('SIGSTOP'),
    async kill() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      kill(child);
      await gone;
    },
    async restart() {
      await stop(child);
      ({ child, url } = await launch(options, port));
    },
    stop: () => stop(child),
    async remove() {
      await stop(child);
      rmSync(options.dataDir, { recursive: true, force: true });
    },
  };
}

async function launch(options: ServerOptions, port: number): Promise<{ child: ChildProcess; url: string }> {
  const { dataDir, offsetMs, accounts, stories } = options;
  const args = [`--data=${dataDir}`, `--port=${port}`, `--offset=${offsetMs}`];
  const flags = [...(accounts ? ['--accounts'] : []), ...(stories ? ['--stories'] : [])];
  const child = start(process.execPath, [join(ROOT, 'practice/serve.ts'), ...args, ...flags], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (told: Told) => 'ready' in told && resolve(told.ready.url));
    child.once('exit', () =>
      reject(
        new Problem(`The practice server did not start: ${/(?:Problem: |Error: )(.*)/.exec(complaint)?.[1] ?? complaint.trim()}`),
      ),
    );
  });
  return { child, url };
}
