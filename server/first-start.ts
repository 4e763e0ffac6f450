import { sql } from 'kysely';
import type { PoolConfig } from 'pg';
import { addInvitation, revokeInvitations } from './auth/invitations.ts';
import { inTenant, openDatabase } from './db/connect.ts';
import { lockName } from './db/lock.ts';
import type { AppDeps } from './deps.ts';
import { ADMINISTRATOR } from './policies/visibility.ts';
import { anyTenant, createTenant, DEFAULT_LOCATIONS, DEFAULT_TOPICS, defaultSchedule, hasAdministrator } from './setup.ts';

/**
 * Makes the tenant at first start. As long as nobody administers it, every start gives a new link for the administrator and the
 * links given before are dead.
 */
export async function prepareTenant(
  deps: AppDeps,
  owner: PoolConfig,
  practice: boolean,
): Promise<{ tenantId: string; invitationUrl: string | null }> {
  const { db, now } = deps;
  const tenantId = await onlyTenant(deps, owner, practice);
  const token = await inTenant(db, tenantId, async (trx) => {
    await lockName(trx, 'administrators');
    if (await hasAdministrator(trx)) return null;
    await revokeInvitations(trx, { role: ADMINISTRATOR }, now());
    const administrator = { tenantId, name: 'Администратор', roles: [ADMINISTRATOR], bodyId: null, defaultExecutor: false };
    return (await addInvitation(trx, administrator, null, now())).token;
  });
  return { tenantId, invitationUrl: token === null ? null : `${deps.origin}/join/${token}` };
}

/** The tenant there is, or a new one; of several processes that start at once one makes it. */
async function onlyTenant(deps: AppDeps, owner: PoolConfig, practice: boolean): Promise<string> {
  const db = openDatabase(owner, deps.log);
  try {
    return await db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('first start', 0))`.execute(trx);
      return (await anyTenant(trx)) ?? (await makeTenant(deps, practice));
    });
  } finally {
    await db.destroy();
  }
}

function makeTenant({ db, library, now }: AppDeps, practice: boolean): Promise<string> {
  const profile = library.defaultProfile;
  return createTenant(
    db,
    {
      title: practice ? 'Учебный муниципалитет' : 'Вовремя',
      practice,
      profile: { profile: profile.profile, version: profile.version },
      schedules: { centre: defaultSchedule(profile.zone) },
      topics: DEFAULT_TOPICS,
      locations: DEFAULT_LOCATIONS,
    },
    now(),
  );
}
