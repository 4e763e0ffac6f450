import { randomUUID } from 'node:crypto';
import type { DeviceGrant, Me } from '../../lib/protocol/api.ts';
import { type Contact, contactAfter, firstContact } from '../commands/occurred-at.ts';
import { type Db, inTenant, readTenant } from '../db/connect.ts';
import { deviceLifetime, isOver } from '../policies/lifetime.ts';
import type { Scope } from '../policies/visibility.ts';
import { findMe } from './people.ts';
import { hashOf, newToken, tenantOfToken } from './secrets.ts';
import { readSecurity } from './tenant-security.ts';

export interface Device {
  id: string;
  tenantId: string;
  me: Me;
  contact: Contact;
  scopes: Scope[];
}

/** A new device of a person; the token is given once. Null when the person was disabled meanwhile. */
export function grantDevice(
  db: Db,
  owner: { userId: string; tenantId: string },
  name: string,
  now: number,
): Promise<DeviceGrant | null> {
  return inTenant(db, owner.tenantId, async (trx) => {
    const me = await findMe(trx, { userId: owner.userId }, now);
    if (!me) return null;
    const token = newToken(owner.tenantId);
    const deviceId = randomUUID();
    await trx
      .insertInto('device')
      .values({
        tenant_id: owner.tenantId,
        id: deviceId,
        person_id: me.person.id,
        name,
        token_hash: hashOf(token),
        created_at: now,
        last_used_at: now,
        revoked_at: null,
        contact: JSON.stringify(firstContact(now)),
      })
      .execute();
    return { token, deviceId, me, serverTime: now };
  });
}

/** The device that a token belongs to; null when it is unknown, revoked, unused for too long, too old, or its person was disabled. */
export async function findDevice(db: Db, token: string, now: number): Promise<Device | null> {
  const tenantId = tenantOfToken(token);
  if (!tenantId) return null;
  return await readTenant(db, tenantId, async (trx) => {
    const row = await trx
      .selectFrom('device')
      .selectAll()
      .where('token_hash', '=', hashOf(token))
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (!row) return null;
    const lifetime = deviceLifetime(await readSecurity(trx));
    if (isOver({ startedAt: row.created_at, seenAt: row.last_used_at }, lifetime, now)) return null;
    const me = await findMe(trx, { personId: row.person_id }, now);
    return me ? { id: row.id, tenantId, me, contact: row.contact, scopes: row.scopes as Scope[] } : null;
  });
}

/** Notes that the device was heard of, after its request succeeded: a failed sending must not shorten how far back its acts may lie. */
export async function heardFrom(db: Db, device: Device, now: number): Promise<void> {
  const contact = JSON.stringify(contactAfter(device.contact, now));
  await inTenant(db, device.tenantId, (trx) =>
    trx.updateTable('device').set({ contact, last_used_at: now }).where('id', '=', device.id).execute(),
  );
}

/** Writes down whose cases the device may hold: a scope is added before its first page and the others leave with its last. */
export async function setScopes(db: Db, device: Device, scopes: Scope[]): Promise<void> {
  await inTenant(db, device.tenantId, (trx) => trx.updateTable('device').set({ scopes }).where('id', '=', device.id).execute());
}

export async function revokeDevice(db: Db, tenantId: string, personId: string, deviceId: string, now: number): Promise<void> {
  await inTenant(db, tenantId, (trx) =>
    trx
      .updateTable('device')
      .set({ revoked_at: now })
      .where('id', '=', deviceId)
      .where('person_id', '=', personId)
      .where('revoked_at', 'is', null)
      .execute(),
  );
}

export function listDevices(db: Db, tenantId: string, personId: string) {
  return readTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('device')
      .select(['id', 'name', 'created_at', 'last_used_at'])
      .where('person_id', '=', personId)
      .where('revoked_at', 'is', null)
      .orderBy('last_used_at', 'desc')
      .execute(),
  );
}
