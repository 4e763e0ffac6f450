import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { DeviceGrant, Me } from '../../lib/protocol/api.ts';
import { type Contact, contactAfter, firstContact } from '../commands/occurred-at.ts';
import { type Db, inTenant, readTenant, type Trx } from '../db/connect.ts';
import { gathered } from '../db/gathered.ts';
import { deviceLifetime, isOver } from '../policies/lifetime.ts';
import type { Scope } from '../policies/visibility.ts';
import { placesTaken } from '../substitutes.ts';
import { codeOwner, spendConnectCode } from './connect-codes.ts';
import { holdPerson } from './leave.ts';
import { findMe } from './people.ts';
import { hashOf, newToken, tenantOfToken } from './secrets.ts';

export interface Device {
  id: string;
  tenantId: string;
  me: Me;
  contact: Contact;
  scopes: Scope[];
  /** Of what is known of the tenant, as of this request. */
  revision: number;
}

/** Makes a one-time code a device of the person who confirmed it; null when the code is worth nothing, or he was disabled meanwhile. */
export async function connectDevice(
  db: Db,
  { code, verifier, device }: { code: string; verifier: string; device: string },
  now: number,
): Promise<DeviceGrant | null> {
  const owner = await codeOwner(db, code);
  if (!owner) return null;
  return await inTenant(db, owner.tenantId, async (trx) => {
    await holdPerson(trx, owner);
    return (await spendConnectCode(trx, code, verifier, now)) ? await grantDevice(trx, owner, device, now) : null;
  });
}

/** A new device of a person; the token is given once. Null when the person was disabled. */
export async function grantDevice(
  trx: Trx,
  owner: { userId: string; tenantId: string },
  name: string,
  now: number,
): Promise<DeviceGrant | null> {
  const me = await findMe(trx, owner, now);
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
}

/** The device that a token belongs to; null when it is unknown, revoked, unused for too long, too old, or its person was disabled. */
export async function findDevice(db: Db, token: string, now: number): Promise<Device | null> {
  const tenantId = tenantOfToken(token);
  if (!tenantId) return null;
  const found = await lookUp(db, { tenantId, hash: hashOf(token) });
  if (!found) return null;
  const { device, person, tenant, security, revision } = found;
  const limits = { deviceIdleDays: security.device_idle_days, deviceMaxDays: security.device_max_days };
  if (isOver({ startedAt: device.created_at, seenAt: device.last_used_at }, deviceLifetime(limits), now)) return null;
  const actsFor = found.substitutes ? await readTenant(db, tenantId, (trx) => placesTaken(trx, person.id, now)) : [];
  const me = {
    person: { id: person.id, name: person.name, roles: person.roles, bodyId: person.body_id },
    actsFor,
    tenant: { id: tenant.id, title: tenant.title, practice: tenant.practice },
  };
  return { id: device.id, tenantId, me, contact: device.contact, scopes: device.scopes as Scope[], revision };
}

/** Was this token good until somebody took it away, or its person away? Asked of a token that is not good now. */
export async function wasTakenAway(db: Db, token: string): Promise<boolean> {
  const tenantId = tenantOfToken(token);
  if (!tenantId) return false;
  const known = await readTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('device')
      .innerJoin('person', 'person.id', 'device.person_id')
      .select(['device.revoked_at', 'person.disabled_at'])
      .where('device.token_hash', '=', hashOf(token))
      .executeTakeFirst(),
  );
  return known !== undefined && (known.revoked_at !== null || known.disabled_at !== null);
}

const lookUp = gathered(async (db, asked: { tenantId: string; hash: string }[]): Promise<(Found | null)[]> => {
  const [tenants, hashes] = [asked.map(({ tenantId }) => tenantId), asked.map(({ hash }) => hash)];
  const { rows } = await sql<{ found: Found | null }>`
    select find_device(tenant, hash) as found
    from unnest(${tenants}::uuid[], ${hashes}::text[]) with ordinality as asked (tenant, hash, place) order by place`.execute(db);
  return rows.map(({ found }) => found);
});

/** A device with what stands behind it, as the database puts it together. */
interface Found {
  device: { id: string; created_at: number; last_used_at: number; contact: Contact; scopes: string[] };
  person: { id: string; name: string; roles: string[]; body_id: string | null };
  tenant: { id: string; title: string; practice: boolean };
  security: { device_idle_days: number; device_max_days: number };
  revision: number;
  substitutes: boolean;
}

/** Far below what an act may seem older than the last contact; a device that works asks several times within it. */
const NOTED_EVERY_MS = 10_000;

/** Notes that the device was heard of, after its request succeeded: a failed sending must not shorten how far back its acts may lie. */
export async function heardFrom(db: Db, { id, tenantId, contact }: Device, now: number): Promise<void> {
  if (now - contact.lastAt < NOTED_EVERY_MS) return;
  await note(db, { id, tenantId, contact: contactAfter(contact, now), at: now });
}

const note = gathered(async (db, heard: { id: string; tenantId: string; contact: Contact; at: number }[]): Promise<null[]> => {
  await sql`
    select note_heard(h."tenantId", h.id, h.contact, h.at)
    from jsonb_to_recordset(${JSON.stringify(heard)}::jsonb) as h (id text, "tenantId" uuid, contact jsonb, at bigint)`.execute(
    db,
  );
  return heard.map(() => null);
});

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
