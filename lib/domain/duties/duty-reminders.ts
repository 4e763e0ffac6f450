import type { Calendar, Schedule } from '../worktime/model.ts';
import { nextOpening, subtractWorkingMinutes } from '../worktime/working-time.ts';
import { clockOf, dayOf, zoneOf } from '../worktime/zone.ts';
import type { DutyTurn } from './duty-turns.ts';

export const REMINDER_STAGES = ['before', 'onDate', 'late'] as const;
export type ReminderStage = (typeof REMINDER_STAGES)[number];

/** What was not told within a week is not told any more: nobody is helped by a heap of old reminders after a rest. */
const FRESH_MS = 7 * 24 * 3_600_000;

/**
 * The newest reminder of a turn that is due by `now` (epoch ms): on the working day before, on the day itself when work begins, and when the
 * grace is over. Null when nothing is to be told: not yet, not any more, or because the duty is done.
 */
export function reminderDue(turn: DutyTurn, now: number, schedule: Schedule, calendar: Calendar): ReminderStage | null {
  if (turn.doneAt !== null) return null;
  const moments = remindedAt(turn, schedule, calendar);
  const stage = REMINDER_STAGES.findLast((one) => moments[one] <= now);
  return stage !== undefined && now - moments[stage] <= FRESH_MS ? stage : null;
}

/** When each reminder of a turn is given: epoch ms, UTC. */
export function remindedAt(
  { dueAt, graceUntilAt }: Pick<DutyTurn, 'dueAt' | 'graceUntilAt'>,
  schedule: Schedule,
  calendar: Calendar,
): Record<ReminderStage, number> {
  const zone = zoneOf(schedule.zone);
  const openingOn = (at: number) => nextOpening(clockOf(dayOf(at, zone), zone)(0), schedule, calendar).at;
  const onDate = Math.min(openingOn(dueAt), dueAt);
  const workedLast = subtractWorkingMinutes(onDate, 1, schedule, calendar).at;
  return { before: openingOn(workedLast), onDate, late: graceUntilAt + 1 };
}
