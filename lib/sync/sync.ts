import { isFull } from '../store/full.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Api } from './api-client.ts';
import { backoffMs } from './backoff.ts';
import { type Followed, fetchNews, placeIn } from './follow.ts';
import type { Failure } from './http.ts';
import type { PullPass } from './pull.ts';
import { isRewound, type PushResult, push } from './push.ts';

export interface SyncSession {
  api: Api;
  owner: string;
  /** Of the device: which sign-in it is. */
  token: string;
  skewMs: number;
}
export interface SyncDeps extends Pick<PullPass, 'indexOf' | 'now' | 'heard' | 'progress'> {
  /** Opens by itself, while the listeners of the worker must be there at once. */
  store: () => Promise<Pick<PullPass, 'outbox' | 'cache' | 'pictures'>>;
  /** Null when nobody is signed in. */
  session: () => Promise<SyncSession | null>;
  random: () => number;
  /** One sync at a time in the whole extension. */
  alone: <R>(work: () => Promise<R>) => Promise<R>;
}
export interface Done {
  kind: 'done';
  changed: string[] | 'all';
  referenceChanged: boolean;
  /** How many commands got their outcome. */
  settled: number;
  /** When the earliest command that is still held back may leave. */
  nextAt: number | null;
}
export type SyncOutcome =
  | Done
  | { kind: 'signed-out' }
  /** The sign-in with this token is over. */
  | { kind: 'expired'; isRevoked: boolean; token: string }
  | { kind: 'trouble'; retryAt: number }
  /** The server is there and takes nothing, because its disk is full. */
  | { kind: 'server-full'; retryAt: number }
  /** The device has no room for the news. What is here stays, the place in the feed too. */
  | { kind: 'full' };

const NOTHING_SENT: PushResult = { ok: true, settled: 0 };

/** No wait of ours is longer; one that seems longer is a device clock that was set back meanwhile. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** Sends what may leave and asks for news. Safe to be killed between any two steps and run again. */
export function createSync(deps: SyncDeps) {
  let attempt = 0;
  let waitUntil = 0;
  let busyUntil = 0;
  let why: 'trouble' | 'server-full' = 'trouble';

  function failed(failure: Failure, { token }: SyncSession): SyncOutcome {
    if (failure.kind === 'expired') return { ...failure, token };
    const asked = failure.kind === 'busy' ? failure.retryAfterMs : null;
    const retryAfterMs = asked === null ? null : Math.min(asked, LONGEST_WAIT_MS);
    busyUntil = deps.now() + (retryAfterMs ?? 0);
    waitUntil = deps.now() + backoffMs(attempt, deps.random(), retryAfterMs);
    attempt += 1;
    why = failure.kind === 'busy' && failure.code === 'disk-full' ? 'server-full' : 'trouble';
    return { kind: why, retryAt: waitUntil };
  }

  async function pass(): Promise<SyncOutcome> {
    const session = await deps.session();
    if (!session) return { kind: 'signed-out' };
    const { indexOf, now, heard, progress } = deps;
    const { outbox, cache, pictures } = await deps.store();
    const current: Followed = { ...session, outbox, cache, pictures, indexOf, now, heard, progress };

    // A server that has forgotten must be reminded before it is told what builds on that. Where the line was good a moment ago what the
    // person did goes first, with the place that the server is to know; else the news come first.
    const place = attempt === 0 ? await placeIn(current) : null;
    const early = place ? await push(current, place) : NOTHING_SENT;
    if (!early.ok && !isRewound(early.failure)) return failed(early.failure, session);
    const before = await fetchNews(current);
    if (!before.ok) return failed(before.failure, session);
    // What came meanwhile, and what must go again to a server that was found set back.
    const pushed = await push(current, null);
    if (!pushed.ok) return failed(pushed.failure, session);
    const after = pushed.settled > 0 ? await fetchNews(current) : before;
    if (!after.ok) return failed(after.failure, session);

    attempt = 0;
    return {
      kind: 'done',
      changed: before.changed === 'all' || after.changed === 'all' ? 'all' : [...before.changed, ...after.changed],
      referenceChanged: before.referenceChanged || after.referenceChanged,
      settled: (early.ok ? early.settled : 0) + pushed.settled,
      nextAt: await nextLeaving(outbox, session.owner),
    };
  }

  return {
    /** `eager` ignores our own back-off (the person came back, or the network did), never what the server asked for. */
    async run(options: { eager?: boolean } = {}): Promise<SyncOutcome> {
      const until = options.eager ? busyUntil : waitUntil;
      const wait = until - deps.now();
      if (wait > 0 && wait <= LONGEST_WAIT_MS) return { kind: why, retryAt: until };
      try {
        return await deps.alone(pass);
      } catch (problem) {
        if (isFull(problem)) return { kind: 'full' };
        throw problem;
      }
    },
  };
}

async function nextLeaving(outbox: Outbox, owner: string): Promise<number | null> {
  const held = (await outbox.pending(owner)).filter(({ state }) => state === 'held');
  return held.length === 0 ? null : Math.min(...held.map(({ leaveAt }) => leaveAt));
}
