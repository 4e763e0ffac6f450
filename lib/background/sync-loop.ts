import type { Connection } from '../sync/http.ts';
import { openLive } from '../sync/live.ts';
import type { createSync, SyncOutcome } from '../sync/sync.ts';

export interface SyncLoopDeps {
  sync: ReturnType<typeof createSync>;
  connection: () => Promise<Connection | null>;
  /** Is a page of a network, or the panel, before the person's eyes? */
  someoneLooks: () => Promise<boolean>;
  onOutcome: (outcome: SyncOutcome) => Promise<void>;
  now: () => number;
}

const RECONNECT_MS = 2_000;
const HEAR_AGAIN_MS = 400;

/** Decides when to sync. Everything here may be lost with the worker: alarms start it again. */
export function createSyncLoop({ sync, connection, someoneLooks, onOutcome, now }: SyncLoopDeps) {
  let running: Promise<SyncOutcome> | null = null;
  let again = false;
  let listening = false;
  let heardAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let live: { server: string; token: string; close(): void } | null = null;

  async function once(eager: boolean): Promise<SyncOutcome> {
    again = false;
    const outcome = await sync.run({ eager });
    await onOutcome(outcome);
    clearTimeout(timer);
    const wakeAt = outcome.kind === 'done' ? outcome.nextAt : outcome.kind === 'trouble' ? outcome.retryAt : null;
    if (wakeAt !== null) timer = setTimeout(() => kick(), Math.max(0, wakeAt - now()) + 20);
    if (outcome.kind === 'signed-out' || outcome.kind === 'expired') closeLive();
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

  /** A busy office commits many times a second; what came meanwhile is fetched together. */
  function hearMore(): void {
    if (listening) return;
    const wait = Math.max(0, heardAt + HEAR_AGAIN_MS - now());
    listening = true;
    setTimeout(() => {
      listening = false;
      heardAt = now();
      void kick();
    }, wait);
  }

  function closeLive(): void {
    live?.close();
    live = null;
  }

  /** Keeps the live channel open while somebody looks, and only then: a worker that may sleep costs nothing. */
  async function tend(): Promise<void> {
    const wanted = (await someoneLooks()) ? await connection() : null;
    if (!wanted?.token) return closeLive();
    if (live && (live.server !== wanted.server || live.token !== wanted.token)) closeLive();
    if (live) return;
    const opened = openLive(wanted, {
      ready: () => void kick({ eager: true }),
      more: hearMore,
      closed: () => {
        if (live === current) live = null;
        setTimeout(() => void tend(), RECONNECT_MS * (1 + Math.random()));
      },
    });
    const current = { server: wanted.server, token: wanted.token, close: opened.close };
    live = current;
  }

  return { kick, tend, closeLive };
}
