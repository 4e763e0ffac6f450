import { deviceNow } from '../platform/clock.ts';
import { broadcast } from '../platform/messaging.ts';
import { isFull } from '../store/full.ts';
import type { Store } from '../store/open-store.ts';
import type { SyncOutcome } from '../sync/sync.ts';
import type { createAnnouncer } from './announcer.ts';
import { giveUp } from './give-up.ts';
import type { Seen } from './seen.ts';
import type { Sessions } from './session.ts';

interface OutcomeDeps extends ReturnType<typeof createAnnouncer> {
  seen: Seen;
  sessions: Sessions;
  store: () => Promise<Store>;
}

/** Notes what came of a sync and tells whoever shows it. */
export function createOutcomes({ seen, sessions, store, showState, announce }: OutcomeDeps) {
  async function lose(token: string, isRevoked: boolean): Promise<void> {
    const session = await sessions.signedIn();
    if (session?.token !== token) return;
    try {
      // First what may break off: while the sign-in is not over the next sync is told the same and it is done again.
      if (isRevoked) await giveUp(await store(), session.owner);
      if (!(await sessions.expire(token, isRevoked))) return;
      seen.isFull = false;
    } catch (problem) {
      // It may break off each time, as on a full disk: the person is told what is to be done.
      seen.isFull = isFull(problem);
      if (isRevoked) seen.uncleared = token;
      return;
    }
    broadcast({ type: 'session-changed' });
    if (isRevoked) await announce({ ids: [], refs: 'all' });
  }

  return async (outcome: SyncOutcome): Promise<void> => {
    const before = { ...seen };
    seen.online = outcome.kind !== 'trouble';
    seen.isServerFull = outcome.kind === 'server-full';
    seen.isFull = outcome.kind === 'full' || (seen.isFull && outcome.kind !== 'done');
    if (outcome.kind === 'expired') await lose(outcome.token, outcome.isRevoked);
    const differs = (['online', 'isFull', 'isServerFull', 'uncleared'] as const).some((one) => seen[one] !== before[one]);
    if (outcome.kind !== 'done') {
      if (differs) broadcast({ type: 'session-changed' });
      return await showState();
    }
    seen.lastSyncAt = deviceNow();
    if (outcome.referenceChanged || outcome.settled > 0 || differs) broadcast({ type: 'session-changed' });
    const moved = outcome.changed === 'all' || outcome.changed.length > 0 || outcome.settled > 0 || outcome.referenceChanged;
    if (moved) await announce({ ids: outcome.changed === 'all' ? [] : outcome.changed, refs: 'all' });
  };
}
