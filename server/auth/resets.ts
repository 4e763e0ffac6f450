import { randomUUID } from 'node:crypto';
import { type Db, inTenant, readTenant, type Trx } from '../db/connect.ts';
import { lockName } from '../db/lock.ts';
import { beginEnding } from './endings.ts';
import { holdPerson, leaveEverywhere } from './leave.ts';
import { setPassword } from './passwords.ts';
import { holdAdministrator } from './people.ts';
import { hashOf, newToken, tenantOfToken } from './secrets.ts';

export const RESET_HOURS = 24;

export interface NewReset {
  tenantId: string;
  personId: string;
  /** The phone is lost too: the second factor is taken off and set up anew. */
  clearsSecondFactor: boolean;
  /** The administrator who gives the link. */
  createdBy: string;
}
export type ResetState =
  | { state: 'open'; name: string; email: string; clearsSecondFactor: boolean }
  | { state: 'unknown' | 'used' | 'expired' };

/**
 * The token is for the link and is given once: only its hash stays. Links given before are dead from now on. Null when the person, or whoever
 * gives the link, is nobody.
 */
export function offerReset(
  db: Db,
  { tenantId, personId, clearsSecondFactor, createdBy }: NewReset,
  now: number,
): Promise<string | null> {
  return inTenant(db, tenantId, async (trx) => {
    // Of two who give a link at once the second waits, so that the first one's is dead.
    await lockName(trx, `reset ${personId}`);
    if (!(await holdPerson(trx, { personId })) || !(await holdAdministrator(trx, createdBy, now))) return null;
    await revokeResets(trx, { personId }, now);
    const token = newToken(tenantId);
    await trx
      .insertInto('account_reset')
      .values({
        tenant_id: tenantId,
        id: randomUUID(),
        token_hash: hashOf(token),
        person_id: personId,
        clears_second_factor: clearsSecondFactor,
        created_by: createdBy,
        created_at: now,
        expires_at: now + RESET_HOURS * 3_600_000,
        used_at: null,
        revoked_at: null,
      })
      .execute();
    return token;
  });
}

export async function lookAtReset(db: Db, token: string, now: number): Promise<ResetState> {
  const tenantId = tenantOfToken(token);
  if (!tenantId) return { state: 'unknown' };
  return await readTenant(db, tenantId, async (trx) => {
    const found = judge(await resetBy(trx, token).executeTakeFirst(), now);
    if ('problem' in found) return { state: found.problem };
    const { name, email, clears_second_factor: clearsSecondFactor } = found.row;
    return { state: 'open', name, email, clearsSecondFactor };
  });
}

/** The new password, and the end of everything the old one had opened. Of several attempts with one link exactly one succeeds. */
export async function redeemReset(db: Db, token: string, password: string, now: number): Promise<ResetState['state']> {
  const tenantId = tenantOfToken(token);
  if (!tenantId) return 'unknown';
  return await inTenant(db, tenantId, async (trx) => {
    // Locked until the end of the transaction: of two with one link the second sees it used.
    const found = judge(await resetBy(trx, token).forUpdate('account_reset').executeTakeFirst(), now);
    if ('problem' in found) return found.problem;
    const { id, person_id: personId, auth_user_id: userId, clears_second_factor: clearsSecondFactor } = found.row;
    await beginEnding(trx, userId);
    await setPassword(trx, userId, password, now);
    if (clearsSecondFactor) await clearSecondFactor(trx, userId);
    await leaveEverywhere(trx, { userId, personId }, now);
    await trx.updateTable('account_reset').set({ used_at: now }).where('id', '=', id).execute();
    return 'open';
  });
}

/** The links that were given to a person, or by him, are dead from now on. */
export async function revokeResets(trx: Trx, of: { personId: string } | { createdBy: string }, now: number): Promise<void> {
  const open = trx
    .updateTable('account_reset')
    .set({ revoked_at: now })
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null);
  await ('personId' in of ? open.where('person_id', '=', of.personId) : open.where('created_by', '=', of.createdBy)).execute();
}

export async function clearSecondFactor(trx: Db | Trx, userId: string): Promise<void> {
  await trx.deleteFrom('auth_two_factor').where('userId', '=', userId).execute();
  await trx.updateTable('auth_user').set({ twoFactorEnabled: false }).where('id', '=', userId).execute();
}

function resetBy(trx: Trx, token: string) {
  return trx
    .selectFrom('account_reset')
    .innerJoin('person', (join) =>
      join.onRef('person.tenant_id', '=', 'account_reset.tenant_id').onRef('person.id', '=', 'person_id'),
    )
    .innerJoin('auth_user', 'auth_user.id', 'person.auth_user_id')
    .select(['account_reset.id', 'person_id', 'auth_user_id', 'person.name', 'auth_user.email', 'clears_second_factor'])
    .select(['used_at', 'revoked_at', 'expires_at', 'person.disabled_at'])
    .where('token_hash', '=', hashOf(token));
}

type ResetRow = Awaited<ReturnType<ReturnType<typeof resetBy>['executeTakeFirstOrThrow']>>;

/** A disabled person's link is unknown. */
function judge(row: ResetRow | undefined, now: number): { row: ResetRow } | { problem: 'unknown' | 'used' | 'expired' } {
  if (!row || row.revoked_at !== null || row.disabled_at !== null) return { problem: 'unknown' };
  if (row.used_at !== null) return { problem: 'used' };
  return now > row.expires_at ? { problem: 'expired' } : { row };
}
