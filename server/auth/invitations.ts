import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, errorCode, inTenant, readTenant, type Trx } from '../db/connect.ts';
import { addPerson, holdAdministrator } from './people.ts';
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
export interface OpenInvitation {
  id: string;
  name: string;
  roles: string[];
  bodyId: string | null;
  createdBy: string | null;
  expiresAt: number;
}
export type InvitationState = { state: 'open'; name: string } | { state: 'unknown' | 'used' | 'expired' };
export type RedeemOutcome = { ok: true } | { ok: false; problem: 'unknown' | 'used' | 'expired' | 'email-taken' };

/** A link that an administrator gives; null when he is none any more. */
export function inviteAs(
  db: Db,
  invitation: NewInvitation,
  createdBy: string,
  now: number,
): Promise<{ id: string; token: string } | null> {
  return inTenant(db, invitation.tenantId, async (trx) =>
    (await holdAdministrator(trx, createdBy, now)) ? await addInvitation(trx, invitation, createdBy, now) : null,
  );
}

/** A link that is given at the server itself. */
export async function invite(db: Db, invitation: NewInvitation, now: number): Promise<string> {
  const { token } = await inTenant(db, invitation.tenantId, (trx) => addInvitation(trx, invitation, null, now));
  return token;
}

/** The token is for the link and is given once: only its hash stays. */
export async function addInvitation(
  trx: Trx,
  invitation: NewInvitation,
  createdBy: string | null,
  now: number,
): Promise<{ id: string; token: string }> {
  const [id, token] = [randomUUID(), newToken(invitation.tenantId)];
  await trx
    .insertInto('invitation')
    .values({
      tenant_id: invitation.tenantId,
      id,
      token_hash: hashOf(token),
      name: invitation.name,
      roles: invitation.roles,
      body_id: invitation.bodyId,
      default_executor: invitation.defaultExecutor,
      created_by: createdBy,
      created_at: now,
      expires_at: now + INVITATION_DAYS * 24 * 3_600_000,
      used_at: null,
      revoked_at: null,
    })
    .execute();
  return { id, token };
}

/** Those by which somebody may still come, the first to expire first. */
export async function openInvitations(trx: Trx, now: number): Promise<OpenInvitation[]> {
  const rows = await trx
    .selectFrom('invitation')
    .select(['id', 'name', 'roles', 'body_id', 'created_by', 'expires_at'])
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>=', now)
    .orderBy('expires_at')
    .execute();
  return rows.map(({ body_id: bodyId, created_by: createdBy, expires_at: expiresAt, ...row }) => ({
    ...row,
    ...{ bodyId, createdBy, expiresAt },
  }));
}

/** The links that `of` tells are dead from now on. False when there was none. */
export async function revokeInvitations(
  trx: Trx,
  of: { id: string } | { createdBy: string } | { role: string },
  now: number,
): Promise<boolean> {
  const open = trx
    .updateTable('invitation')
    .set({ revoked_at: now })
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null);
  const revoked =
    'id' in of
      ? open.where('id', '=', of.id)
      : 'createdBy' in of
        ? open.where('created_by', '=', of.createdBy)
        : open.where(sql<boolean>`${of.role} = any (roles)`);
  return (await revoked.executeTakeFirst()).numUpdatedRows > 0n;
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
