import { type Clause, clauseHolds, ownAttribute, parseCondition } from '../regulations/patterns.ts';
import type { ClockId, Profile, RoleId } from '../regulations/profile.ts';
import { addWorkingMinutes } from '../worktime/working-time.ts';
import { applyEvent } from './apply-event.ts';
import { attributesOf } from './attributes.ts';
import { noFacts } from './facts.ts';
import type { Case, CaseContext } from './model.ts';
import { scheduleOf, scheduleOfRole } from './schedules.ts';
import { violations } from './violations.ts';

/** Somebody above has to be told: a soft target, shown and never a violation (G10). Instants are epoch ms, UTC. */
export interface Escalation {
  escalation: string;
  clause: string;
  by: RoleId;
  to: string[];
  /** The broken limit that it is about, null for what concerns the case. */
  clock: ClockId | null;
  assignment: string | null;
  raisedAt: number;
  dueAt: number;
  doneAt: number | null;
}

type Raised = Pick<Escalation, 'clock' | 'assignment' | 'raisedAt'>;
type Rule = Profile['escalations'][number];

/** What has to be told by `now`, by the profile's order: once for each time that its trigger came true, for each violation where it is about those. */
export function escalations(state: Pick<Case, 'events'>, context: CaseContext, now: number): Escalation[] {
  return context.profile.escalations.flatMap((rule) => {
    const trigger = parseCondition(rule.trigger);
    const isOnViolation = trigger.some(({ name }) => name === 'violation');
    const raised = isOnViolation ? onViolations(trigger, state, context, now) : onAttributes(trigger, state, context);
    return raised.map((one) => task(rule, one, state, context));
  });
}

function onAttributes(trigger: Clause[], { events }: Pick<Case, 'events'>, { profile }: CaseContext): Raised[] {
  const facts = noFacts(profile);
  const raised: Raised[] = [];
  let held = false;
  for (const event of events) {
    const located = applyEvent(profile, facts, event);
    const attributes = attributesOf(profile, facts, { assignment: null, draft: null }, located);
    const holds = trigger.every((clause) => clauseHolds(clause, attributes(clause.name)));
    if (holds && !held) raised.push({ clock: null, assignment: null, raisedAt: event.at });
    held = holds;
  }
  return raised;
}

/** A violation is there once the limit is broken by every reading that the regulation counts by. */
function onViolations(trigger: Clause[], state: Pick<Case, 'events'>, context: CaseContext, now: number): Raised[] {
  return violations(state, context, now)
    .filter(({ holder }) =>
      trigger.every((clause) => clauseHolds(clause, clause.name === 'violationBy' ? holder : clause.name === 'violation')),
    )
    .map(({ clock, assignment, deadlineAt, lenientDeadlineAt }) => ({
      clock,
      assignment,
      raisedAt: lenientDeadlineAt ?? deadlineAt,
    }));
}

function task(rule: Rule, raised: Raised, { events }: Pick<Case, 'events'>, context: CaseContext): Escalation {
  const { id, cl, by, to, limit } = rule;
  const schedule = scheduleOf(context, scheduleOfRole(context, by), null);
  const minutes = limit.kind === 'immediate' ? limit.soft : 0;
  const done = events.find(
    (event) =>
      event.type === 'escalation.done' &&
      event.at >= raised.raisedAt &&
      ownAttribute(event, 'escalation') === id &&
      (raised.clock === null || event.data.clock === undefined || event.data.clock === raised.clock),
  );
  const dueAt = addWorkingMinutes(raised.raisedAt, minutes, schedule, context.calendar).at;
  return { escalation: id, clause: cl, by, to, ...raised, dueAt, doneAt: done?.at ?? null };
}
