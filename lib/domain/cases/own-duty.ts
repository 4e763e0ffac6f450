import type { Schedule } from '../worktime/model.ts';
import { workingMinutesBetween } from '../worktime/working-time.ts';
import type { Clock } from './clock-model.ts';
import type { Actor, Case, CaseContext } from './model.ts';
import { scheduleOfClock } from './schedules.ts';
import { levelOf, nearestDuties } from './status.ts';

/** What of a viewer's nearest duty stays as it is until the next event, whatever the time. Instants are epoch ms, UTC. */
export interface OwnDuty {
  deadlineAt: number;
  /** The first moment, not before the duty began, at which its level is no longer calm. */
  soonAt: number;
  /** By which its time left is counted: of two duties under one schedule the earlier deadline has less left. */
  schedule: Schedule;
}

/** The viewer's nearest duty on the case, by which he finds it among his work; null when he owes nothing. */
export function ownDuty(state: Case, context: CaseContext, actor: Actor): OwnDuty | null {
  const { own } = nearestDuties(state, context, actor, 0);
  if (!own) return null;
  const schedule = scheduleOfClock(own, state, context);
  return { deadlineAt: own.deadlineAt, soonAt: soonAt(own, schedule, context), schedule };
}

/** A duty only grows more pressing, so the moment lies where calm and not calm meet; at the latest it is late. */
function soonAt(clock: Clock, schedule: Schedule, { calendar }: CaseContext): number {
  const isCalm = (at: number) => levelOf(clock, workingMinutesBetween(at, clock.deadlineAt, schedule, calendar), at) === 'calm';
  let pressing = clock.deadlineAt + 1;
  let calm = Math.min(clock.startedAt, pressing);
  if (!isCalm(calm)) return calm;
  while (pressing - calm > 1) {
    const middle = Math.floor((calm + pressing) / 2);
    if (isCalm(middle)) calm = middle;
    else pressing = middle;
  }
  return pressing;
}
