import type { Db } from '../db/connect.ts';
import { challengeOf, hashOf, newCode, normaliseCode } from './secrets.ts';

export const CODE_MINUTES = 2;

/** A one-time code for the extension that made `challenge` (S256). */
export async function issueCode(db: Db, userId: string, challenge: string, now: number): Promise<string> {
  const code = newCode();
  await db.deleteFrom('auth_connect_code').where('expires_at', '<', now).execute();
  await db
    .insertInto('auth_connect_code')
    .values({ code_hash: hashOf(code), user_id: userId, challenge, expires_at: now + CODE_MINUTES * 60_000 })
    .execute();
  return code;
}

/** Who confirmed the connection; null when the code is unknown, used, late or another's. One attempt burns it, right or wrong. */
export async function redeemCode(
  db: Db,
  typed: string,
  verifier: string,
  now: number,
): Promise<{ userId: string; tenantId: string } | null> {
  const code = await db
    .deleteFrom('auth_connect_code')
    .where('code_hash', '=', hashOf(normaliseCode(typed)))
    .returningAll()
    .executeTakeFirst();
  if (!code || code.expires_at < now || code.challenge !== challengeOf(verifier)) return null;
  const user = await db.selectFrom('auth_user').select(['id', 'tenantId']).where('id', '=', code.user_id).executeTakeFirst();
  return user ? { userId: user.id, tenantId: user.tenantId } : null;
}

const REDIRECTS = [
  /^https:\/\/[a-p]{32}\.chromiumapp\.org\/[\w/-]*$/,
  /^https:\/\/[0-9a-f]{40}\.extensions\.allizom\.org\/[\w/-]*$/,
];

/** The browsers keep these addresses for the extension itself; nothing else may receive a code. */
export function isExtensionRedirect(address: string): boolean {
  return REDIRECTS.some((pattern) => pattern.test(address));
}

export function isChallenge(value: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(value);
}
