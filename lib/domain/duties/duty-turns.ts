import type { Calendar, Schedule } from '../worktime/model.ts';
import { type DutyTerm, type DutyTiming, dutyTerms, rollingTerm } from './duty-terms.ts';

/** A record that a duty was done (`duty.done`), at its moment; with what it was done is kept beside it. */
export interface DutyDone {
  doneAt: number;
  /** The turn it was done for, by its due moment; absent, the earliest that is not yet done. */
  dueAt?: number;
}

/** `late`: done after the grace, or not done and the grace is over. */
export type DutyState = 'open' | 'done' | 'late';

export interface DutyTurn extends DutyTerm {
  doneAt: number | null;
  state: DutyState;
}

/** Every turn of a duty since it came into force at `sinceAt`, to the first that is still to come after `now`. */
export function dutyTurns(
  duty: DutyTiming & { period: 'sinceLast' | 'prevMonth' },
  facts: { sinceAt: number; now: number; done: DutyDone[] },
  schedule: Schedule,
  calendar: Calendar,
): DutyTurn[] {
  const done = facts.done.filter(({ doneAt }) => doneAt <= facts.now).sort((a, b) => a.doneAt - b.doneAt);
  const turns =
    duty.every === 'rolling6months'
      ? rollingTurns(duty, { ...facts, done }, schedule, calendar)
      : match(plannedTerms(duty, facts, schedule, calendar), done);
  const stated = turns.map((turn) => ({ ...turn, state: stateOf(turn, facts.now) }));
  return duty.period === 'sinceLast' ? sinceLastDone(stated, facts.sinceAt) : stated;
}

type Matched = DutyTerm & { doneAt: number | null };

function plannedTerms(
  duty: DutyTiming,
  { sinceAt, now }: { sinceAt: number; now: number },
  schedule: Schedule,
  calendar: Calendar,
): DutyTerm[] {
  const terms: DutyTerm[] = [];
  for (const term of dutyTerms(duty, sinceAt, schedule, calendar)) {
    // What was over before the duty came into force is nobody's report.
    if (term.periodToAt > sinceAt) terms.push(term);
    if (term.dueAt > now) break;
  }
  return terms;
}

function match(terms: DutyTerm[], done: DutyDone[]): Matched[] {
  const turns: Matched[] = terms.map((term) => ({ ...term, doneAt: null }));
  for (const { doneAt, dueAt } of done) {
    const turn = turns.find(
      (one) => one.doneAt === null && (dueAt === undefined ? one.periodFromAt <= doneAt : one.dueAt === dueAt),
    );
    if (turn) turn.doneAt = doneAt;
  }
  return turns;
}

function rollingTurns(
  duty: DutyTiming,
  { sinceAt, done }: { sinceAt: number; done: DutyDone[] },
  schedule: Schedule,
  calendar: Calendar,
): Matched[] {
  const times = [sinceAt, ...done.map(({ doneAt }) => doneAt).filter((doneAt) => doneAt > sinceAt)];
  return times.map((lastAt, index) => ({ ...rollingTerm(duty, lastAt, schedule, calendar), doneAt: times[index + 1] ?? null }));
}

/** B12, L18: each report goes on where the last one stopped, so that nothing is told twice or never. */
function sinceLastDone(turns: DutyTurn[], sinceAt: number): DutyTurn[] {
  let lastAt = sinceAt;
  return turns.map((turn) => {
    const periodFromAt = lastAt;
    lastAt = turn.doneAt ?? lastAt;
    return { ...turn, periodFromAt, periodToAt: turn.doneAt ?? turn.dueAt };
  });
}

function stateOf({ doneAt, graceUntilAt }: Matched, now: number): DutyState {
  if ((doneAt ?? now) > graceUntilAt) return 'late';
  return doneAt === null ? 'open' : 'done';
}
