import { deviceNow } from '../platform/clock.ts';
import { broadcast } from '../platform/messaging.ts';
import { isFull } from '../store/full.ts';

/** Pages of cases come several a second; whoever shows how far it is draws once a second. */
const PROGRESS_EACH_MS = 1_000;

/** What the background noticed since it woke; may be lost at any moment. */
export interface Seen {
  pageAskedAt: number;
  online: boolean;
  lastSyncAt: number | null;
  /** How far a reading of several pages has come, 0–100; null when none is under way. */
  loading: number | null;
  isFull: boolean;
  isServerFull: boolean;
  /** Token of a sign-in that was taken away, and whose cases could not be cleared away when that was last tried. */
  uncleared: string | null;
}

export function createSeen(): Seen {
  return { pageAskedAt: 0, online: true, lastSyncAt: null, loading: null, isFull: false, isServerFull: false, uncleared: null };
}

/** Notes how the store fills up, and tells the extension's pages. */
export function watchRoom(seen: Seen) {
  let toldAt = 0;

  return {
    tellProgress(percent: number | null): void {
      const isNews = percent === null ? seen.loading !== null : Math.abs(deviceNow() - toldAt) >= PROGRESS_EACH_MS;
      seen.loading = percent;
      if (!isNews) return;
      toldAt = deviceNow();
      broadcast({ type: 'session-changed' });
    },

    /** The person is told when what he gives cannot be kept for want of room; the asker is told as of any failure. */
    async keeping<R>(work: () => Promise<R>): Promise<R> {
      try {
        const kept = await work();
        seen.isFull = false;
        return kept;
      } catch (problem) {
        seen.isFull = isFull(problem);
        if (seen.isFull) broadcast({ type: 'session-changed' });
        throw problem;
      }
    },
  };
}
