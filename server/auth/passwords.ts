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

/** The hash of an account's password as it is now; whoever is changing it is waited for. Null when nobody has the account. */
export async function presentHash(db: Db, by: { userId: string } | { email: string }): Promise<string | null> {
  const accounts = db
    .selectFrom('auth_account')
    .innerJoin('auth_user', 'auth_user.id', 'userId')
    .select('password')
    .where('providerId', '=', 'credential')
    .forShare('auth_account');
  const account = await ('userId' in by
    ? accounts.where('userId', '=', by.userId)
    : accounts.where('email', '=', by.email.toLowerCase())
  ).executeTakeFirst();
  return account?.password ?? null;
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
  const hash = await presentHash(db, who);
  if (hash === null || !(await verifyPassword({ hash, password }))) return 'wrong';
  await clearAttempts(db, who.email, who.client);
  return 'right';
}
