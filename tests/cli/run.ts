import { spawn } from 'node:child_process';

export interface Ran {
  status: number | null;
  out: string[];
  err: string[];
}

/** The command line as people run it: a process of its own. Without `databaseUrl` none is in its environment. */
export function vovremya(args: string[], databaseUrl?: string): Promise<Ran> {
  const { DATABASE_URL: _, VOVREMYA_DATA: __, ...env } = process.env;
  if (databaseUrl !== undefined) env.DATABASE_URL = databaseUrl;
  const child = spawn(process.execPath, ['cli/main.ts', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const lines = (text: string) => text.split('\n').filter(Boolean);
  return new Promise((done) => child.once('close', (status) => done({ status, out: lines(said.out), err: lines(said.err) })));
}
