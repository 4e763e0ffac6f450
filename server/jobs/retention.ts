import { replay } from '../../lib/domain/cases/evolve.ts';
import type { CaseEvent } from '../../lib/domain/cases/model.ts';
import { isOwnEvent, OWN_EVENTS } from '../../lib/domain/cases/own-events.ts';
import { type EventPayload, loadDocuments, lockCase } from '../commands/case-store.ts';
import { commitToCase } from '../commands/commit.ts';
import { inTenant, readTenant, type Trx, tenantIds } from '../db/connect.ts';
import { forgetPageHealth } from '../page-rules/page-health.ts';
import { caseContext, readSettings } from '../reference.ts';
import type { CaseJob } from './case-clocks.ts';
import { forEach, type JobDeps } from './job-deps.ts';

const CASES_A_LOOK = 500;

/** Sends for the ended cases whose retention term is over, the oldest first; counts of unread pages go by themselves. */
export async function lookAtRetention({ db, now, send }: JobDeps): Promise<void> {
  await forEach(await tenantIds(db), async (tenantId) => {
    const over = await readTenant(db, tenantId, async (trx) => {
      const { retention_months: months } = await readSettings(trx);
      return months === null ? [] : (await endedLongest(trx)).filter(({ payload }) => isOver(recordedAt(payload), months, now()));
    });
    const jobs = over.map(({ id: caseId }) => ({ tenantId, caseId }));
    if (jobs.length > 0) await send('mask-case', jobs);
    await inTenant(db, tenantId, (trx) => forgetPageHealth(trx, now()));
  });
}

/** Ended cases with their newest event, in the order in which those were written. */
function endedLongest(trx: Trx): Promise<{ id: string; payload: string }[]> {
  return trx
    .selectFrom('case_row')
    .innerJoin('event', (join) =>
      join.onRef('event.tenant_id', '=', 'case_row.tenant_id').onRef('event.seq', '=', 'case_row.seq'),
    )
    .select(['case_row.id', 'payload'])
    .where('is_open', '=', false)
    .where('masked', '=', false)
    .where('look_at', 'is', null)
    .orderBy('case_row.seq')
    .limit(CASES_A_LOOK)
    .execute();
}

function recordedAt(payload: string): number {
  const { event } = JSON.parse(payload) as EventPayload;
  return event.recordedAt ?? event.at;
}

/** Whether so many months have gone by since `at`; a day the last month does not have is the first of the next. */
function isOver(at: number, months: number, now: number): boolean {
  const end = new Date(at);
  end.setUTCMonth(end.getUTCMonth() + months);
  return end.getTime() <= now;
}

/**
 * Masks names and texts of a case whose term is over, once: word and salt go, and the pictures, the events with their hashes stay, and an
 * event names what was masked. Devices get the case anew without them.
 */
export async function maskCase({ db, library, announcer, now, log }: JobDeps, { tenantId, caseId }: CaseJob): Promise<void> {
  const seq = await inTenant(db, tenantId, async (trx) => {
    const row = await lockCase(trx, caseId);
    const { retention_months: months } = await readSettings(trx);
    const [document] = row && !row.is_open ? await loadDocuments(trx, [row]) : [];
    if (!document || months === null || (await isStillWatched(trx, caseId))) return null;
    const at = now();
    const lastAct = document.events.findLast((event) => !isOwnEvent(event));
    if (!lastAct || !isOver(lastAct.recordedAt ?? lastAct.at, months, at)) return null;
    const ids = Object.keys(document.texts).sort();
    const state = replay(document);
    const context = await caseContext(trx, library, state.regulation, at);
    const written = { before: state, events: [masking(caseId, ids, at)], context, library, now: at };
    const newest = ids.length === 0 ? null : await commitToCase(trx, written);
    await trx
      .updateTable('case_text')
      .set({ salt: '', body: '', masked_at: at })
      .where('case_id', '=', caseId)
      .where('masked_at', 'is', null)
      .execute();
    await trx.deleteFrom('picture').where('case_id', '=', caseId).execute();
    await trx.updateTable('case_row').set({ masked: true }).where('id', '=', caseId).execute();
    return newest;
  });
  if (seq === null) return;
  log.info('case-masked', { tenant: tenantId, case: caseId });
  announcer.tell(tenantId, seq);
}

/** What was promised is still to be followed up, or something is still to be noted. */
async function isStillWatched(trx: Trx, caseId: string): Promise<boolean> {
  const row = await trx.selectFrom('case_row').select('look_at').where('id', '=', caseId).executeTakeFirst();
  return row?.look_at !== null;
}

function masking(caseId: string, texts: string[], at: number): CaseEvent {
  return { id: `${caseId}:masked:${at}`, type: OWN_EVENTS.textsMasked, at, by: 'system', data: { texts, to: 'same' } };
}
