import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, runToEnd } from '../../scripts/support/processes.ts';
import { type Child, startChild } from './child.ts';

const FOLDER = join(ROOT, 'bench', 'pouchdb');

/** express-pouchdb as its authors ship it, every store of it in memory. Its packages are old: they come when the bench is run, and without scripts. */
export async function startPouchDb(): Promise<{ url: string; client(): Child; stop(): Promise<void> }> {
  if (!existsSync(join(FOLDER, 'node_modules'))) {
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
    const { ok, output } = await runToEnd('npm', args, { cwd: FOLDER, quiet: true });
    if (!ok) throw new Error(`the packages of bench/pouchdb could not be installed: ${output.slice(-500)}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-pouchdb-'));
  const server = startChild(join(FOLDER, 'server.mjs'), folder);
  const url = String(await server.hello());
  return {
    url,
    client: () => startChild(join(FOLDER, 'client.mjs'), folder),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
