import type { Db, Trx } from '../db/connect.ts';

export interface Read {
  tenantId: string;
  personId: string;
  /** Null when somebody reads on the server's own pages. */
  deviceId: string | null;
  /** Which way it was shown: the name of the route or report. */
  what: string;
  /** Whose texts were shown, by case, and whose names and addresses, by person. Both empty: nothing of anybody was. */
  caseIds?: string[];
  personIds?: string[];
  /** Epoch ms, UTC. */
  at: number;
}

/**
 * Journals who is shown which cases and people, in the transaction that reads them: an answer that cannot be journalled is not given. What
 * somebody is shown of himself is not journalled.
 */
export async function noteRead(trx: Trx, read: Read): Promise<void> {
  for (const note of readNotes(trx, read)) await note.execute();
}

/** What is written by it; nothing where nobody else was shown. */
export function readNotes(db: Db, { tenantId, personId, deviceId, what, at, ...shown }: Read) {
  const { caseIds = [], personIds = [] } = shown;
  const others = personIds.filter((id) => id !== personId);
  if (caseIds.length === 0 && others.length === 0) return [];
  const place = { tenant_id: tenantId, at, person_id: personId, device_id: deviceId, what };
  return [db.insertInto('read_journal').values({ ...place, case_ids: caseIds, person_ids: others })];
}
