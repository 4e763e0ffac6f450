import { addWorkingMinutes, subtractWorkingMinutes } from '../worktime/working-time.ts';
import type { Walk } from './clock-instance.ts';
import type { Clock } from './clock-model.ts';
import { clocksOf, walkOf } from './clocks.ts';
import type { Facts } from './facts.ts';
import type { Case, CaseContext, CaseEvent } from './model.ts';
import { OWN_EVENTS } from './own-events.ts';
import { scheduleOfClock } from './schedules.ts';
import { isOwed } from './status.ts';
import { violationsAmong } from './violations.ts';

/** Per cent of a limit's working time at which those who must act are told. */
const MARKS = [50, 80, 100] as const;
type Mark = (typeof MARKS)[number];

export interface ClockNotes {
  /** Events that are due and not yet in the case. */
  notes: CaseEvent[];
  /** When the next one falls due if nothing happens meanwhile (epoch ms, UTC); null: never. */
  nextAt: number | null;
}

/**
 * What has to be noted of a case's clocks by `now` (epoch ms) and is not: each duty's 50, 80 and 100 per cent of working time, each
 * violation. A mark is told once for a deadline, and again only where a new deadline puts it into the future; nothing is told of a limit that
 * an outage has halted.
 */
export function clockNotes(state: Case, context: CaseContext, now: number): ClockNotes {
  const walk = walkOf(state.events, context);
  const clocks = clocksOf(walk, now);
  const noted = state.events.filter(
    (event) => event.type === OWN_EVENTS.clockReached || event.type === OWN_EVENTS.violationNoted,
  );
  const owed = clocks.filter((clock) => isOwed(clock) && !isHalted(clock, walk));
  const untold = owed.flatMap((clock) => untoldMarks(clock, state, context, noted));
  const due = untold.filter((one) => one.at <= now);
  const broken = clocks.flatMap((clock) => unnoted(clock, walk.facts, context, noted));
  const ahead = [...untold.map((one) => one.at), ...owed.flatMap(ends)].filter((at) => at > now);
  return {
    notes: [...due.map((one) => reachedEvent(one, now)), ...broken.map((one) => violationEvent(one, walk.facts, now))],
    nextAt: ahead.length === 0 ? null : Math.min(...ahead),
  };
}

/** O3: it counts anew from the end of the outage. */
function isHalted({ clock, assignment, startedAt }: Clock, { interrupted }: Walk): boolean {
  return interrupted.some(
    (one) => one.isInOutage && one.compiled.rule.id === clock && one.assignment === assignment && one.startedAt === startedAt,
  );
}

interface Untold {
  clock: Clock;
  mark: Mark;
  at: number;
}

/** A limit without working time has only its end. */
function untoldMarks(clock: Clock, state: Case, context: CaseContext, noted: CaseEvent[]): Untold[] {
  const own = noted.filter((event) => event.type === OWN_EVENTS.clockReached && isOf(event, clock));
  return MARKS.map((mark) => ({ clock, mark, at: markAt(clock, mark, state, context) })).filter(
    ({ mark, at }) => (mark === 100 || at < clock.deadlineAt) && !own.some((event) => event.data.mark === mark && event.at >= at),
  );
}

/**
 * A whole ms. G15: the deadline itself is still in time, so it is over a moment later. A share used up when work stops is reached then, not
 * when it goes on.
 */
function markAt(clock: Clock, mark: Mark, state: Case, context: CaseContext): number {
  if (mark === 100) return clock.deadlineAt + 1;
  const used = (clock.limitMinutes * mark) / 100;
  const last = Math.min(1, used);
  const schedule = scheduleOfClock(clock, state, context);
  const before = subtractWorkingMinutes(clock.deadlineAt, clock.limitMinutes - used + last, schedule, context.calendar);
  return Math.max(Math.ceil(addWorkingMinutes(before.at, last, schedule, context.calendar).at), clock.startedAt);
}

/** Moments at which a duty that nobody has done turns into a violation. */
function ends({ deadlineAt, lenientDeadlineAt }: Clock): number[] {
  return [deadlineAt + 1, ...(lenientDeadlineAt === null ? [] : [lenientDeadlineAt + 1])];
}

type Broken = ReturnType<typeof violationsAmong>[number] & { run: Clock };

function unnoted(clock: Clock, facts: Facts, context: CaseContext, noted: CaseEvent[]): Broken[] {
  const isNoted = noted.some(
    (event) => event.type === OWN_EVENTS.violationNoted && isOf(event, clock) && event.data.deadlineAt === clock.deadlineAt,
  );
  return isNoted ? [] : violationsAmong([clock], facts, context).map((violation) => ({ ...violation, run: clock }));
}

/** One run of a clock has its own start; the draft stands among the data, where it says nothing of the draft itself. */
function isOf({ assignment, data }: CaseEvent, clock: Clock): boolean {
  return (
    data.clock === clock.clock &&
    data.startedAt === clock.startedAt &&
    (assignment ?? null) === clock.assignment &&
    (data.draft ?? null) === clock.draft
  );
}

function reachedEvent({ clock, mark }: Untold, now: number): CaseEvent {
  return ownEvent(OWN_EVENTS.clockReached, clock, String(mark), now, { mark, clause: clock.clause, who: clock.who });
}

/** With what is known now: a later outage or calendar changes the derivation, not this record. */
function violationEvent({ run, ...violation }: Broken, facts: Facts, now: number): CaseEvent {
  const { clause, holder, responsible, executorId, assignment, lenientDeadlineAt } = violation;
  const bodyId = assignment === null ? null : (facts.assignments.get(assignment)?.bodyId ?? null);
  const told = { clause, holder, responsible, executorId, bodyId, lenientDeadlineAt, doneAt: run.stoppedAt };
  return ownEvent(OWN_EVENTS.violationNoted, run, 'violation', now, told);
}

/** The id says what is noted: written twice, it would be seen to be the same. */
function ownEvent(type: string, clock: Clock, what: string, now: number, data: Record<string, unknown>): CaseEvent {
  const { assignment, draft, startedAt, deadlineAt } = clock;
  return {
    id: [clock.clock, assignment ?? 'case', draft ?? '', startedAt, deadlineAt, what].join(':'),
    type,
    at: now,
    by: 'system',
    ...(assignment === null ? {} : { assignment }),
    data: { clock: clock.clock, ...(draft === null ? {} : { draft }), startedAt, deadlineAt, ...data, to: 'same' },
  };
}
