import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Body, CaseContext } from '../lib/domain/cases/model.ts';
import type { Schedule } from '../lib/domain/worktime/model.ts';
import { addPerson, type NewAccount } from './auth/people.ts';
import { type Db, inTenant, type Trx } from './db/connect.ts';

/** What is made before anybody works: a tenant, its bodies and people. Used at first start, by the administrator's page and for practice data. */

export interface NewTenant {
  title: string;
  practice: boolean;
  profile: { profile: string; version: string };
  schedules: CaseContext['schedules'];
  topics: string[];
  locations: string[];
}

export const DEFAULT_TOPICS = [
  ...['Благоустройство', 'Дороги и транспорт', 'ЖКХ', 'Вывоз мусора', 'Уличное освещение', 'Образование', 'Здравоохранение'],
  ...['Социальная защита', 'Культура и спорт', 'Экология', 'Безопасность', 'Другое'],
];
export const DEFAULT_LOCATIONS = ['Весь муниципалитет'];

/** Monday to Friday, 8:00–17:00 with an hour's lunch, one hour less before a holiday. */
export function defaultSchedule(zone: string): Schedule {
  const day: [string, string][] = [
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ];
  return { zone, week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] }, shortDayMinusMinutes: 60 };
}

export async function createTenant(db: Db, tenant: NewTenant, now: number): Promise<string> {
  const id = randomUUID();
  await inTenant(db, id, async (trx) => {
    await trx.insertInto('tenant').values({ id, title: tenant.title, practice: tenant.practice, created_at: now }).execute();
    await trx.insertInto('tenant_reference').values({ tenant_id: id }).execute();
    await trx.insertInto('tenant_security').values({ tenant_id: id }).execute();
    await trx.insertInto('tenant_head').values({ tenant_id: id, epoch: randomUUID() }).execute();
    await trx
      .insertInto('tenant_settings')
      .values({
        tenant_id: id,
        schedules: JSON.stringify(tenant.schedules),
        topics: JSON.stringify(tenant.topics),
        locations: JSON.stringify(tenant.locations),
        default_profile: tenant.profile.profile,
        default_profile_version: tenant.profile.version,
      })
      .execute();
  });
  return id;
}

export async function createBody(
  db: Db,
  tenantId: string,
  body: Omit<Body, 'id' | 'defaultExecutorId'>,
  now: number,
): Promise<string> {
  const id = randomUUID();
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto('body')
      .values({
        tenant_id: tenantId,
        id,
        title: body.title,
        schedule: JSON.stringify(body.schedule),
        official_accounts: JSON.stringify(body.officialAccounts),
        default_executor_id: null,
        created_at: now,
        regulation: body.regulation ?? null,
      })
      .execute(),
  );
  return id;
}

/** What an administrator may change of his tenant; what is not given stays. */
export async function changeTenant(
  db: Db,
  tenantId: string,
  change: Partial<Pick<NewTenant, 'title' | 'schedules' | 'topics' | 'locations'> & { retentionMonths: number | null }>,
): Promise<void> {
  const { title, retentionMonths, ...lists } = change;
  const settings = {
    ...Object.fromEntries(Object.entries(lists).map(([name, value]) => [name, JSON.stringify(value)])),
    ...(retentionMonths === undefined ? {} : { retention_months: retentionMonths }),
  };
  await inTenant(db, tenantId, async (trx) => {
    if (title !== undefined) await trx.updateTable('tenant').set({ title }).where('id', '=', tenantId).execute();
    if (Object.keys(settings).length > 0) await trx.updateTable('tenant_settings').set(settings).execute();
  });
}

export type BodyChange = Partial<Omit<Body, 'id'>>;

export async function changeBody(db: Db, tenantId: string, id: string, change: BodyChange): Promise<void> {
  const columns = {
    ...(change.title === undefined ? {} : { title: change.title }),
    ...(change.schedule === undefined ? {} : { schedule: JSON.stringify(change.schedule) }),
    ...(change.officialAccounts === undefined ? {} : { official_accounts: JSON.stringify(change.officialAccounts) }),
    ...(change.defaultExecutorId === undefined ? {} : { default_executor_id: change.defaultExecutorId }),
    ...(change.regulation === undefined ? {} : { regulation: change.regulation }),
  };
  await inTenant(db, tenantId, (trx) => trx.updateTable('body').set(columns).where('id', '=', id).execute());
}

/** Throws on a taken e-mail. Returns the person's id. */
export function createPerson(db: Db, account: NewAccount, now: number): Promise<string> {
  return inTenant(db, account.tenantId, (trx) => addPerson(trx, account, now));
}

/** Tenants of this database; read by the owner, who alone sees them all. */
export async function anyTenant(owner: Db | Trx): Promise<string | null> {
  const tenant = await owner.selectFrom('tenant').select('id').orderBy('created_at').limit(1).executeTakeFirst();
  return tenant?.id ?? null;
}

export async function hasAdministrator(trx: Trx): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from person where disabled_at is null and 'administrator' = any (roles)) as found`.execute(trx);
  return rows[0]?.found === true;
}
