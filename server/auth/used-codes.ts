import { type Db, errorCode } from '../db/connect.ts';

/** Longer than a code of the authenticator is right: its own half minute and one on either side. */
const CODE_LIVES_MS = 3 * 60_000;
const UNIQUE_VIOLATION = '23505';

/** Marks a code of a person as used; false when it was already. Of two that use it at once one gets true. */
export async function spendCode(db: Db, userId: string, code: string, now: number): Promise<boolean> {
  await db
    .deleteFrom('auth_used_code')
    .where('used_at', '<', now - CODE_LIVES_MS)
    .execute();
  try {
    await db.insertInto('auth_used_code').values({ user_id: userId, code, used_at: now }).execute();
    return true;
  } catch (problem) {
    if (errorCode(problem) === UNIQUE_VIOLATION) return false;
    throw problem;
  }
}
