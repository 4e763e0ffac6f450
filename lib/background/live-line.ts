import { backoffMs } from '../sync/backoff.ts';
import type { Connection } from '../sync/http.ts';
import { type Live, openLive } from '../sync/live.ts';
import type { PresenceDesk } from './presence.ts';

export interface LiveLineDeps {
  connection: () => Promise<Connection | null>;
  /** Is a page of a network, or the panel, before the person's eyes? */
  someoneLooks: () => Promise<boolean>;
  presence: Pick<PresenceDesk, 'shown' | 'heard' | 'lost'>;
  /** Epoch ms by the device's clock. */
  now: () => number;
  /** The line stands: what was missed meanwhile must be asked for. */
  ready: () => void;
  more: () => void;
}

/** Even when all is well a broken line is not opened anew at once: a server that starts again is met by everybody. */
const LEAST_WAIT_MS = 1_000;
/** A wait that seems longer than any of ours is a clock that was set back. */
const LONGEST_WAIT_MS = 2 * 60_000;

/** Keeps the live channel open while somebody looks, and only then: a worker that may sleep costs nothing. */
export function createLiveLine({ connection, someoneLooks, presence, now, ready, more }: LiveLineDeps) {
  let live: (Live & { server: string; token: string }) | null = null;
  let broken = 0;
  let openAt = 0;

  function close(): void {
    live?.close();
    live = null;
    presence.lost();
  }

  async function tend(): Promise<void> {
    const wanted = (await someoneLooks()) ? await connection() : null;
    if (!wanted?.token) return close();
    if (live && (live.server !== wanted.server || live.token !== wanted.token)) close();
    const wait = openAt - now();
    if (live || (wait > 0 && wait <= LONGEST_WAIT_MS)) return;
    const opened = openLive(wanted, { ready: begin, more, presence: presence.heard, closed: () => lose(current) });
    const current = { ...opened, server: wanted.server, token: wanted.token };
    live = current;
  }

  function begin(): void {
    broken = 0;
    sayShown();
    ready();
  }

  function lose(line: typeof live): void {
    if (live === line) live = null;
    presence.lost();
    const wait = LEAST_WAIT_MS + backoffMs(broken, Math.random(), null);
    broken += 1;
    openAt = now() + wait;
    setTimeout(() => void tend(), wait + 20);
  }

  /** Only over a line that is open: an act that was not told is not told later. */
  function sayShown(): void {
    live?.say(presence.shown());
  }

  return { tend, close, sayShown };
}
