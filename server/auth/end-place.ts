import { actorOf } from '../../lib/protocol/actor.ts';
import { type Db, inTenant } from '../db/connect.ts';
import { mayAdminister } from '../policies/visibility.ts';
import { endSubstitute } from '../substitutes.ts';
import { revokeInvitations } from './invitations.ts';
import { findMe } from './people.ts';
import { revokeResets } from './resets.ts';

/**
 * Ends a substitute's term before its time, with the links he gave where he may give none any more. Those of a term that ran out by the clock
 * stay: whoever was invited in it was meant to come. False when there is no term to end.
 */
export function endPlace(db: Db, tenantId: string, by: string, termId: string, now: number): Promise<boolean> {
  return inTenant(db, tenantId, async (trx) => {
    const personId = await endSubstitute(trx, by, termId, now);
    if (personId === null) return false;
    const me = await findMe(trx, { personId }, now);
    if (me && mayAdminister(actorOf(me))) return true;
    await revokeInvitations(trx, { createdBy: personId }, now);
    await revokeResets(trx, { createdBy: personId }, now);
    return true;
  });
}
