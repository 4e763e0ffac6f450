import type { Refusal } from '../../lib/domain/cases/commands.ts';
import type { Receipt } from '../../lib/protocol/api.ts';
import type { Trx } from '../db/connect.ts';

export interface StoredReceipt {
  request_hash: string;
  outcome: 'applied' | 'rejected';
  refusal: Refusal | null;
  seq: number | null;
}

/** What was said to this command before; `conflict` when the same id came with other content or from somebody else. */
export async function findReceipt(trx: Trx, id: string, requestHash: string): Promise<Receipt | null> {
  const row = await trx
    .selectFrom('command_receipt')
    .select(['request_hash', 'outcome', 'refusal', 'seq'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? receiptOf(id, row, requestHash) : null;
}

export function receiptOf(id: string, row: StoredReceipt, requestHash: string): Receipt {
  if (row.request_hash !== requestHash) return { id, outcome: 'conflict', code: 'id-used' };
  if (row.outcome === 'rejected' && row.refusal) return { id, outcome: 'rejected', refusal: row.refusal };
  return { id, outcome: 'applied', seq: row.seq ?? 0 };
}
