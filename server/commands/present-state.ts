import type { AssignmentState } from '../../lib/domain/regulations/profile.ts';
import type { PresentState, Receipt } from '../../lib/protocol/api.ts';
import { type Db, inTenant, type Trx } from '../db/connect.ts';
import type { Library } from '../library.ts';
import { scopeOf, sees } from '../policies/visibility.ts';
import { tenantProfiles } from '../reference.ts';
import type { EventPayload } from './case-store.ts';
import { AccessLost, activeSender, type Sender } from './sender.ts';

/**
 * Says with every command that was not taken where its case stands now and who moved it last, as far as the sender may see it. Computed for
 * each answer: what was remembered of the command stays as it was.
 */
export async function withPresent(
  db: Db,
  library: Library,
  { sender, now }: { sender: Sender; now: number },
  receipts: Receipt[],
  caseOf: (commandId: string) => string | null,
): Promise<Receipt[]> {
  const wanted = receipts.flatMap((receipt) => concerned(receipt, caseOf) ?? []);
  if (wanted.length === 0) return receipts;
  // It locks who asks, who may be heard from again meanwhile: reading as of one moment would fail on that.
  const found = await inTenant(db, sender.tenantId, (trx) => presentOf(trx, library, sender, [...new Set(wanted)], now)).catch(
    // The commands have had their outcome; whoever lost his access meanwhile is told nothing more.
    (problem) => {
      if (problem instanceof AccessLost) return new Map<string, PresentState>();
      throw problem;
    },
  );
  return receipts.map((receipt) => {
    const present = found.get(concerned(receipt, caseOf) ?? '');
    return present && receipt.outcome !== 'applied' ? { ...receipt, present } : receipt;
  });
}

/** The case that stands in the way: the command's own, or the one that the message has already. */
function concerned(receipt: Receipt, caseOf: (commandId: string) => string | null): string | null {
  if (receipt.outcome === 'applied') return null;
  const isTaken = receipt.outcome === 'rejected' && receipt.refusal.code === 'message-has-case';
  return isTaken ? receipt.refusal.detail : caseOf(receipt.id);
}

async function presentOf(
  trx: Trx,
  library: Library,
  sender: Sender,
  ids: string[],
  now: number,
): Promise<Map<string, PresentState>> {
  const scope = scopeOf(await activeSender(trx, sender, now), await tenantProfiles(trx, library));
  const rows = await trx
    .selectFrom('case_row')
    .innerJoin('event', (join) =>
      join.onRef('event.tenant_id', '=', 'case_row.tenant_id').onRef('event.seq', '=', 'case_row.seq'),
    )
    .select(['case_row.id', 'case_row.state', 'case_row.seq', 'case_row.bodies', 'event.payload'])
    .where('case_row.id', 'in', ids)
    .execute();
  const visible = rows.filter(({ bodies }) => sees(scope, bodies));
  return new Map(
    visible.map(({ id, state, seq, payload }) => {
      const { at, by } = (JSON.parse(payload) as EventPayload).event;
      const personId = by === 'system' ? null : by.personId;
      return [id, { caseId: id, state: state as AssignmentState, seq, at, personId }];
    }),
  );
}
