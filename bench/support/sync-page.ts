import { indexOfDocument } from '../../lib/background/case-index.ts';
import type { Command } from '../../lib/domain/cases/commands.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { apiClient } from '../../lib/sync/api-client.ts';
import type { Connection } from '../../lib/sync/http.ts';
import { openLive } from '../../lib/sync/live.ts';
import { createSync } from '../../lib/sync/sync.ts';
import { countStored } from './stored.ts';
import type { SyncClient } from './sync-client.ts';

declare global {
  /** Of the bench, outside the page. */
  var seen: (id: string, at: number) => void;
}

const OWNER = 'bench';
const now = () => performance.timeOrigin + performance.now();
let following: Awaited<ReturnType<typeof boot>> | null = null;

/** The extension's own outbox, cache and sync, in the browser's database. */
async function boot(connection: Connection) {
  const opened = await openStore('bench');
  if (opened.memoryOnly) throw new Error('the browser gave no database');
  let answeredAt = 0;
  const outbox: typeof opened.outbox = {
    ...opened.outbox,
    async markApplied(seqs) {
      await opened.outbox.markApplied(seqs);
      answeredAt = now();
    },
  };
  let turn = Promise.resolve<unknown>(null);
  const sync = createSync({
    store: async () => ({ ...opened, outbox }),
    session: async () => ({ api: apiClient(connection), owner: OWNER, token: '', skewMs: 0 }),
    indexOf: indexOfDocument,
    progress: () => undefined,
    now: Date.now,
    heard: () => undefined,
    random: Math.random,
    alone: (work) => {
      const done = turn.then(work);
      turn = done.catch(() => undefined);
      return done;
    },
  });
  const run = async () => {
    const outcome = await sync.run({ eager: true });
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    return outcome;
  };
  return { outbox, run, answeredAt: () => answeredAt };
}

/** What the background does: the live channel says «there is more», then it is asked for. */
function listen(connection: Connection, run: () => Promise<{ changed: string[] | 'all' }>): Promise<void> {
  return new Promise((done) => {
    const tell = async () => {
      const { changed } = await run();
      const at = now();
      if (changed !== 'all') for (const id of changed) seen(id, at);
    };
    const ignore = () => undefined;
    openLive(connection, { ready: done, more: () => void tell(), presence: ignore, closed: ignore });
  });
}

const client: SyncClient<Connection, Command> = {
  async load(connection) {
    const device = await boot(connection);
    const startedAt = now();
    await device.run();
    const ms = now() - startedAt;
    return { ms, count: await countStored() };
  },
  async push(connection, commands) {
    const device = await boot(connection);
    await device.run();
    for (const command of commands) await device.outbox.add(command, OWNER, 0);
    const startedAt = now();
    const { settled } = await device.run();
    // What follows, reading the cases as they stand now, is no part of it: theirs is not read back either.
    return { ms: device.answeredAt() - startedAt, count: settled };
  },
  async read(connection) {
    following = await boot(connection);
    await following.run();
    await listen(connection, following.run);
  },
  async follow(connection) {
    following = await boot(connection);
    await following.run();
  },
  async write(command) {
    const at = now();
    await following?.outbox.add(command, OWNER, 0);
    await following?.run();
    return at;
  },
};
Object.assign(globalThis, { client });
