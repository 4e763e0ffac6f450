import type { Trx } from '../db/connect.ts';

export interface Read {
  tenantId: string;
  personId: string;
  /** Null when somebody reads on the server's own pages. */
  deviceId: string | null;
  /** Which way the cases were shown: the name of the route or report. */
  what: string;
  caseIds: string[];
  /** Epoch ms, UTC. */
  at: number;
}

/** Journals who is shown the texts of which cases, in the transaction that reads them: an answer that cannot be journalled is not given. */
export async function noteRead(trx: Trx, { tenantId, personId, deviceId, what, caseIds, at }: Read): Promise<void> {
  if (caseIds.length === 0) return;
  await trx
    .insertInto('read_journal')
    .values({ tenant_id: tenantId, at, person_id: personId, device_id: deviceId, what, case_ids: caseIds })
    .execute();
}
