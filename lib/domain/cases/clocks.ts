import { workingMinutesBetween } from '../worktime/working-time.ts';
import type { Instance, Walk } from './clock-instance.ts';
import type { Clock, ClockState } from './clock-model.ts';
import type { Case, CaseContext, CaseEvent } from './model.ts';
import { scheduleOfInstance } from './reckon.ts';
import { walkEvents } from './walk.ts';

/** A limit with the severity of a violation that was not kept, and the role that had to keep it. */
export interface Violation {
  clock: string;
  clause: string;
  assignment: string | null;
  deadlineAt: number;
  holder: string;
}

const walks = new WeakMap<CaseEvent[], { context: CaseContext; walk: Walk }>();
const lengths = new WeakMap<Instance, number>();

/** Every clock the case has begun, by start and then by the profile's order; `now` (epoch ms) decides what is late. */
export function clocks(state: Pick<Case, 'events'>, context: CaseContext, now: number): Clock[] {
  return clocksOf(walkOf(state.events, context), now);
}

/** Limits broken by `now`; a window that was used too late is one as well (L5). */
export function violations(state: Pick<Case, 'events'>, context: CaseContext, now: number): Violation[] {
  return clocks(state, context, now)
    .filter((clock) => clock.state === 'late' && clock.severity === 'violation')
    .map(({ clock, clause, assignment, deadlineAt, who }) => ({ clock, clause, assignment, deadlineAt, holder: who }));
}

export function clocksOf(walk: Walk, now: number): Clock[] {
  const order = new Map(walk.context.profile.clocks.map((rule, index) => [rule.id, index]));
  return walk.instances
    .filter((one) => one.isIn && one.reckoned !== null)
    .map((one) => clockOf(walk, one, now))
    .sort((a, b) => a.startedAt - b.startedAt || (order.get(a.clock) ?? 0) - (order.get(b.clock) ?? 0));
}

/** Events are never changed in place, so a walk through them serves until the next event. */
function walkOf(events: CaseEvent[], context: CaseContext): Walk {
  const known = walks.get(events);
  if (known?.context === context) return known.walk;
  const walk = walkEvents(events, context);
  walks.set(events, { context, walk });
  return walk;
}

function clockOf(walk: Walk, one: Instance, now: number): Clock {
  const { rule, reckoned } = one;
  if (!reckoned) throw new Error(`clock ${rule.id} has no deadline`);
  const state = stateOf(one, reckoned.deadlineAt, now);
  const isLight = state === 'late' && (one.end?.at ?? now) <= reckoned.graveAt;
  return {
    clock: rule.id,
    clause: rule.cl,
    titleRu: rule.titleRu,
    who: rule.who,
    mode: rule.mode,
    severity: isLight ? reckoned.lightly : reckoned.severity,
    assignment: one.assignment,
    draft: one.draft,
    startedAt: one.startedAt,
    deadlineAt: reckoned.deadlineAt,
    stoppedAt: one.end?.at ?? null,
    state,
    approved: reckoned.approved,
    limitMinutes: lengthOf(walk, one, reckoned.deadlineAt),
  };
}

/** G15: what is done exactly at the deadline is on time. */
function stateOf({ rule, end, isInOutage }: Instance, deadlineAt: number, now: number): ClockState {
  const isPast = !isInOutage && (end?.at ?? now) > deadlineAt;
  if (end?.isFulfilled) return isPast ? 'late' : 'met';
  if (isPast) return rule.mode === 'window' ? 'expired' : 'late';
  return end ? 'void' : 'running';
}

function lengthOf(walk: Walk, one: Instance, deadlineAt: number): number {
  const known = lengths.get(one);
  if (known !== undefined) return known;
  const length = workingMinutesBetween(one.countsFromAt, deadlineAt, scheduleOfInstance(walk, one), walk.context.calendar);
  const limit = Math.max(0, length);
  lengths.set(one, limit);
  return limit;
}
