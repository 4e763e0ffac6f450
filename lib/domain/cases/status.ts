import { servesEveryBody } from '../regulations/roles.ts';
import { workingMinutesBetween } from '../worktime/working-time.ts';
import type { CaseStatus, Clock, ClockLevel } from './clock-model.ts';
import { clocks } from './clocks.ts';
import type { Actor, Capacity, Case, CaseContext } from './model.ts';
import { scheduleOfClock } from './schedules.ts';

/** From this share of a limit's working minutes on, it is time to hurry. */
const SOON = 0.8;

/** The stage and the duty that matters to this viewer: the nearest of their own, else the nearest of whoever holds the case. */
export function status(state: Case, context: CaseContext, actor: Actor, now: number): CaseStatus {
  const { own, nearest: clock } = nearestDuties(state, context, actor, now);
  const left = clock && minutesLeft(clock, state, context, now);
  return {
    state: stageFor(state, actor),
    clock,
    minutesLeft: left === null ? null : Math.trunc(left) + 0,
    level: clock && left !== null ? levelOf(clock, left, now) : null,
    mine: own !== null,
  };
}

/** The viewer's own nearest duty, and the one that is shown. Only an event changes which they are: time makes a duty late, it does not end it. */
export function nearestDuties(state: Case, context: CaseContext, actor: Actor, now: number) {
  const duties = clocks(state, context, now).filter(isOwed).sort(byDeadline);
  const own = duties.find((clock) => isOf(clock, state, context, actor)) ?? null;
  return { own, nearest: own ?? duties[0] ?? null };
}

/** Working minutes until a clock's deadline by the schedule it runs under; negative once it is passed. */
function minutesLeft(clock: Clock, state: Case, context: CaseContext, now: number): number {
  return workingMinutesBetween(now, clock.deadlineAt, scheduleOfClock(clock, state, context), context.calendar);
}

/** A duty nobody has done yet; windows are a right and press nobody. */
export function isOwed(clock: Clock): boolean {
  return clock.mode === 'duty' && clock.stoppedAt === null && (clock.state === 'running' || clock.state === 'late');
}

/**
 * Is it this person's to keep, himself or for somebody he stands in for: by role and, unless the role serves every body, by the body that
 * holds the work?
 */
export function isOf(clock: Clock, state: Case, context: CaseContext, actor: Actor): boolean {
  return [actor, ...(actor.actsFor ?? [])].some((capacity) => isOfOne(clock, state, context, capacity));
}

function isOfOne(clock: Clock, state: Case, context: CaseContext, actor: Capacity): boolean {
  if (!actor.roles.includes(clock.who)) return false;
  if (servesEveryBody(context.profile, clock.who) || context.profile.roles[clock.who]?.org !== 'body') return true;
  const holders = state.assignments.filter((one) => clock.assignment === null || one.id === clock.assignment);
  return holders.length === 0 || holders.some((one) => one.bodyId === actor.bodyId);
}

/** `left`: working minutes until the deadline at `now` (epoch ms). */
export function levelOf(clock: Clock, left: number, now: number): ClockLevel {
  if (now > clock.deadlineAt) return 'late';
  const used = clock.limitMinutes - left;
  return used >= SOON * clock.limitMinutes ? 'soon' : 'calm';
}

/** A body sees how far its own work is; the others see the case. */
function stageFor(state: Case, actor: Actor): CaseStatus['state'] {
  const bodies = [actor, ...(actor.actsFor ?? [])].map((capacity) => capacity.bodyId);
  const own = state.assignments.findLast((one) => bodies.includes(one.bodyId) && one.state !== 'closed');
  return own?.state ?? state.state;
}

function byDeadline(a: Clock, b: Clock): number {
  return a.deadlineAt - b.deadlineAt;
}
