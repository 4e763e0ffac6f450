import type { Actor } from '../../lib/domain/cases/model.ts';
import type { Trx } from '../db/connect.ts';
import { placesTaken } from '../substitutes.ts';

/** Who sends, as the token says. `deviceId` is null when the server itself plays a person (practice data). */
export interface Sender {
  tenantId: string;
  personId: string;
  deviceId: string | null;
}

/** The token was good when the request began and is not any more. */
export class AccessLost extends Error {
  override readonly name = 'AccessLost';
}

/**
 * The person's rights as they are now, held until the commit: taking them away waits for this command,
 * so nothing takes effect after a revocation is done. Whose place he takes is as of `at`, the moment of the act. Throws AccessLost.
 */
export async function activeSender(trx: Trx, sender: Sender, at: number): Promise<Actor> {
  const person = await trx
    .selectFrom('person')
    .select(['roles', 'body_id', 'disabled_at'])
    .where('id', '=', sender.personId)
    .forShare()
    .executeTakeFirst();
  if (!person || person.disabled_at !== null) throw new AccessLost('person');
  if (sender.deviceId !== null) {
    const device = await trx
      .selectFrom('device')
      .select('revoked_at')
      .where('id', '=', sender.deviceId)
      .where('person_id', '=', sender.personId)
      .forShare()
      .executeTakeFirst();
    if (!device || device.revoked_at !== null) throw new AccessLost('device');
  }
  const places = await placesTaken(trx, sender.personId, at, true);
  const actsFor = places.map(({ person: { id, roles, bodyId } }) => ({ personId: id, roles, bodyId }));
  return { personId: sender.personId, roles: person.roles, bodyId: person.body_id, actsFor };
}
