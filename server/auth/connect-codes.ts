import type { Db, Trx } from '../db/connect.ts';
import { challengeOf, hashOf, newCode, normaliseCode } from './secrets.ts';

export const CODE_MINUTES = 2;

/** A one-time code for the extension that made `challenge` (S256). */
export async function issueCode(db: Db | Trx, userId: string, challenge: string, now: number): Promise<string> {
  const code = newCode();
  await db.deleteFrom('auth_connect_code').where('expires_at', '<', now).execute();
  await db
    .insertInto('auth_connect_code')
    .values({ code_hash: hashOf(code), user_id: userId, challenge, expires_at: now + CODE_MINUTES * 60_000 })
    .execute();
  return code;
}

/** Who was given the code; null when nobody was. Whether it is good is known when it is spent. */
export async function codeOwner(db: Db, typed: string): Promise<{ userId: string; tenantId: string } | null> {
  const owner = await db
    .selectFrom('auth_connect_code')
    .innerJoin('auth_user', 'auth_user.id', 'user_id')
    .select(['user_id as userId', 'tenantId'])
    .where('code_hash', '=', hashOf(normaliseCode(typed)))
    .executeTakeFirst();
  return owner ?? null;
}

/** False when the code is unknown, used, late or another extension's. One attempt burns it, right or wrong. */
export async function spendConnectCode(trx: Trx, typed: string, verifier: string, now: number): Promise<boolean> {
  const code = await trx
    .deleteFrom('auth_connect_code')
    .where('code_hash', '=', hashOf(normaliseCode(typed)))
    .returningAll()
    .executeTakeFirst();
  return code !== undefined && code.expires_at >= now && code.challenge === challengeOf(verifier);
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
