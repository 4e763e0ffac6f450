import { deviceNow } from '../platform/clock.ts';
import { broadcast } from '../platform/messaging.ts';
import type { PageRequests, SessionInfo } from '../protocol/messages.ts';
import { readRecovered } from '../store/unsent-copy.ts';
import { call } from '../sync/call.ts';
import { restoredKey } from '../sync/follow.ts';
import { type ConnectResult, connect, redeem } from './connect.ts';
import type { Handlers } from './content-handlers.ts';
import type { Core } from './core.ts';
import { forgetCases } from './forget-cases.ts';
import { notesOf } from './notes.ts';
import { ownerOf } from './session.ts';

type SessionRequests = Pick<PageRequests, 'session/get' | 'session/connect' | 'session/redeem' | 'session/sign-out'>;

export function sessionHandlers(core: Core): Handlers<SessionRequests> {
  return {
    'session/get': () => sessionInfo(core),
    'session/connect': async ({ server }) => await begin(core, await connect(core.sessions, server)),
    'session/redeem': async ({ code }) => {
      const begun = await begin(core, await redeem(core.sessions, code));
      return begun.ok ? begun : { ok: false, problem: begun.problem };
    },
    'session/sign-out': () => signOut(core),
  };
}

async function sessionInfo(core: Core): Promise<SessionInfo> {
  const { outbox, memoryOnly } = await core.store();
  const session = await core.sessions.read();
  const pending = session ? await outbox.pending(session.owner) : [];
  const { loading, isFull, isServerFull } = core.seen;
  const skewMs = session?.skewMs ?? 0;
  const restoredAt = session ? await outbox.kept<number>(restoredKey(session.owner)) : null;
  const recovered = await readRecovered(outbox, session?.owner ?? null);
  const isRevoked = session?.isRevoked === true;
  const isUncleared = session?.state === 'signed-in' && session.token === core.seen.uncleared;
  const unreadable = await outbox.unreadable();
  const condition = { loading, isFull, isServerFull, restoredAt, unreadable, isRevoked, isUncleared, recovered };
  return {
    state: session?.state ?? 'signed-out',
    server: session?.server ?? null,
    owner: session?.owner ?? null,
    personName: session?.me.person.name ?? null,
    roles: session?.me.person.roles ?? [],
    bodyId: session?.me.person.bodyId ?? null,
    practice: session?.me.tenant.practice ?? false,
    unsent: pending.filter(({ state }) => state !== 'applied').length,
    online: core.seen.online,
    skewMs,
    lastSyncAt: core.seen.lastSyncAt,
    memoryOnly,
    notes: notesOf(condition, deviceNow()),
  };
}

type Begun = Extract<ConnectResult, { ok: false }> | { ok: true };

async function begin(core: Core, result: ConnectResult): Promise<Begun> {
  if (!result.ok) return result;
  const { server, grant } = result;
  const { cache } = await core.store();
  const owner = ownerOf(server, grant.me);
  const known = await cache.reference();
  // What another person of this device could see is not for this one.
  if (known?.me.person.id !== grant.me.person.id || known.me.tenant.id !== grant.me.tenant.id) await forgetCases(core);
  await core.sessions.save({
    state: 'signed-in',
    server,
    token: grant.token,
    owner,
    me: grant.me,
    skewMs: grant.serverTime - deviceNow(),
    ...(grant.rulesKey === undefined ? {} : { rulesKey: grant.rulesKey }),
  });
  // Before the wait: what stands open is another person's, and what is done in it would be this one's.
  broadcast({ type: 'session-changed' });
  void navigator.storage?.persist?.().catch(() => false);
  // Waits for the reference and the cases: «connected» means that work can begin.
  await core.loop.kick({ eager: true });
  broadcast({ type: 'session-changed' });
  await core.announce({ ids: [], refs: 'all' });
  void core.loop.tend();
  return { ok: true };
}

/** The server forgets the device where it can be reached; unsent commands stay on the device, under their owner. */
async function signOut(core: Core): Promise<null> {
  const session = await core.sessions.read();
  core.loop.closeLive();
  await core.sessions.save(null);
  await forgetCases(core);
  broadcast({ type: 'session-changed' });
  await core.announce({ ids: [], refs: 'all' });
  if (session) await call(session, 'POST /api/device/sign-out', {});
  return null;
}
