import type { CaseEvent } from '../../lib/domain/cases/model.ts';
import { reminderDue } from '../../lib/domain/duties/duty-reminders.ts';
import { commit } from '../commands/commit.ts';
import { inTenant, readTenant, tenantIds } from '../db/connect.ts';
import { beginning, dutyFacts, lockDuty } from '../duties/mark-done.ts';
import { DUTY_EVENTS, type DutyRecord, owedDuties } from '../duties/owed.ts';
import { queueDutyLetters } from '../mail/queue-letters.ts';
import { forEach, type JobDeps } from './job-deps.ts';

/** Reminds of every tenant's duties that fall due; each reminder is recorded once, whoever looks. */
export async function lookAtDuties(deps: JobDeps): Promise<void> {
  const { db, library, now } = deps;
  await forEach(await tenantIds(db), async (tenantId) => {
    const keys = await readTenant(db, tenantId, async (trx) => (await owedDuties(trx, library, now())).map(({ key }) => key));
    await forEach(keys, (key) => remind(deps, tenantId, key));
  });
}

async function remind({ db, library, mailer, now }: JobDeps, tenantId: string, key: string): Promise<void> {
  await inTenant(db, tenantId, async (trx) => {
    const at = now();
    const record = await lockDuty(trx, library, key, at);
    if (!record) return;
    const reminders = remindersOf(record, at);
    if (mailer) await queueDutyLetters(trx, tenantId, { duty: record.duty, reminders, now: at });
    const events = [...beginning(record.duty, record.events, at, at), ...reminders];
    if (events.length > 0) await commit(trx, { caseId: key, events, texts: [], pictures: [], receipt: null });
  });
}

function remindersOf({ duty, events, turns }: DutyRecord, now: number): CaseEvent[] {
  return turns.flatMap((turn): CaseEvent[] => {
    const stage = reminderDue(turn, now, duty.schedule, duty.context.calendar);
    const id = `${duty.key}:${turn.dueAt}:${stage}`;
    if (stage === null || events.some((event) => event.id === id)) return [];
    const data = { ...dutyFacts(duty), dueAt: turn.dueAt, stage };
    return [{ id, type: DUTY_EVENTS.reminded, at: now, recordedAt: now, by: 'system', data }];
  });
}
