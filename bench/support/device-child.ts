import { indexOfDocument } from '../../lib/background/case-index.ts';
import type { Command } from '../../lib/domain/cases/commands.ts';
import { createCache } from '../../lib/store/cache.ts';
import type { CacheTable } from '../../lib/store/cache-rows.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import type { OutboxTable } from '../../lib/store/outbox-rows.ts';
import { createPictures, type PictureTable } from '../../lib/store/pictures.ts';
import { apiClient } from '../../lib/sync/api-client.ts';
import type { Connection } from '../../lib/sync/http.ts';
import { openLive } from '../../lib/sync/live.ts';
import { createSync } from '../../lib/sync/sync.ts';

/** The extension's own outbox, cache and sync in a process of its own, in memory, that does what the bench asks for; times in ms. */
type Asked =
  | { task: 'load' | 'read' | 'follow'; connection: Connection }
  | { task: 'push'; connection: Connection; commands: Command[] }
  | { task: 'write'; command: Command };

const OWNER = 'bench';
const now = () => performance.timeOrigin + performance.now();
let following: ReturnType<typeof boot> | null = null;

function boot(connection: Connection) {
  const outbox = createOutbox(memoryRows<OutboxTable>());
  let answeredAt = 0;
  const store = {
    outbox: {
      ...outbox,
      async markApplied(seqs: ReadonlyMap<string, number>) {
        await outbox.markApplied(seqs);
        answeredAt = now();
      },
    },
    cache: createCache(memoryRows<CacheTable>()),
    pictures: createPictures(memoryRows<PictureTable>()),
  };
  let turn = Promise.resolve<unknown>(null);
  const sync = createSync({
    store: async () => store,
    session: async () => ({ api: apiClient(connection), owner: OWNER, skewMs: 0 }),
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
  return { ...store, run, answeredAt: () => answeredAt };
}

async function work(asked: Asked): Promise<object> {
  if (asked.task === 'load') {
    const device = boot(asked.connection);
    const startedAt = now();
    await device.run();
    return { ms: now() - startedAt, count: (await device.cache.documents()).length };
  }
  if (asked.task === 'push') {
    const device = boot(asked.connection);
    await device.run();
    for (const command of asked.commands) await device.outbox.add(command, OWNER, 0);
    const startedAt = now();
    const { settled } = await device.run();
    // What follows, reading the cases as they stand now, is no part of it: theirs is not read back either.
    return { ms: device.answeredAt() - startedAt, count: settled };
  }
  if (asked.task === 'write') {
    const at = now();
    await following?.outbox.add(asked.command, OWNER, 0);
    await following?.run();
    return { at };
  }
  following = boot(asked.connection);
  await following.run();
  if (asked.task === 'read') await listen(asked.connection, following.run);
  return {};
}

/** What the background does: the live channel says «there is more», then it is asked for; seen is what is in the cache. */
function listen(connection: Connection, run: () => Promise<{ changed: string[] | 'all' }>): Promise<void> {
  return new Promise((done) => {
    const tell = async () => {
      const { changed } = await run();
      const at = now();
      if (changed !== 'all') for (const id of changed) process.send?.({ seen: id, at });
    };
    const ignore = () => undefined;
    openLive(connection, { ready: done, more: () => void tell(), presence: ignore, closed: ignore });
  });
}

process.on('message', async (asked: Asked) => process.send?.({ task: asked.task, ...(await work(asked)) }));
process.on('disconnect', () => process.exit());
