import { HEALTH_KEPT_DAYS, type HealthCount, healthKey, type PageHealth } from '../../lib/protocol/page-health.ts';
import { type Db, inTenant, type Trx } from '../db/connect.ts';

const DAY_MS = 86_400_000;
/** What is older counts for nothing any more. */
const KEPT_DAYS = 90;
/** So many kinds of unread pages a day are told apart; more come from a device that makes them up. */
const KINDS_A_DAY = 500;
/** Zones lie up to a day apart, and a device's clock may be a little off. */
const DAYS_AHEAD = 2;

/** `YYYY-MM-DD` (UTC) so many days before `now` (epoch ms). */
function daysAgo(days: number, now: number): string {
  return new Date(now - days * DAY_MS).toISOString().slice(0, 10);
}

/** Adds the counts to the tenant's, once under their id; gives those that were added. */
export function takePageHealth(db: Db, tenantId: string, { id, counts }: PageHealth, now: number): Promise<HealthCount[]> {
  return inTenant(db, tenantId, async (trx) => {
    const isNew = await trx
      .insertInto('page_health_taken')
      .values({ tenant_id: tenantId, id, taken_on: daysAgo(0, now) })
      .onConflict((known) => known.doNothing())
      .executeTakeFirst();
    if (isNew.numInsertedOrUpdatedRows === 0n) return [];
    const present = counts.filter(({ on }) => on >= daysAgo(HEALTH_KEPT_DAYS + 1, now) && on <= daysAgo(-DAYS_AHEAD, now));
    // All in one order: those who add at the same time do not wait for each other in a circle.
    const added = present.toSorted((a, b) => (healthKey(a) < healthKey(b) ? -1 : 1));
    for (const count of added) await add(trx, tenantId, count);
    return added;
  });
}

async function add(trx: Trx, tenantId: string, { on, times, ...rest }: HealthCount): Promise<void> {
  const known = await trx
    .selectFrom('page_health')
    .select((eb) => eb.fn.countAll<number>().as('kinds'))
    .where('seen_on', '=', on)
    .executeTakeFirstOrThrow();
  // What is not told apart any more is counted all the same, under what is common to its kind.
  const told = known.kinds < KINDS_A_DAY ? rest : { ...rest, layout: 'unknown', roles: [], revision: 0, version: '0' };
  await trx
    .insertInto('page_health')
    .values({ tenant_id: tenantId, seen_on: on, ...told, times })
    .onConflict((same) =>
      same
        .columns(['tenant_id', 'seen_on', 'network', 'page', 'layout', 'verdict', 'roles', 'revision', 'version'])
        .doUpdateSet((eb) => ({ times: eb('page_health.times', '+', eb.ref('excluded.times')) })),
    )
    .execute();
}

/** Everything that is kept, the newest day first. */
export async function readPageHealth(trx: Trx): Promise<HealthCount[]> {
  const rows = await trx
    .selectFrom('page_health')
    .select(['seen_on', 'network', 'page', 'layout', 'verdict', 'roles', 'revision', 'version', 'times'])
    .orderBy('seen_on', 'desc')
    .execute();
  return rows.map(({ seen_on: on, ...row }) => ({ on, ...row }) as HealthCount);
}

/** Takes away what is older than is kept, and ids under which nobody sends again. */
export async function forgetPageHealth(trx: Trx, now: number): Promise<void> {
  await trx.deleteFrom('page_health').where('seen_on', '<', daysAgo(KEPT_DAYS, now)).execute();
  await trx.deleteFrom('page_health_taken').where('taken_on', '<', daysAgo(KEPT_DAYS, now)).execute();
}
