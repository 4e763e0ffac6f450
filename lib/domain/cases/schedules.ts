import type { RoleId } from '../regulations/profile.ts';
import type { Schedule } from '../worktime/model.ts';
import type { Clock } from './clock-model.ts';
import type { Case, CaseContext } from './model.ts';

/** The schedule of the organisation whose official must act (G7); `bodyId` is the body that holds the work. */
export function scheduleOf(context: CaseContext, schedule: string, bodyId: string | null): Schedule {
  const ofBody = (context.bodies.find((body) => body.id === bodyId) ?? context.bodies[0])?.schedule;
  const { centre, city, external } = context.schedules;
  const named = { centre, city, external }[schedule];
  return named ?? ofBody ?? centre;
}

/** The schedule by which a clock of a case runs, for minutes left and for «the time is running now». */
export function scheduleOfClock(clock: Clock, state: Case, context: CaseContext): Schedule {
  const rule = context.profile.clocks.find((one) => one.id === clock.clock);
  return scheduleOf(context, rule?.schedule ?? scheduleOfRole(context, clock.who), bodyOf(state, clock.assignment));
}

export function scheduleOfRole(context: CaseContext, role: RoleId): string {
  return context.profile.roles[role]?.schedule ?? 'body';
}

/** The body of an assignment; a clock of the whole case goes by the body that must publish: the first that still holds it. */
function bodyOf(state: Case, assignment: string | null): string | null {
  const named = state.assignments.find((one) => one.id === assignment);
  const holder = named ?? state.assignments.find((one) => one.state !== 'closed') ?? state.assignments[0];
  return holder?.bodyId ?? null;
}
