import { indexOfDocument } from '../../lib/background/case-index.ts';
import type { Command } from '../../lib/domain/cases/commands.ts';
import type { CaseDocument } from '../../lib/domain/cases/model.ts';
import { createCache } from '../../lib/store/cache.ts';
import type { CacheTable } from '../../lib/store/cache-rows.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import type { OutboxTable } from '../../lib/store/outbox-rows.ts';
import { createPictures, type PictureTable } from '../../lib/store/pictures.ts';
import type { Rows } from '../../lib/store/rows.ts';
import { apiClient } from '../../lib/sync/api-client.ts';
import { createSync, type SyncOutcome } from '../../lib/sync/sync.ts';

class Died extends Error {}

/**
 * The extension's own outbox, cache and sync, talking to real servers. Its disk is a map that survives its deaths: IndexedDB itself is
 * proved in a browser (tests/store), the worker's death in Chromium (tests/e2e).
 */
export function createDevice(name: string, connection: { server: string; token: string }, random: () => number) {
  const disk = { outbox: memoryRows<OutboxTable>(), cache: memoryRows<CacheTable>(), pictures: memoryRows<PictureTable>() };
  let writesLeft = Number.POSITIVE_INFINITY;
  let skewMs = 0;
  /** Commands of which the person was told that they are safe. */
  const promised = new Map<string, Command>();
  /** Those that were given when the device died: kept or not, nobody was told. */
  const perhaps = new Map<string, Command>();
  const faults: string[] = [];
  let seenAfter = -1;
  const seenEvents = new Map<string, string[]>();

  function fragile<T extends string>(rows: Rows<T>): Rows<T> {
    const beforeWriting = () => {
      if (writesLeft <= 0) throw new Died();
      writesLeft -= 1;
    };
    return {
      ...rows,
      async change(table, keys, change) {
        beforeWriting();
        return await rows.change(table, keys, change);
      },
      async write(changes) {
        beforeWriting();
        await rows.write(changes);
      },
    };
  }

  function boot() {
    const store = {
      outbox: createOutbox(fragile(disk.outbox)),
      cache: createCache(fragile(disk.cache)),
      pictures: createPictures(fragile(disk.pictures)),
    };
    const sync = createSync({
      store: async () => store,
      session: async () => ({ api: apiClient(connection), owner: name, token: name, skewMs }),
      indexOf: indexOfDocument,
      progress: () => undefined,
      now: Date.now,
      heard: (serverTime, askedAt) => {
        skewMs = serverTime - Math.round((askedAt + Date.now()) / 2);
      },
      random,
      alone: (work) => work(),
    });
    return { ...store, sync };
  }

  let self = boot();

  /** Works until its `writes`-th write and is then started anew; the result is null when it died. */
  async function dyingAt<R>(writes: number, work: () => Promise<R>): Promise<R | null> {
    writesLeft = writes;
    try {
      return await work();
    } catch (problem) {
      if (!(problem instanceof Died)) throw problem;
      self = boot();
      return null;
    } finally {
      writesLeft = Number.POSITIVE_INFINITY;
    }
  }

  /** Nothing promised has vanished, no page of the feed was skipped back, no case grew shorter or other. */
  async function watch(): Promise<void> {
    for (const id of promised.keys()) if (!(await self.outbox.has(id))) faults.push(`${name}: ${id} was promised and is gone`);
    const after = (await self.cache.cursor())?.after ?? -1;
    if (after < seenAfter) faults.push(`${name}: went back from ${seenAfter} to ${after}`);
    seenAfter = Math.max(seenAfter, after);
    for (const document of await self.cache.documents()) noteDocument(document);
  }

  function noteDocument({ id, events }: CaseDocument): void {
    const now = events.map((event) => event.id);
    const before = seenEvents.get(id) ?? [];
    if (before.some((event, place) => now[place] !== event)) faults.push(`${name}: case ${id} lost or changed events`);
    seenEvents.set(id, now);
  }

  return {
    name,
    promised,
    perhaps,
    faults,
    outbox: () => self.outbox,
    cache: () => self.cache,
    connection,

    async give(command: Command, diesAt = Number.POSITIVE_INFINITY): Promise<void> {
      perhaps.set(command.id, command);
      const kept = await dyingAt(diesAt, async () => {
        await self.outbox.add(command, name, 0);
        return true;
      });
      if (!kept) return;
      perhaps.delete(command.id);
      promised.set(command.id, command);
    },

    async sync(options: { eager?: boolean; diesAt?: number } = {}): Promise<SyncOutcome | null> {
      const { eager = false, diesAt = Number.POSITIVE_INFINITY } = options;
      const outcome = await dyingAt(diesAt, () => self.sync.run({ eager }));
      await watch();
      return outcome;
    },
  };
}

export type Device = ReturnType<typeof createDevice>;
