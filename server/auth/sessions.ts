import type { Db, Trx } from '../db/connect.ts';
import { isOver, type Lifetime } from '../policies/lifetime.ts';
import { beginEnding } from './endings.ts';

/** A use is written down at most so often. */
const NOTE_EVERY_MS = 60_000;

export interface SessionLine {
  id: string;
  agent: string;
  client: string;
  startedAt: number;
  seenAt: number;
}

/** Notes the use of a session; false when it has lasted too long, and then it is gone. */
export async function keepSession(trx: Trx, sessionId: string, lifetime: Lifetime, now: number): Promise<boolean> {
  const row = await trx
    .selectFrom('auth_session')
    .select(['started_at', 'seen_at'])
    .where('id', '=', sessionId)
    .executeTakeFirst();
  if (!row) return false;
  const use = { startedAt: row.started_at ?? now, seenAt: row.seen_at ?? now };
  if (isOver(use, lifetime, now)) {
    await trx.deleteFrom('auth_session').where('id', '=', sessionId).execute();
    return false;
  }
  if (row.seen_at === null || now - row.seen_at > NOTE_EVERY_MS) {
    await trx.updateTable('auth_session').set({ started_at: use.startedAt, seen_at: now }).where('id', '=', sessionId).execute();
  }
  return true;
}

/** Those that still open the pages, the last used first. */
export async function listSessions(db: Db, userId: string, lifetime: Lifetime, now: number): Promise<SessionLine[]> {
  const rows = await db
    .selectFrom('auth_session')
    .select(['id', 'userAgent', 'ipAddress', 'started_at', 'seen_at'])
    .where('userId', '=', userId)
    .orderBy('seen_at', (order) => order.desc().nullsLast())
    .execute();
  const lines = rows.map((row) => ({
    id: row.id,
    agent: row.userAgent ?? '',
    client: row.ipAddress ?? '',
    startedAt: row.started_at ?? now,
    seenAt: row.seen_at ?? now,
  }));
  return lines.filter((line) => !isOver(line, lifetime, now));
}

export async function endSession(trx: Trx, userId: string, sessionId: string): Promise<void> {
  await beginEnding(trx, userId);
  await trx.deleteFrom('auth_session').where('id', '=', sessionId).where('userId', '=', userId).execute();
  await forgetConnectCodes(trx, userId);
}

/** Does it still stand? It does until the end of the transaction. */
export async function holdSession(trx: Trx, sessionId: string): Promise<boolean> {
  const row = await trx.selectFrom('auth_session').select('id').where('id', '=', sessionId).forShare().executeTakeFirst();
  return row !== undefined;
}

/** Ends every session of the account but `keep`, every sign-in that waits for its code, and every connection of a browser under way. */
export async function endSessions(trx: Trx, userId: string, keep: string | null = null): Promise<void> {
  await beginEnding(trx, userId);
  let ending = trx.deleteFrom('auth_session').where('userId', '=', userId);
  if (keep !== null) ending = ending.where('id', '!=', keep);
  await ending.execute();
  await trx.deleteFrom('auth_verification').where('value', '=', userId).execute();
  await forgetConnectCodes(trx, userId);
}

/** After the sessions: a code that one of them was giving is there by now. */
async function forgetConnectCodes(trx: Trx, userId: string): Promise<void> {
  await trx.deleteFrom('auth_connect_code').where('user_id', '=', userId).execute();
}
