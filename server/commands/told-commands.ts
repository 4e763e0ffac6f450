import type { Trx } from '../db/connect.ts';

interface Told {
  id: string;
  requestHash: string;
}

/** When the act of this very command was done (epoch ms), as it was settled when it was first told; null when it was not told before. */
export async function toldAct(trx: Trx, { id, requestHash }: Told): Promise<number | null> {
  const row = await trx
    .selectFrom('command_told')
    .select('occurred_at')
    .where('id', '=', id)
    .where('request_hash', '=', requestHash)
    .executeTakeFirst();
  return row?.occurred_at ?? null;
}

/** Remembers when the act was done, however long what it lacks is on its way. The first word stands. */
export async function rememberTold(
  trx: Trx,
  { id, requestHash, tenantId, occurredAt, now }: Told & { tenantId: string; occurredAt: number; now: number },
): Promise<void> {
  await trx
    .insertInto('command_told')
    .values({ tenant_id: tenantId, id, request_hash: requestHash, occurred_at: occurredAt, told_at: now })
    .onConflict((told) => told.columns(['tenant_id', 'id', 'request_hash']).doNothing())
    .execute();
}
