import type { Trx } from '../db/connect.ts';

/** Per cent of a limit at which letters may be wished for. */
export const MARKS = [50, 80, 100] as const;

export interface Wishes {
  marks: number[];
  duties: boolean;
}

/** Nobody gets letters who did not ask for them. */
export async function readWishes(trx: Trx, personId: string): Promise<Wishes> {
  const row = await trx.selectFrom('mail_wish').select(['marks', 'duties']).where('person_id', '=', personId).executeTakeFirst();
  return row ?? { marks: [], duties: false };
}

export async function saveWishes(trx: Trx, tenantId: string, personId: string, { marks, duties }: Wishes): Promise<void> {
  await trx
    .insertInto('mail_wish')
    .values({ tenant_id: tenantId, person_id: personId, marks, duties })
    .onConflict((known) => known.columns(['tenant_id', 'person_id']).doUpdateSet({ marks, duties }))
    .execute();
}
