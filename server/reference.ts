import type { Body, Case, CaseContext } from '../lib/domain/cases/model.ts';
import type { Profile } from '../lib/domain/regulations/profile.ts';
import type { Me, Reference } from '../lib/protocol/api.ts';
import { sha256 } from './commands/canonical.ts';
import type { Trx } from './db/connect.ts';
import type { Library } from './library.ts';

/** What the core may know besides the case, under the regulation of the case or, for a new one, the tenant's own. */
export async function caseContext(trx: Trx, library: Library, regulation: Case['regulation'] | null): Promise<CaseContext> {
  const settings = await readSettings(trx);
  const { profile, version } = regulation ?? { profile: settings.default_profile, version: settings.default_profile_version };
  return {
    profile: library.profile(profile, version),
    bodies: await readBodies(trx),
    schedules: settings.schedules,
    calendar: library.calendar,
  };
}

/** What changes seldom, for one reader. */
export async function readReference(trx: Trx, library: Library, me: Me): Promise<Reference> {
  const settings = await readSettings(trx);
  const people = await trx.selectFrom('person').select(['id', 'name', 'roles', 'body_id']).orderBy('name').execute();
  return {
    version: await referenceVersion(trx, library, me.person.id),
    me,
    people: people.map(({ id, name, roles, body_id }) => ({ id, name, roles, bodyId: body_id })),
    bodies: await readBodies(trx),
    schedules: settings.schedules,
    calendar: library.calendar,
    profiles: library.profiles,
    defaultProfile: { profile: settings.default_profile, version: settings.default_profile_version },
    topics: settings.topics,
    locations: settings.locations,
  };
}

/** The regulations that people of this tenant work by: their roles are the tenant's roles. */
export async function tenantProfiles(trx: Trx, library: Library): Promise<Profile[]> {
  const settings = await readSettings(trx);
  return [library.profile(settings.default_profile, settings.default_profile_version)];
}

/** Changes whenever anything in the reader's reference may have: the files of the server, or a counted change in the tenant. */
export async function referenceVersion(trx: Trx, library: Library, personId: string): Promise<string> {
  const { revision } = await trx.selectFrom('tenant_reference').select('revision').executeTakeFirstOrThrow();
  return sha256(`${library.hash}\n${revision}\n${personId}`);
}

export async function readBodies(trx: Trx): Promise<Body[]> {
  const rows = await trx.selectFrom('body').selectAll().orderBy('title').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    schedule: row.schedule,
    officialAccounts: row.official_accounts,
    defaultExecutorId: row.default_executor_id,
  }));
}

function readSettings(trx: Trx) {
  return trx.selectFrom('tenant_settings').selectAll().executeTakeFirstOrThrow();
}
