import { type Db, readTenant } from '../db/connect.ts';
import type { Log } from '../log.ts';
import { termsMark } from '../substitutes.ts';

export interface Announcer {
  /** Tells everybody of the tenant that there is more. Called after a commit, never inside it. */
  tell(tenantId: string, seq: number): void;
  listen(tenantId: string, listener: (seq: number) => void): () => void;
  close(): void;
}

const POLL_MS = 500;

interface Channel {
  listeners: Set<(seq: number) => void>;
  /** What was last seen of the tenant's head, reference and substitutes; null before the first look. */
  seen: string | null;
}

/**
 * In this process a commit is announced at once. What other processes on the same database committed is found by looking at the head
 * of the tenants that somebody here listens to: notifications of PostgreSQL would put a lock of the whole cluster into every commit.
 */
export function createAnnouncer(db: Db, log: Log, now: () => number): Announcer {
  const channels = new Map<string, Channel>();

  function tell(tenantId: string, seq: number): void {
    for (const listener of channels.get(tenantId)?.listeners ?? []) listener(seq);
  }

  async function look(tenantId: string, channel: Channel): Promise<void> {
    const found = await readTenant(db, tenantId, async (trx) => {
      const { seq } = await trx.selectFrom('tenant_head').select('seq').executeTakeFirstOrThrow();
      const { revision } = await trx.selectFrom('tenant_reference').select('revision').executeTakeFirstOrThrow();
      return { seq, mark: `${seq} ${revision} ${await termsMark(trx, now())}` };
    });
    const isNews = channel.seen !== null && channel.seen !== found.mark;
    channel.seen = found.mark;
    if (isNews) tell(tenantId, found.seq);
  }

  async function lookAtAll(): Promise<void> {
    try {
      for (const [tenantId, channel] of channels) await look(tenantId, channel);
    } catch (problem) {
      log.error('announcer', problem);
    }
    timer = setTimeout(lookAtAll, POLL_MS);
  }
  let timer = setTimeout(lookAtAll, POLL_MS);

  return {
    tell,
    listen(tenantId, listener) {
      const channel = channels.get(tenantId) ?? { listeners: new Set(), seen: null };
      channels.set(tenantId, channel);
      channel.listeners.add(listener);
      return () => {
        channel.listeners.delete(listener);
        if (channel.listeners.size === 0) channels.delete(tenantId);
      };
    },
    close: () => {
      channels.clear();
      clearTimeout(timer);
    },
  };
}
