import type { Connection } from '../sync/http.ts';
import { type Live, openLive } from '../sync/live.ts';
import type { createSync, SyncOutcome } from '../sync/sync.ts';
import type { PresenceDesk } from './presence.ts';

export interface SyncLoopDeps {
  sync: ReturnType<typeof createSync>;
  connection: () => Promise<Connection | null>;
  /** Is a page of a network, or the panel, before the person's eyes? */
  someoneLooks: () => Promise<boolean>;
  onOutcome: (outcome: SyncOutcome) => Promise<void>;
  presence: Pick<PresenceDesk, 'shown' | 'heard' | 'lost'>;
  now: () => number;
}

const RECONNECT_MS = 2_000;
const HEAR_AGAIN_MS = 400;

/** Decides when to sync. Everything here may be lost with the worker: alarms start it again. */
export function createSyncLoop({ sync, connection, someoneLooks, onOutcome, presence, now }: SyncLoopDeps) {
  let running: Promise<SyncOutcome> | null = null;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let live: (Live & { server: string; token: string }) | null = null;

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

  const hearMore = together(() => void kick(), now);

  function closeLive(): void {
    live?.close();
    live = null;
    presence.lost();
  }

  /** Keeps the live channel open while somebody looks, and only then: a worker that may sleep costs nothing. */
  async function tend(): Promise<void> {
    const wanted = (await someoneLooks()) ? await connection() : null;
    if (!wanted?.token) return closeLive();
    if (live && (live.server !== wanted.server || live.token !== wanted.token)) closeLive();
    if (live) return;
    const opened = openLive(wanted, {
      ready: () => {
        sayShown();
        void kick({ eager: true });
      },
      more: hearMore,
      presence: presence.heard,
      closed: () => {
        if (live === current) live = null;
        presence.lost();
        setTimeout(() => void tend(), RECONNECT_MS * (1 + Math.random()));
      },
    });
    const current = { ...opened, server: wanted.server, token: wanted.token };
    live = current;
  }

  /** Only over a line that is open: an act that was not told is not told later. */
  function sayShown(): void {
    live?.say(presence.shown());
  }

  return { kick, tend, closeLive, sayShown };
}

/** A busy office commits many times a second; what came meanwhile is fetched together. */
function together(work: () => void, now: () => number): () => void {
  let listening = false;
  let heardAt = 0;
  return () => {
    if (listening) return;
    const wait = Math.max(0, heardAt + HEAR_AGAIN_MS - now());
    listening = true;
    setTimeout(() => {
      listening = false;
      heardAt = now();
      work();
    }, wait);
  };
}
