import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deviceGrantSchema } from '../../lib/protocol/api-schema.ts';
import { challengeOf } from '../../server/auth/secrets.ts';
import { browser } from './browser.ts';
import { type Client, clientOf, PASSWORD, redeem } from './harness.ts';

/**
 * What Node makes of the sources is kept for the next of the hundred servers that the tests start. Only a process that ends by itself
 * writes it down, so one is run for that.
 */
function compiled(): string {
  const folder = join(import.meta.dirname, '../../node_modules/.cache/vovremya-compiled');
  const env = { ...process.env, NODE_COMPILE_CACHE: folder };
  if (!existsSync(folder)) spawnSync(process.execPath, ['server/main.ts', '--no-such-option'], { env, stdio: 'ignore' });
  return folder;
}

export interface ServerProcess {
  url: string;
  invitation: string | null;
  child: ChildProcess;
  /** Ends it by the signal and resolves with its exit code, null after SIGKILL. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export function dataFolder(): { path: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-process-'));
  chmodSync(folder, 0o711);
  return { path: join(folder, 'data'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function spawnServer(args: string[], databaseUrl?: string): ChildProcess {
  const { DATABASE_URL: _, PORT: __, ...env } = process.env;
  env.NODE_COMPILE_CACHE = compiled();
  if (databaseUrl !== undefined) env.DATABASE_URL = databaseUrl;
  return spawn(process.execPath, ['server/main.ts', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Starts the server as people do, on any free port or a given one, and waits for its line. */
export async function startProcess(
  dataDir: string,
  port = '0',
  more: string[] = [],
  databaseUrl?: string,
): Promise<ServerProcess> {
  return await listening(spawnServer(['--port', port, '--data', dataDir, ...more], databaseUrl));
}

/** A server that was just started, once it says where it listens. */
export async function listening(child: ChildProcess): Promise<ServerProcess> {
  const said = await firstWords(child);
  const url = /слушает (https?:\S+)/.exec(said)?.[1];
  if (!url) throw new Error(`the server did not start: ${said}`);
  return {
    url,
    child,
    invitation: /(\/join\/\S+)/.exec(said)?.[1] ?? null,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill(signal);
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}

/** Everything written until the server listens or ends. */
export function firstWords(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((done) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      if (said.includes('слушает')) done(said);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', () => done(said));
  });
}

/** From the administrator's invitation to a curator with a connected extension, through the pages alone. */
export async function settle({ url, invitation }: ServerProcess): Promise<{ curator: Client; bodyId: string }> {
  const admin = browser(url);
  const own = (email: string) => ({ email, password: PASSWORD, again: PASSWORD });
  await admin.post(invitation ?? '', own('admin@example.org'));
  await admin.post('/admin/bodies', { title: 'Дороги', zone: 'Asia/Yekaterinburg', mon: '08:00–17:00' });
  const bodyId = found(/\/admin\/bodies\/([\w-]+)/, await (await admin.get('/admin')).text());
  const join = async (form: Record<string, string>, email: string) => {
    const invited = await (await admin.post('/admin/people', { name: 'Сотрудник', ...form })).text();
    const page = browser(url);
    await page.post(found(/(\/join\/[\w-]+)/, invited), own(email));
    return page;
  };
  await join({ roles: 'executor', bodyId, defaultExecutor: 'yes' }, 'executor@example.org');
  const page = await join({ roles: 'curator' }, 'curator@example.org');
  const verifier = randomBytes(32).toString('base64url');
  const shown = await (await page.post('/connect', { challenge: challengeOf(verifier), state: '', redirect: '' })).text();
  const code = found(/([2-9A-Z]{5}-[2-9A-Z]{5})/, shown);
  const grant = deviceGrantSchema.parse(await (await redeem(url, { code, verifier })).json());
  return { curator: clientOf(url, grant), bodyId };
}

function found(pattern: RegExp, text: string): string {
  const [, group] = pattern.exec(text) ?? [];
  if (group === undefined) throw new Error(`the page does not hold ${pattern}`);
  return group;
}
