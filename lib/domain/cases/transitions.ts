import { holds, matches, parsePattern } from '../regulations/patterns.ts';
import type { AssignmentState, Profile, Step } from '../regulations/profile.ts';
import { attributesBefore } from './attributes.ts';
import { type AssignmentFacts, type Facts, isOpen, type Located } from './facts.ts';

/** Steps that this event can be, whoever acts and wherever the case stands. */
export function stepsOf(profile: Profile, event: Located): Step[] {
  return (stepsByType(profile).get(event.type) ?? []).filter((step) => matches(step.event, event));
}

const byType = new WeakMap<Profile, Map<string, Step[]>>();

function stepsByType(profile: Profile): Map<string, Step[]> {
  const known = byType.get(profile);
  if (known) return known;
  const made = new Map<string, Step[]>();
  for (const step of stepsOfProfile(profile)) {
    const { type } = parsePattern(step.event);
    made.set(type, [...(made.get(type) ?? []), step]);
  }
  byType.set(profile, made);
  return made;
}

const withEscalations = new WeakMap<Profile, Step[]>();

/** The flow and, beside it, what an escalation lets its role report in any state. */
export function stepsOfProfile(profile: Profile): Step[] {
  const known = withEscalations.get(profile);
  if (known) return known;
  const escalations = profile.escalations.map(({ id, by, cl, needs }): Step => {
    return { id, by, cl, needs, from: 'any', event: `escalation.done{escalation=${id}}`, to: 'same' };
  });
  const steps = [...profile.flow, ...escalations];
  withEscalations.set(profile, steps);
  return steps;
}

/** Does the step start from where the case stands? The first event of a case comes from nowhere. */
export function startsFrom(step: Step, facts: Facts, event: Located): boolean {
  if (facts.state === null) return step.from !== 'any' && step.from.length === 0;
  if (facts.assignments.size === 0) return isFrom(step, facts.state);
  return reachedBy(step, facts, event).length > 0;
}

export function isFrom(step: Step, state: AssignmentState): boolean {
  return step.from === 'any' || step.from.includes(state);
}

/** The condition of a step, read before its event; where every body answers for itself, for each of those that it would move. */
export function isMet(step: Step, profile: Profile, facts: Facts, event: Located): boolean {
  if (event.assignment !== null || facts.assignments.size === 0 || profile.multiBody.mode === 'consolidated') {
    return holds(step.when, attributesBefore(profile, facts, event));
  }
  return legalFor(step, profile, facts, event).length > 0;
}

/** The assignments that an event of the whole case moves (model, «How conditions and steps are read»). */
export function movedBy(step: Step, profile: Profile, facts: Facts, event: Located): AssignmentFacts[] {
  if (profile.multiBody.mode === 'split') return legalFor(step, profile, facts, event);
  const reached = reachedBy(step, facts, event);
  return reached.some(isOpen) ? [...facts.assignments.values()].filter(isOpen) : reached;
}

function legalFor(step: Step, profile: Profile, facts: Facts, event: Located): AssignmentFacts[] {
  return reachedBy(step, facts, event).filter((one) =>
    holds(step.when, attributesBefore(profile, facts, { ...event, assignment: one.id })),
  );
}

/** Assignments of the event that stand where the step starts: the open ones or, when all have ended, those. */
function reachedBy(step: Step, facts: Facts, event: Located): AssignmentFacts[] {
  const all = [...facts.assignments.values()].filter((one) => event.assignment === null || one.id === event.assignment);
  const open = all.filter(isOpen);
  return (open.length > 0 ? open : all).filter((one) => isFrom(step, one.state));
}

/** The step by which a recorded event moved the case, nobody's right checked; the nearest one when the record is out of order. */
export function stepTaken(profile: Profile, facts: Facts, event: Located): Step | undefined {
  const steps = stepsOf(profile, event);
  return steps.find((step) => startsFrom(step, facts, event) && isMet(step, profile, facts, event)) ?? steps[0];
}
