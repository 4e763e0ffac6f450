import { indexOfDocument } from '../../lib/background/case-index.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { apiClient } from '../../lib/sync/api-client.ts';
import type { Connection } from '../../lib/sync/http.ts';
import { createSync } from '../../lib/sync/sync.ts';
import { countStored } from './stored.ts';
import { deriveAnew, lookAtAll, start } from './worker-start.ts';

/** Runs in a page of a real browser: the extension's own store and sync. */
async function sync(connection: Connection) {
  const store = await openStore('bench');
  const told: number[] = [];
  const startedAt = performance.now();
  const { run } = createSync({
    store: async () => store,
    session: async () => ({ api: apiClient(connection), owner: 'bench', token: '', skewMs: 0 }),
    indexOf: indexOfDocument,
    progress: () => told.push(performance.now()),
    now: Date.now,
    heard: () => undefined,
    random: Math.random,
    alone: (work) => work(),
  });
  const outcome = await run();
  const ms = performance.now() - startedAt;
  return {
    outcome: outcome.kind,
    memoryOnly: store.memoryOnly,
    ms,
    told: told.length,
    longestSilence: Math.max(0, ...told.map((at, place) => at - (told[place - 1] ?? startedAt))),
    stored: await countStored(),
    usage: (await navigator.storage.estimate()).usage ?? 0,
  };
}

const firstLoad = { sync, start, deriveAnew, lookAtAll };
export type FirstLoad = typeof firstLoad;
Object.assign(globalThis, { firstLoad });
