import { randomUUID } from 'node:crypto';
import { type Db, errorCode, inTenant, readTenant } from '../db/connect.ts';
import { addPerson } from './people.ts';
import { hashOf, newToken, tenantOfToken } from './secrets.ts';

export const INVITATION_DAYS = 7;
const UNIQUE_VIOLATION = '23505';

export interface NewInvitation {
  tenantId: string;
  name: string;
  roles: string[];
  bodyId: string | null;
  defaultExecutor: boolean;
}
export type InvitationState = { state: 'open'; name: string } | { state: 'unknown' | 'used' | 'expired' };
export type RedeemOutcome = { ok: true } | { ok: false; problem: 'unknown' | 'used' | 'expired' | 'email-taken' };

/** The token is for the link and is given once: only its hash stays. */
export async function invite(db: Db, invitation: NewInvitation, now: number): Promise<string> {
  const token = newToken(invitation.tenantId);
  await inTenant(db, invitation.tenantId, (trx) =>
    trx
      .insertInto('invitation')
      .values({
        tenant_id: invitation.tenantId,
        id: randomUUID(),
        token_hash: hashOf(token),
        name: invitation.name,
        roles: invitation.roles,
        body_id: invitation.bodyId,
        default_executor: invitation.defaultExecutor,
        created_at: now,
        expires_at: now + INVITATION_DAYS * 24 * 3_600_000,
        used_at: null,
        revoked_at: null,
      })
      .execute(),
  );
  return token;
}

export async function lookAtInvitation(db: Db, token: string, now: number): Promise<InvitationState> {
  const tenantId = tenantOfToken(token);
  if (!tenantId) return { state: 'unknown' };
  const row = await readTenant(db, tenantId, (trx) =>
    trx.selectFrom('invitation').selectAll().where('token_hash', '=', hashOf(token)).executeTakeFirst(),
  );
  const problem = problemOf(row, now);
  return problem || !row ? { state: problem ?? 'unknown' } : { state: 'open', name: row.name };
}

/** Makes the account; of several attempts with one link exactly one succeeds. */
export async function redeemInvitation(
  db: Db,
  token: string,
  account: { email: string; password: string },
  now: number,
): Promise<RedeemOutcome> {
  const tenantId = tenantOfToken(token);
  if (!tenantId) return { ok: false, problem: 'unknown' };
  try {
    return await inTenant(db, tenantId, async (trx): Promise<RedeemOutcome> => {
      const row = await trx
        .selectFrom('invitation')
        .selectAll()
        .where('token_hash', '=', hashOf(token))
        .forUpdate()
        .executeTakeFirst();
      const problem = problemOf(row, now);
      if (problem || !row) return { ok: false, problem: problem ?? 'unknown' };
      const { name, roles, body_id: bodyId, default_executor: defaultExecutor } = row;
      await addPerson(trx, { tenantId, name, ...account, roles, bodyId, defaultExecutor }, now);
      await trx.updateTable('invitation').set({ used_at: now }).where('id', '=', row.id).execute();
      return { ok: true };
    });
  } catch (problem) {
    if (errorCode(problem) === UNIQUE_VIOLATION) return { ok: false, problem: 'email-taken' };
    throw problem;
  }
}

function problemOf(
  row: { used_at: number | null; revoked_at: number | null; expires_at: number } | undefined,
  now: number,
): 'unknown' | 'used' | 'expired' | null {
  if (!row || row.revoked_at !== null) return 'unknown';
  if (row.used_at !== null) return 'used';
  return now > row.expires_at ? 'expired' : null;
}
