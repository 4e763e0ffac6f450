import type { Trx } from '../db/connect.ts';
import { beginEnding } from './endings.ts';
import { endSessions } from './sessions.ts';

/** The person of an account stays as he is until the end of the transaction: nothing of him is ended meanwhile. Null when he was disabled. */
export async function holdPerson(trx: Trx, by: { userId: string } | { personId: string }): Promise<string | null> {
  const people = trx.selectFrom('person').select('id').where('disabled_at', 'is', null).forShare();
  const found = await ('userId' in by
    ? people.where('auth_user_id', '=', by.userId)
    : people.where('id', '=', by.personId)
  ).executeTakeFirst();
  return found?.id ?? null;
}

/** Ends every session but `keep`, every sign-in under way and every device of a person. */
export async function leaveEverywhere(
  trx: Trx,
  who: { userId: string; personId: string },
  now: number,
  keep: string | null = null,
): Promise<void> {
  await beginEnding(trx, who.userId);
  // Held before anything is looked for: a browser that is being connected is a device by then, or is none afterwards.
  await trx.selectFrom('person').select('id').where('id', '=', who.personId).forUpdate().execute();
  await endSessions(trx, who.userId, keep);
  await trx
    .updateTable('device')
    .set({ revoked_at: now })
    .where('person_id', '=', who.personId)
    .where('revoked_at', 'is', null)
    .execute();
}
