import type { Trx } from '../db/connect.ts';
import { endSessions } from './sessions.ts';

/** Ends every session but `keep`, every sign-in under way and every device of a person. */
export async function leaveEverywhere(
  trx: Trx,
  who: { userId: string; personId: string },
  now: number,
  keep: string | null = null,
): Promise<void> {
  await endSessions(trx, who.userId, keep);
  await trx.deleteFrom('auth_connect_code').where('user_id', '=', who.userId).execute();
  await trx
    .updateTable('device')
    .set({ revoked_at: now })
    .where('person_id', '=', who.personId)
    .where('revoked_at', 'is', null)
    .execute();
}
