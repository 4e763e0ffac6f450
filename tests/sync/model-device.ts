import { refOfDocument } from '../../lib/background/case-shelf.ts';
import type { Command } from '../../lib/domain/cases/commands.ts';
import type { Actor } from '../../lib/domain/cases/model.ts';
import type { Cursor, PushAnswer } from '../../lib/protocol/api.ts';
import { createCache } from '../../lib/store/cache.ts';
import type { CacheTable } from '../../lib/store/cache-rows.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import type { OutboxTable } from '../../lib/store/outbox-rows.ts';
import { createPictures, type PictureTable } from '../../lib/store/pictures.ts';
import type { Rows } from '../../lib/store/rows.ts';
import type { HttpAnswer } from '../../lib/sync/http.ts';
import { createSync, type SyncOutcome } from '../../lib/sync/sync.ts';
import { type ModelServer, reference } from './model-server.ts';

/** What happens to a request: on its way there, on its way back, or that it arrives twice. */
export type Fate = 'arrives' | 'lost' | 'answer-lost' | 'twice' | 'busy';

class Crash extends Error {}

/** A device whose memory is lost at a crash and whose disk is not. */
export function createModelDevice(name: string, actor: Actor, server: ModelServer) {
  const disk = {
    outbox: memoryRows<OutboxTable>(),
    cache: memoryRows<CacheTable>(),
    pictures: memoryRows<PictureTable>(),
  };
  let writesLeft = Number.POSITIVE_INFINITY;
  let clock = 0;
  let isFull = false;

  /** The power goes right before the write, or right after it: to the disk that is the same as before the next one. */
  function fragile<T extends string>(rows: Rows<T>): Rows<T> {
    const beforeWriting = (hasPut: boolean) => {
      if (writesLeft <= 0) throw new Crash();
      if (isFull && hasPut) throw new DOMException('full', 'QuotaExceededError');
      writesLeft -= 1;
    };
    return {
      ...rows,
      async change(table, keys, change) {
        beforeWriting(true);
        return await rows.change(table, keys, change);
      },
      async write(changes) {
        beforeWriting(changes.some((change) => 'put' in change));
        await rows.write(changes);
      },
    };
  }

  function boot() {
    return {
      outbox: createOutbox(fragile(disk.outbox)),
      cache: createCache(fragile(disk.cache)),
      pictures: createPictures(fragile(disk.pictures)),
    };
  }

  async function viaNetwork<T>(fates: Fate[], ask: () => T): Promise<HttpAnswer<T>> {
    const fate = fates.shift() ?? 'arrives';
    if (fate === 'lost') return { ok: false, failure: { kind: 'trouble' } };
    if (fate === 'busy') return { ok: false, failure: { kind: 'busy', retryAfterMs: 1_000, code: null } };
    const answer = ask();
    if (fate === 'twice') ask();
    return fate === 'answer-lost' ? { ok: false, failure: { kind: 'trouble' } } : { ok: true, value: structuredClone(answer) };
  }

  const told: (number | null)[] = [];
  let store = boot();

  return {
    store: () => store,
    /** How far its readings of several pages had come, each time it was told. */
    told,

    /** From now on there is no room on the disk, or there is again. */
    fill(full: boolean): void {
      isFull = full;
    },

    async act(command: Command, leaveAt = 0): Promise<void> {
      await store.outbox.add(command, name, leaveAt);
    },

    /** One sync in which requests meet `fates` and the device dies at its `diesAt`-th write. */
    async sync(fates: Fate[] = [], diesAt = Number.POSITIVE_INFINITY): Promise<SyncOutcome | 'crashed'> {
      const queue = [...fates];
      const api = {
        async push(_sentAt: number, commands: Command[], place: Cursor | null): Promise<HttpAnswer<PushAnswer>> {
          const answer = await viaNetwork(queue, () => server.push(structuredClone(commands), actor, name, place));
          if (!answer.ok) return answer;
          if (answer.value === null) return { ok: false, failure: { kind: 'refused', code: 'rewound' } };
          return { ok: true, value: answer.value };
        },
        changes: (cursor: Parameters<ModelServer['changes']>[0]) => viaNetwork(queue, () => server.changes(cursor)),
        reference: () => viaNetwork(queue, () => reference),
        putPicture: (caseId: string, hash: string, bytes: Uint8Array<ArrayBuffer>) =>
          viaNetwork(queue, () => server.putPicture(caseId, hash, bytes)),
      };
      clock += 1_000_000;
      writesLeft = diesAt;
      const sync = createSync({
        store: async () => store,
        session: async () => ({ api, owner: name, token: name, skewMs: 0 }),
        indexOf: (document) => {
          const ref = refOfDocument(document);
          return ref && { ref, due: null };
        },
        progress: (percent) => void told.push(percent),
        now: () => clock,
        heard: () => undefined,
        random: () => 0.5,
        alone: (work) => work(),
      });
      try {
        return await sync.run({ eager: true });
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        store = boot();
        return 'crashed';
      } finally {
        writesLeft = Number.POSITIVE_INFINITY;
      }
    },
  };
}

export type ModelDevice = ReturnType<typeof createModelDevice>;
