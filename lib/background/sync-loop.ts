import type { createSync, SyncOutcome } from '../sync/sync.ts';
import { createLiveLine, type LiveLineDeps } from './live-line.ts';

export interface SyncLoopDeps extends Pick<LiveLineDeps, 'connection' | 'someoneLooks' | 'presence' | 'now'> {
  sync: ReturnType<typeof createSync>;
  onOutcome: (outcome: SyncOutcome) => Promise<void>;
}

const HEAR_AGAIN_MS = 400;

/** Decides when to sync. Everything here may be lost with the worker: alarms start it again. */
export function createSyncLoop({ sync, connection, someoneLooks, onOutcome, presence, now }: SyncLoopDeps) {
  let running: Promise<SyncOutcome> | null = null;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function once(eager: boolean): Promise<SyncOutcome> {
    again = false;
    const outcome = await sync.run({ eager });
    await onOutcome(outcome);
    clearTimeout(timer);
    const wakeAt = outcome.kind === 'done' ? outcome.nextAt : 'retryAt' in outcome ? outcome.retryAt : null;
    if (wakeAt !== null) timer = setTimeout(() => kick(), Math.max(0, wakeAt - now()) + 20);
    if (outcome.kind === 'signed-out' || outcome.kind === 'expired') line.close();
    return again ? await once(false) : outcome;
  }

  /** Syncs now, or once more after the sync that is under way; resolves when that is done. */
  function kick(options: { eager?: boolean } = {}): Promise<SyncOutcome> {
    if (running) again = true;
    running ??= once(options.eager === true).finally(() => {
      running = null;
    });
    return running;
  }

  const more = together(() => void kick(), now);
  const line = createLiveLine({ connection, someoneLooks, presence, now, ready: () => void kick({ eager: true }), more });

  return { kick, tend: line.tend, closeLive: line.close, sayShown: line.sayShown };
}

/** A busy office commits many times a second; what came meanwhile is fetched together. */
function together(work: () => void, now: () => number): () => void {
  let listening = false;
  let heardAt = 0;
  return () => {
    if (listening) return;
    // A clock that was set back meanwhile must not make a long wait of it.
    const wait = Math.min(HEAR_AGAIN_MS, Math.max(0, heardAt + HEAR_AGAIN_MS - now()));
    listening = true;
    setTimeout(() => {
      listening = false;
      heardAt = now();
      work();
    }, wait);
  };
}
