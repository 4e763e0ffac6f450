import { deviceNow } from '../platform/clock.ts';
import { alone } from '../platform/lock.ts';
import { broadcast } from '../platform/messaging.ts';
import { networkTabs } from '../platform/tabs.ts';
import type { Reference } from '../protocol/api.ts';
import { openStore } from '../store/open-store.ts';
import { apiClient } from '../sync/api-client.ts';
import { createSync, type SyncOutcome } from '../sync/sync.ts';
import { createAnnouncer } from './announcer.ts';
import { createShelf, refOfDocument } from './case-shelf.ts';
import { createInsertions } from './insertions.ts';
import { createPresenceDesk } from './presence.ts';
import { createSessions, type Sessions } from './session.ts';
import { createSyncLoop } from './sync-loop.ts';

/** A page of the extension that asked something this recently may still be looking. */
const PAGE_LOOKS_MS = 60_000;

export type Core = ReturnType<typeof createCore>;

/** Everything the background's handlers share. State that matters is in the store; what is here may be lost at any moment. */
export function createCore(hosts: string[]) {
  const opening = openStore();
  const store = () => opening;
  const outbox = async () => (await opening).outbox;
  const sessions = createSessions(outbox);
  const owner = async () => (await sessions.read())?.owner ?? null;
  const shelf = createShelf(store, owner);
  const insertions = createInsertions(outbox);
  const seen: Seen = { pageAskedAt: 0, online: true, lastSyncAt: null };

  async function serverNow(): Promise<number> {
    return deviceNow() + ((await sessions.read())?.skewMs ?? 0);
  }

  const reference = async (): Promise<Reference | null> => await (await opening).cache.reference();

  const { showState, announce } = createAnnouncer({ hosts, sessions, reference, shelf, serverNow });

  const onOutcome = outcomeHandler({ seen, sessions, showState, announce });

  async function syncSession() {
    const session = await sessions.read();
    return session?.state === 'signed-in' ? { api: apiClient(session), owner: session.owner, skewMs: session.skewMs } : null;
  }

  const presence = createPresenceDesk({
    now: deviceNow,
    say: () => loop.sayShown(),
    changed: (subject, people) => broadcast({ type: 'presence-changed', subject, people }),
  });

  const loop = createSyncLoop({
    sync: createSync({
      store,
      session: syncSession,
      refOf: refOfDocument,
      now: deviceNow,
      random: Math.random,
      alone: (work) => alone('sync', work),
      heard: (serverTime, askedAt) => void sessions.noteSkew(serverTime - Math.round((askedAt + deviceNow()) / 2)),
    }),
    connection: async () => {
      const session = await sessions.read();
      return session?.state === 'signed-in' ? session : null;
    },
    someoneLooks: async () =>
      deviceNow() - seen.pageAskedAt < PAGE_LOOKS_MS || (await networkTabs(hosts, { active: true })).length > 0,
    onOutcome,
    presence,
    now: deviceNow,
  });

  return {
    hosts,
    store,
    outbox,
    sessions,
    owner,
    shelf,
    insertions,
    seen,
    serverNow,
    reference,
    showState,
    announce,
    presence,
    loop,
  };
}

interface Seen {
  pageAskedAt: number;
  online: boolean;
  lastSyncAt: number | null;
}

/** What a sync came to, told to whoever shows it. */
function outcomeHandler({
  seen,
  sessions,
  showState,
  announce,
}: { seen: Seen; sessions: Sessions } & ReturnType<typeof createAnnouncer>) {
  return async (outcome: SyncOutcome): Promise<void> => {
    const wasOnline = seen.online;
    seen.online = outcome.kind !== 'trouble';
    if (outcome.kind === 'expired' && (await sessions.expire())) broadcast({ type: 'session-changed' });
    if (outcome.kind !== 'done') {
      if (wasOnline !== seen.online) broadcast({ type: 'session-changed' });
      return await showState();
    }
    seen.lastSyncAt = deviceNow();
    if (outcome.referenceChanged || outcome.settled > 0 || !wasOnline) broadcast({ type: 'session-changed' });
    const moved = outcome.changed === 'all' || outcome.changed.length > 0 || outcome.settled > 0 || outcome.referenceChanged;
    if (moved) await announce({ ids: outcome.changed === 'all' ? [] : outcome.changed, refs: 'all' });
  };
}
