import { type Db, inTenant } from '../db/connect.ts';
import { lockName } from '../db/lock.ts';
import { ADMINISTRATOR } from '../policies/visibility.ts';
import { beginEnding } from './endings.ts';
import { revokeInvitations } from './invitations.ts';
import { leaveEverywhere } from './leave.ts';
import { revokeResets } from './resets.ts';

/**
 * Takes everything away at once: sessions, devices, the links he gave and the body's assignments to come. The only administrator stays: nobody
 * could let anybody in after him.
 */
export function disablePerson(
  db: Db,
  tenantId: string,
  personId: string,
  now: number,
): Promise<'disabled' | 'unknown' | 'only-administrator'> {
  return inTenant(db, tenantId, async (trx) => {
    // Of two who disable each other at once the second finds himself the only one left.
    await lockName(trx, 'administrators');
    const active = await trx
      .selectFrom('person')
      .select(['id', 'auth_user_id', 'roles'])
      .where('disabled_at', 'is', null)
      .execute();
    const person = active.find(({ id }) => id === personId);
    if (!person) return 'unknown';
    const administrators = active.filter(({ roles }) => roles.includes(ADMINISTRATOR));
    if (administrators.every(({ id }) => id === personId) && administrators.length > 0) return 'only-administrator';
    await beginEnding(trx, person.auth_user_id);
    await trx.updateTable('person').set({ disabled_at: now }).where('id', '=', personId).execute();
    await leaveEverywhere(trx, { userId: person.auth_user_id, personId }, now);
    await revokeInvitations(trx, { createdBy: personId }, now);
    await revokeResets(trx, { createdBy: personId }, now);
    await trx.updateTable('body').set({ default_executor_id: null }).where('default_executor_id', '=', personId).execute();
    return 'disabled';
  });
}
