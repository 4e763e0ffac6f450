import { type Db, readTenant } from '../db/connect.ts';
import type { Log } from '../log.ts';
import { termsMark } from '../substitutes.ts';

export interface Announcer {
  /** Tells everybody of the tenant that there is more. Called after a commit, never inside it. */
  tell(tenantId: string, seq: number): void;
  /** Once it resolves, whatever is committed from then on is told. The answer ends it. */
  listen(tenantId: string, listener: (seq: number) => void): Promise<() => void>;
  close(): void;
}

const POLL_MS = 500;

interface Channel {
  listeners: Set<(seq: number) => void>;
  /** How far the listeners know that the feed goes. */
  told: number;
  /** What was last seen of the tenant's reference and substitutes; null before the first look. */
  mark: string | null;
  begun: Promise<void>;
}

/**
 * In this process a commit is announced at once. What other processes on the same database committed is found by looking at the head
 * of the tenants that somebody here listens to: notifications of PostgreSQL would put a lock of the whole cluster into every commit.
 */
export function createAnnouncer(db: Db, log: Log, now: () => number): Announcer {
  const channels = new Map<string, Channel>();
  let closed = false;

  function tell(tenantId: string, seq: number): void {
    const channel = channels.get(tenantId);
    if (!channel) return;
    channel.told = Math.max(channel.told, seq);
    for (const listener of channel.listeners) listener(seq);
  }

  async function look(tenantId: string, channel: Channel): Promise<void> {
    const toldBefore = channel.told;
    const found = await readTenant(db, tenantId, async (trx) => {
      const { seq } = await trx.selectFrom('tenant_head').select('seq').executeTakeFirstOrThrow();
      const { revision } = await trx.selectFrom('tenant_reference').select('revision').executeTakeFirstOrThrow();
      return { seq, mark: `${revision} ${await termsMark(trx, now())}` };
    });
    // Told of a commit while looking: what was found may be older, and the next look will know.
    const seq = channel.told === toldBefore ? found.seq : channel.told;
    // Other than told, not further: a database restored under us goes back.
    const isNews = channel.mark !== null && (channel.mark !== found.mark || channel.told !== seq);
    channel.mark = found.mark;
    channel.told = seq;
    if (isNews) tell(tenantId, seq);
  }

  function open(tenantId: string): Channel {
    const channel: Channel = { listeners: new Set(), told: 0, mark: null, begun: Promise.resolve() };
    channels.set(tenantId, channel);
    channel.begun = look(tenantId, channel);
    return channel;
  }

  async function lookAtAll(): Promise<void> {
    try {
      for (const [tenantId, channel] of channels) await look(tenantId, channel);
    } catch (problem) {
      log.error('announcer', problem);
    }
    if (!closed) timer = setTimeout(lookAtAll, POLL_MS);
  }
  let timer = setTimeout(lookAtAll, POLL_MS);

  return {
    tell,
    async listen(tenantId, listener) {
      const channel = channels.get(tenantId) ?? open(tenantId);
      channel.listeners.add(listener);
      const silence = () => {
        channel.listeners.delete(listener);
        if (channel.listeners.size === 0 && channels.get(tenantId) === channel) channels.delete(tenantId);
      };
      await channel.begun.catch((problem) => {
        silence();
        throw problem;
      });
      return silence;
    },
    close: () => {
      closed = true;
      channels.clear();
      clearTimeout(timer);
    },
  };
}
