import type { PoolConfig } from 'pg';
import { invite } from './auth/invitations.ts';
import { openDatabase } from './db/connect.ts';
import type { AppDeps } from './deps.ts';
import { ADMINISTRATOR } from './policies/visibility.ts';
import {
  anyTenant,
  createTenant,
  DEFAULT_LOCATIONS,
  DEFAULT_TOPICS,
  defaultSchedule,
  hasAdministrator,
  revokeOpenInvitations,
} from './setup.ts';

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
  const tenantId = (await existingTenant(deps, owner)) ?? (await makeTenant(deps, practice));
  if (await hasAdministrator(db, tenantId)) return { tenantId, invitationUrl: null };
  await revokeOpenInvitations(db, tenantId, ADMINISTRATOR, now());
  const administrator = { tenantId, name: 'Администратор', roles: [ADMINISTRATOR], bodyId: null, defaultExecutor: false };
  return { tenantId, invitationUrl: `${deps.origin}/join/${await invite(db, administrator, now())}` };
}

async function existingTenant({ log }: AppDeps, owner: PoolConfig): Promise<string | null> {
  const db = openDatabase(owner, log);
  try {
    return await anyTenant(db);
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
