import { holds, matches } from '../regulations/patterns.ts';
import type { AssignmentState, Profile, Step } from '../regulations/profile.ts';
import { attributesBefore } from './attributes.ts';
import { type Facts, type Located, standing } from './facts.ts';

/** Steps of the flow that this event can be, whoever acts and wherever the case stands. */
export function stepsOf(profile: Profile, event: Located): Step[] {
  return profile.flow.filter((step) => matches(step.event, event));
}

/** Does the step start from where the case stands? The first event of a case comes from nowhere. */
export function startsFrom(step: Step, facts: Facts, event: Located): boolean {
  if (facts.state === null) return step.from !== 'any' && step.from.length === 0;
  return step.from === 'any' || standing(facts, event.assignment).some((state) => isFrom(step, state));
}

export function isFrom(step: Step, state: AssignmentState): boolean {
  return step.from === 'any' || step.from.includes(state);
}

/** The condition of a step, read before its event. */
export function isMet(step: Step, profile: Profile, facts: Facts, event: Located): boolean {
  return holds(step.when, attributesBefore(profile, facts, event));
}

/** The step by which a recorded event moved the case, nobody's right checked; the nearest one when the record is out of order. */
export function stepTaken(profile: Profile, facts: Facts, event: Located): Step | undefined {
  const steps = stepsOf(profile, event);
  return steps.find((step) => startsFrom(step, facts, event) && isMet(step, profile, facts, event)) ?? steps[0];
}
