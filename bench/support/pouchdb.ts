import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, runToEnd } from '../../scripts/support/processes.ts';

const FOLDER = join(ROOT, 'bench', 'pouchdb');
const A_TIME = 500;

/** The program of its clients. */
export const POUCHDB_PAGE = join(FOLDER, 'page.mjs');

export interface PouchDb {
  url: string;
  fill(database: string, documents: { id: string }[]): Promise<void>;
  stop(): Promise<void>;
}

/** express-pouchdb on LevelDB, as its authors run it. Its packages are old: they come when the bench is run, and without scripts. */
export async function startPouchDb(): Promise<PouchDb> {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { ok, output } = await runToEnd('npm', args, { cwd: FOLDER, quiet: true });
  if (!ok) throw new Error(`the packages of bench/pouchdb could not be installed: ${output.slice(-500)}`);
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-pouchdb-'));
  const server = fork(join(FOLDER, 'server.mjs'), { cwd: folder });
  const gone = once(server, 'exit');
  const lost = gone.then(() => {
    throw new Error('express-pouchdb did not start');
  });
  const url = String(await Promise.race([once(server, 'message').then(([message]) => message), lost]));
  lost.catch(() => undefined);
  const send = async (method: string, path: string, body?: object) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/${path}`, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}`);
  };
  return {
    url,
    async fill(database, documents) {
      await send('PUT', database);
      for (let from = 0; from < documents.length; from += A_TIME) {
        const docs = documents.slice(from, from + A_TIME).map((document) => ({ ...document, _id: document.id }));
        await send('POST', `${database}/_bulk_docs`, { docs });
      }
    },
    async stop() {
      server.kill();
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}
