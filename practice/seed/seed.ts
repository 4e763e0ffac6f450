import { millisecondsInDay } from 'date-fns/constants';
import { type Db, openDatabase } from '../../server/db/connect.ts';
import { migrate } from '../../server/db/migrate.ts';
import { embeddedDatabase } from '../../server/db/open.ts';
import { type Library, loadLibrary } from '../../server/library.ts';
import type { Log } from '../../server/log.ts';
import { anyTenant, createBody, createPerson, createTenant, defaultSchedule } from '../../server/setup.ts';
import { createPracticeState, type PracticeState } from '../network/state.ts';
import { ACCOUNTS, BODIES, type BodyKey, LOCATIONS, OFFICE, type OfficeKey, PRACTICE_PASSWORD, TOPICS } from './office.ts';
import { type PlannedStory, planStories } from './plan.ts';
import { playStories } from './play.ts';

export interface SeedOptions {
  dataDir: string;
  now: number;
  /** With accounts under the practice password, or without any: then people come by invitation. */
  accounts: boolean;
  /** With the practice stories. */
  stories: boolean;
  log: Log;
}

/** Fills an empty data folder with the practice office; leaves one that has a tenant alone. Returns the tenant's id. */
export async function seed(options: SeedOptions): Promise<string> {
  const database = await embeddedDatabase(options.dataDir, options.log);
  try {
    await migrate(database.owner);
    const owner = openDatabase(database.owner, options.log);
    const present = await anyTenant(owner).finally(() => owner.destroy());
    if (present) return present;
    const db = openDatabase(database.app, options.log);
    return await fill(db, loadLibrary(), options).finally(() => db.destroy());
  } finally {
    await database.stop();
  }
}

async function fill(db: Db, library: Library, { now, accounts, stories }: SeedOptions): Promise<string> {
  const profile = library.defaultProfile;
  const schedule = defaultSchedule(profile.zone);
  const longAgo = now - 90 * millisecondsInDay;
  const { profile: id, version } = profile;
  const tenant = { title: 'Округ Лебединое (учебный)', practice: true, profile: { profile: id, version } };
  const places = { schedules: { centre: schedule }, topics: TOPICS, locations: LOCATIONS };
  const tenantId = await createTenant(db, { ...tenant, ...places }, longAgo);
  const bodies = { utilities: '', roads: '' } satisfies Record<BodyKey, string>;
  for (const key of keysOf(BODIES)) {
    const body = { title: BODIES[key].title, schedule, officialAccounts: ACCOUNTS };
    bodies[key] = await createBody(db, tenantId, body, longAgo);
  }
  if (!accounts) return tenantId;

  const people = { curator: '', utilities: '', roads: '', head: '', administrator: '' } satisfies Record<OfficeKey, string>;
  for (const key of keysOf(OFFICE)) {
    const { name, email, roles, body } = OFFICE[key];
    const account = { tenantId, name, email, password: PRACTICE_PASSWORD, roles: [...roles], bodyId: body && bodies[body] };
    people[key] = await createPerson(db, { ...account, defaultExecutor: body !== null }, longAgo);
  }
  if (stories) {
    const planned = tellStories(
      createPracticeState(() => now),
      now,
      library,
    );
    await playStories({ db, library, tenantId, people, bodies }, planned);
  }
  return tenantId;
}

/** Puts the replies of the stories onto practice pages, as the practice office works and the built-in calendar counts. */
export function tellStories(state: PracticeState, now: number, { defaultProfile, calendar }: Library): PlannedStory[] {
  return planStories(state, now, defaultSchedule(defaultProfile.zone), calendar);
}

function keysOf<K extends string>(record: Record<K, unknown>): K[] {
  return Object.keys(record) as K[];
}
