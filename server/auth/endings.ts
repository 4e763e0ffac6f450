import { sql } from 'kysely';
import type { Db, Trx } from '../db/connect.ts';

/**
 * Comes first wherever anything of an account is ended, and holds the account until the end of the transaction. Whatever was opening something
 * new for it meanwhile finds the count changed.
 */
export async function beginEnding(trx: Trx, userId: string): Promise<void> {
  await trx.updateTable('auth_user').set({ endings: sql`endings + 1` }).where('id', '=', userId).execute();
}

/** How often something of the account was ended; an ending that is under way is waited for. Null when nobody has the account. */
export async function endingsOf(db: Db, by: { userId: string } | { email: string }): Promise<number | null> {
  const users = db.selectFrom('auth_user').select('endings').forShare();
  const user = await ('userId' in by
    ? users.where('id', '=', by.userId)
    : users.where('email', '=', by.email.toLowerCase())
  ).executeTakeFirst();
  return user?.endings ?? null;
}
