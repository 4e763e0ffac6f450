import type { Db } from '../db/connect.ts';

/** The question for a code of the second factor: a row of the sign-in library, named by a cookie of its own. */

const NAME = /^(?:__Secure-)?vovremya\.two_factor=([^.;%]+)/;

/** Nothing but that cookie: an open session of somebody must not answer for it. */
export function challengeCookie(cookies: string): string {
  return cookies
    .split('; ')
    .filter((cookie) => NAME.test(cookie))
    .join('; ');
}

/** Whose sign-in waits for its code; null when none does. The library looks at the signature and at the time. */
export async function challengeOwner(db: Db, cookie: string): Promise<string | null> {
  const row = await db
    .selectFrom('auth_verification')
    .select('value as userId')
    .where('identifier', '=', challengeId(cookie))
    .executeTakeFirst();
  return row?.userId ?? null;
}

export async function endChallenge(db: Db, cookie: string): Promise<void> {
  await db.deleteFrom('auth_verification').where('identifier', '=', challengeId(cookie)).execute();
}

function challengeId(cookie: string): string {
  return NAME.exec(cookie)?.[1] ?? '';
}
