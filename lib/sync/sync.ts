import type { Api } from './api-client.ts';
import { backoffMs } from './backoff.ts';
import type { Failure } from './http.ts';
import { type PullPass, pull } from './pull.ts';
import { push, pushAgain } from './push.ts';

export interface SyncSession {
  api: Api;
  owner: string;
  skewMs: number;
}
export interface SyncDeps extends Pick<PullPass, 'refOf' | 'now' | 'heard'> {
  /** Opens by itself, while the listeners of the worker must be there at once. */
  store: () => Promise<Pick<PullPass, 'outbox' | 'cache'>>;
  /** Null when nobody is signed in. */
  session: () => Promise<SyncSession | null>;
  random: () => number;
  /** One sync at a time in the whole extension. */
  alone: <R>(work: () => Promise<R>) => Promise<R>;
}
export type SyncOutcome =
  | { kind: 'done'; changed: string[] | 'all'; referenceChanged: boolean; settled: number; nextAt: number | null }
  | { kind: 'signed-out' }
  | { kind: 'expired' }
  | { kind: 'trouble'; retryAt: number };

const REWIND = 'rewind';

/** Push, then pull. Safe to be killed between any two steps and run again. */
export function createSync(deps: SyncDeps) {
  let attempt = 0;
  let waitUntil = 0;

  function failed(failure: Failure): SyncOutcome {
    if (failure.kind === 'expired') return { kind: 'expired' };
    const retryAfterMs = failure.kind === 'busy' ? failure.retryAfterMs : null;
    waitUntil = deps.now() + backoffMs(attempt, deps.random(), retryAfterMs);
    attempt += 1;
    return { kind: 'trouble', retryAt: waitUntil };
  }

  async function pass(): Promise<SyncOutcome> {
    const session = await deps.session();
    if (!session) return { kind: 'signed-out' };
    const { refOf, now, heard } = deps;
    const { outbox, cache } = await deps.store();
    const current: PullPass = { ...session, outbox, cache, refOf, now, heard };
    const interrupted = await unfinishedRewind(current);
    if (interrupted !== null) {
      const failure = await recover(current, interrupted);
      if (failure) return failed(failure);
    }
    const pushed = await push(current);
    if (!pushed.ok) return failed(pushed.failure);
    let pulled = await pull(current);
    const rewound = 'rewoundTo' in pulled;
    if ('rewoundTo' in pulled) {
      const failure = (await recover(current, pulled.rewoundTo)) ?? failureOf(await push(current));
      if (failure) return failed(failure);
      pulled = await pull(current);
    }
    if (!pulled.ok) return failed('failure' in pulled ? pulled.failure : { kind: 'trouble' });
    attempt = 0;
    const changed = rewound || interrupted !== null ? 'all' : pulled.changed;
    return {
      kind: 'done',
      changed,
      referenceChanged: pulled.referenceChanged,
      settled: pushed.settled,
      nextAt: await nextLeaving(current),
    };
  }

  return {
    /** `eager` ignores the back-off: the person came back, or the network did. */
    async run(options: { eager?: boolean } = {}): Promise<SyncOutcome> {
      if (!options.eager && deps.now() < waitUntil) return { kind: 'trouble', retryAt: waitUntil };
      return await deps.alone(pass);
    },
  };
}

/** The server has forgotten a part: everything this device was promised goes again, then everything is read anew. */
async function recover(pass: PullPass, epoch: string): Promise<Failure | null> {
  await pass.outbox.keep(REWIND, { owner: pass.owner, epoch });
  await pass.outbox.reopenApplied(pass.owner);
  const again = await pushAgain(pass, await pass.outbox.sentLog(pass.owner));
  if (!again.ok) return again.failure;
  await pass.cache.forget(false);
  await pass.outbox.keep(REWIND, null);
  return null;
}

async function unfinishedRewind(pass: PullPass): Promise<string | null> {
  const mark = await pass.outbox.kept<{ owner: string; epoch: string }>(REWIND);
  return mark?.owner === pass.owner ? mark.epoch : null;
}

/** When the earliest command that is still held back may leave. */
async function nextLeaving(pass: PullPass): Promise<number | null> {
  const held = (await pass.outbox.pending(pass.owner)).filter(({ state }) => state === 'held');
  return held.length === 0 ? null : Math.min(...held.map(({ leaveAt }) => leaveAt));
}

function failureOf(result: { ok: boolean; failure?: Failure }): Failure | null {
  return result.ok ? null : (result.failure ?? null);
}
