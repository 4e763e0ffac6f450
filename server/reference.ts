import type { Selectable } from 'kysely';
import type { Body, Case, CaseContext } from '../lib/domain/cases/model.ts';
import { versionInForce } from '../lib/domain/regulations/in-force.ts';
import type { Profile } from '../lib/domain/regulations/profile.ts';
import type { Me, Reference } from '../lib/protocol/api.ts';
import { sha256 } from './commands/canonical.ts';
import type { Trx } from './db/connect.ts';
import type { Tables } from './db/schema.ts';
import type { Library } from './library.ts';
import { signedRules } from './page-rules/page-rules.ts';
import type { RulesSigner } from './page-rules/rules-signer.ts';

/**
 * What the core may know besides the case, under the regulation version of the case or, for one begun at `at` (epoch ms), under the
 * version of the tenant's own that is in force then.
 */
export async function caseContext(
  trx: Trx,
  library: Library,
  regulation: Case['regulation'] | null,
  at: number,
): Promise<CaseContext> {
  return contextOf(await readFacts(trx), library, regulation, at);
}

/** What commands need to know of a tenant; changes seldom and is counted when it does. */
export interface TenantFacts {
  settings: Settings;
  bodies: Body[];
}

/** The same as the database keeps it. */
export interface FactRows {
  settings: Settings;
  bodies: BodyRow[];
}

export async function readFacts(trx: Trx): Promise<TenantFacts> {
  return { settings: await readSettings(trx), bodies: await readBodies(trx) };
}

export function factsIn({ settings, bodies }: FactRows): TenantFacts {
  return { settings, bodies: bodies.map(bodyOf) };
}

export function contextOf(
  { settings, bodies }: TenantFacts,
  library: Library,
  regulation: Case['regulation'] | null,
  at: number,
): CaseContext {
  return {
    profile: regulation ? library.profile(regulation.profile, regulation.version) : profileInForce(settings, library, at),
    profiles: library.profiles,
    bodies,
    schedules: settings.schedules,
    calendar: library.calendar,
  };
}

/** What changes seldom, for one reader. Names of staff are in it, so the reading is journalled by whoever asks. */
export async function readReference(
  trx: Trx,
  { library, rulesSigner }: { library: Library; rulesSigner: RulesSigner | null },
  me: Me,
  now: number,
): Promise<Reference> {
  const settings = await readSettings(trx);
  const { revision } = await trx.selectFrom('tenant_reference').select('revision').executeTakeFirstOrThrow();
  const { profile, version } = profileInForce(settings, library, now);
  const people = await trx.selectFrom('person').select(['id', 'name', 'roles', 'body_id']).orderBy('name').execute();
  return {
    version: referenceVersion({ revision, settings }, library, me, now),
    me,
    people: people.map(({ id, name, roles, body_id }) => ({ id, name, roles, bodyId: body_id })),
    bodies: await readBodies(trx),
    schedules: settings.schedules,
    calendar: library.calendar,
    profiles: library.profiles,
    defaultProfile: { profile, version },
    topics: settings.topics,
    locations: settings.locations,
    pageRules: await signedRules(trx, me.tenant.id, rulesSigner),
  };
}

/** The regulations that people of this tenant work by, in every version that a case may still be under: their roles are the tenant's. */
export async function tenantProfiles(trx: Trx, library: Library): Promise<Profile[]> {
  return profilesOf(await readFacts(trx), library);
}

export function profilesOf({ settings, bodies }: TenantFacts, library: Library): Profile[] {
  const followed = new Set([settings.default_profile, ...bodies.map(({ regulation }) => regulation)]);
  return library.profiles.filter((profile) => followed.has(profile.profile));
}

/** The version that is in force or, before any is, the one the tenant was made with. */
function profileInForce(settings: Settings, library: Library, at: number): Profile {
  const { default_profile: id, default_profile_version: version } = settings;
  return versionInForce(library.profiles, id, at) ?? library.profile(id, version);
}

/**
 * Changes whenever anything in the reader's reference may have: the files of the server, the regulation version in force at `now`
 * (epoch ms), a counted change in the tenant, or whose place the reader takes.
 */
export function referenceVersion(
  { revision, settings }: { revision: number; settings: Settings },
  library: Library,
  { person, actsFor }: Me,
  now: number,
): string {
  const { version } = profileInForce(settings, library, now);
  const places = actsFor.map((one) => `${one.person.id} ${one.untilAt}`);
  return sha256([library.hash, version, revision, person.id, ...places].join('\n'));
}

export async function readBodies(trx: Trx): Promise<Body[]> {
  const rows = await trx.selectFrom('body').selectAll().orderBy('title').orderBy('id').execute();
  return rows.map(bodyOf);
}

type BodyRow = Selectable<Tables['body']>;

function bodyOf(row: BodyRow): Body {
  return {
    id: row.id,
    title: row.title,
    schedule: row.schedule,
    officialAccounts: row.official_accounts,
    defaultExecutorId: row.default_executor_id,
    ...(row.regulation === null ? {} : { regulation: row.regulation }),
  };
}

type Settings = Awaited<ReturnType<typeof readSettings>>;

export function readSettings(trx: Trx) {
  return trx.selectFrom('tenant_settings').selectAll().executeTakeFirstOrThrow();
}
