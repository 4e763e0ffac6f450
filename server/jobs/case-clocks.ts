import { sql } from 'kysely';
import { clockNotes } from '../../lib/domain/cases/clock-notes.ts';
import { loadCase, lockCase } from '../commands/case-store.ts';
import { commitToCase } from '../commands/commit.ts';
import { inTenant, readTenant, type Trx, tenantIds } from '../db/connect.ts';
import { queueClockLetters } from '../mail/queue-letters.ts';
import { caseContext } from '../reference.ts';
import { forEach, type JobDeps } from './job-deps.ts';

/** Cases a tenant that are sent for at one look; what is left over is found by the next. */
const CASES_A_LOOK = 2_000;

/** Sends for every case of which something is to be noted by now. */
export async function lookAtClocks({ db, now, send }: JobDeps): Promise<void> {
  await forEach(await tenantIds(db), async (tenantId) => {
    const due = await readTenant(db, tenantId, (trx) =>
      trx.selectFrom('case_row').select('id').where('look_at', '<=', now()).orderBy('look_at').limit(CASES_A_LOOK).execute(),
    );
    const jobs = due.map(({ id: caseId }) => ({ tenantId, caseId }));
    if (jobs.length > 0) await send('case-clocks', jobs);
  });
}

/**
 * Notes in a case what its clocks have come to, in one transaction under the lock of the case: whoever else is asked to do it finds it done.
 * What was missed while nobody looked is made up for.
 */
export async function noteClocks(deps: JobDeps, { tenantId, caseId }: CaseJob): Promise<void> {
  const { db, library, announcer, mailer, send, now } = deps;
  const seq = await inTenant(db, tenantId, async (trx) => {
    const row = await lockCase(trx, caseId);
    const state = row && (await loadCase(trx, row));
    if (!state) return null;
    const at = now();
    const context = await caseContext(trx, library, state.regulation, at);
    const { notes, nextAt } = clockNotes(state, context, at);
    if (notes.length > 0) {
      if (mailer) await queueClockLetters(trx, tenantId, { state, context, notes, now: at });
      return await commitToCase(trx, { before: state, events: notes, context, library, now: at });
    }
    await trx.updateTable('case_row').set({ look_at: nextAt }).where('id', '=', caseId).execute();
    return null;
  });
  if (seq === null) return;
  announcer.tell(tenantId, seq);
  if (mailer) await send('look-at-letters', [{ after: 'clocks' }]);
}

export interface CaseJob {
  tenantId: string;
  caseId: string;
}

/** With other files every deadline may be another: all cases that can still come to one are looked at again. */
export async function reckonAnew({ db, library }: Pick<JobDeps, 'db' | 'library'>): Promise<void> {
  await forEach(await tenantIds(db), (tenantId) =>
    inTenant(db, tenantId, async (trx) => {
      if (!(await isNews(trx, tenantId, library.hash))) return;
      await sql`update case_row set look_at = 0 where is_open or look_at is not null`.execute(trx);
    }),
  );
}

async function isNews(trx: Trx, tenantId: string, library: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('tenant_reckoning')
    .values({ tenant_id: tenantId, library })
    .onConflict((known) => known.column('tenant_id').doUpdateSet({ library }).where('tenant_reckoning.library', '<>', library))
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
