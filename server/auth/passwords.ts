import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { Db, Trx } from '../db/connect.ts';
import { clearAttempts, takeAttempt } from './attempts.ts';

/** Sets the password of an account; what was hashed before is gone. */
export async function setPassword(trx: Trx, userId: string, password: string, now: number): Promise<void> {
  const hash = await hashPassword(password);
  await trx
    .updateTable('auth_account')
    .set({ password: hash, updatedAt: new Date(now) })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .execute();
}

export type PasswordCheck = 'right' | 'wrong' | 'too-many';

/** The password of somebody who is signed in, asked again before a change; guesses count together with those at the sign-in. */
export async function checkPassword(
  db: Db,
  who: { userId: string; email: string; client: string },
  password: string,
  now: number,
): Promise<PasswordCheck> {
  if ((await takeAttempt(db, who.email, who.client, now)) !== null) return 'too-many';
  const account = await db
    .selectFrom('auth_account')
    .select('password')
    .where('userId', '=', who.userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  if (!account?.password || !(await verifyPassword({ hash: account.password, password }))) return 'wrong';
  await clearAttempts(db, who.email, who.client);
  return 'right';
}
