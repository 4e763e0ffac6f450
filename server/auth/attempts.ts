import type { Db } from '../db/connect.ts';
import { FORGET_FAILURES_MS, waitAfter } from '../policies/lock-out.ts';
import { networkOf } from '../policies/rate-limit.ts';
import { hashOf } from './secrets.ts';

/** From one network few guesses are free; from all of them together more, so that nobody is kept out by somebody elsewhere. */
const FREE_FROM_ONE_NETWORK = 5;
const FREE_FROM_ANYWHERE = 50;
/** As many as the library's own lock-out lets through, which counts a code only after it looked at it. */
const FREE_CODES = 10;

function keysOf(email: string, client: string): { key: string; free: number }[] {
  const name = email.toLowerCase();
  return [
    { key: hashOf(`password ${name} ${networkOf(client)}`), free: FREE_FROM_ONE_NETWORK },
    { key: hashOf(`password ${name}`), free: FREE_FROM_ANYWHERE },
  ];
}

/**
 * Counts an attempt at a password before it is checked, so that guesses made at once are counted too. Seconds to wait, or null when the
 * attempt may be made. E-mails that nobody has are counted alike.
 */
export async function takeAttempt(db: Db, email: string, client: string, now: number): Promise<number | null> {
  await db
    .deleteFrom('auth_attempt')
    .where('last_at', '<', now - FORGET_FAILURES_MS)
    .execute();
  for (const { key, free } of keysOf(email, client)) {
    const wait = await take(db, key, free, now);
    if (wait !== null) return wait;
  }
  return null;
}

/** The same for tries at one link: whoever has one must not find out by it which e-mails have an account. */
export function takeLinkAttempt(db: Db, token: string, now: number): Promise<number | null> {
  return take(db, hashOf(`link ${token}`), FREE_FROM_ONE_NETWORK, now);
}

/** The same for codes of the second factor, so that many asked at once are not all looked at. */
export function takeCodeAttempt(db: Db, userId: string, now: number): Promise<number | null> {
  return take(db, codesOf(userId), FREE_CODES, now);
}

export async function clearCodeAttempts(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('auth_attempt').where('key', '=', codesOf(userId)).execute();
}

function codesOf(userId: string): string {
  return hashOf(`code ${userId}`);
}

/** The password was right: what was counted is forgotten. */
export async function clearAttempts(db: Db, email: string, client: string): Promise<void> {
  const keys = keysOf(email, client).map(({ key }) => key);
  await db.deleteFrom('auth_attempt').where('key', 'in', keys).execute();
}

function take(db: Db, key: string, free: number, now: number): Promise<number | null> {
  return db.transaction().execute(async (trx) => {
    await trx
      .insertInto('auth_attempt')
      .values({ key, failures: 0, last_at: now, blocked_until: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const known = await trx.selectFrom('auth_attempt').selectAll().where('key', '=', key).forUpdate().executeTakeFirst();
    if (known && known.blocked_until > now) return Math.ceil((known.blocked_until - now) / 1000);
    const failures = (known?.failures ?? 0) + 1;
    const wait = waitAfter(failures, free);
    const blocked = { failures, last_at: now, blocked_until: wait === 0 ? 0 : now + wait };
    await trx.updateTable('auth_attempt').set(blocked).where('key', '=', key).execute();
    return null;
  });
}
