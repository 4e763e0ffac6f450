import type { Clock } from './clock-model.ts';
import { clocksOf, walkOf } from './clocks.ts';
import type { Facts } from './facts.ts';
import type { Case, CaseContext } from './model.ts';

/** A limit with the severity of a violation that was not kept. Instants are epoch ms, UTC. */
export interface Violation {
  clock: string;
  clause: string;
  assignment: string | null;
  deadlineAt: number;
  /** When the limit ended under the other reading, where the regulation counts by that as well. */
  lenientDeadlineAt: number | null;
  /** The role that had to keep it. */
  holder: string;
  /** The role that the regulation makes answerable, where it names one, else the holder (N23). */
  responsible: string;
  /** Who of the body had the work in hand when the limit ended, where that is known. */
  executorId: string | null;
}

/** Limits broken by `now` (epoch ms); a window that was used too late is one as well (L5). */
export function violations(state: Pick<Case, 'events'>, context: CaseContext, now: number): Violation[] {
  const walk = walkOf(state.events, context);
  return violationsAmong(clocksOf(walk, now), walk.facts, context);
}

export function violationsAmong(clocks: Clock[], facts: Facts, { profile }: CaseContext): Violation[] {
  return clocks
    .filter((clock) => clock.state === 'late' && clock.severity === 'violation')
    .map((clock) => ({
      clock: clock.clock,
      clause: clock.clause,
      assignment: clock.assignment,
      deadlineAt: clock.deadlineAt,
      lenientDeadlineAt: clock.lenientDeadlineAt,
      holder: clock.who,
      responsible: responsibleFor(clock.clock),
      executorId: executorAt(facts, clock),
    }))
    .map(({ responsible, ...rest }) => ({ ...rest, responsible: responsible ?? rest.holder }));

  function responsibleFor(clock: string): string | undefined {
    return profile.responsibility.find(({ clocks: answered }) => answered === 'all' || answered?.includes(clock))?.role;
  }
}

/** G19: from the moment of handing over the work is the other one's. */
function executorAt({ assignments }: Facts, { assignment, deadlineAt }: Clock): string | null {
  const executors = assignment === null ? [] : (assignments.get(assignment)?.executors ?? []);
  return executors.findLast(({ at }) => at <= deadlineAt)?.id ?? null;
}
