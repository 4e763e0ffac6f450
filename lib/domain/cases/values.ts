import type { Refusal } from './commands.ts';
import { type Details, impossibleMoment } from './details.ts';
import { refused } from './refused.ts';
import type { Sitting } from './sitting.ts';

/** Is there something among the details that cannot be: an unknown importance, a moment on the wrong side of now, a limit out of bounds? */
export function impossible(on: Sitting, details: Details): Refusal | null {
  const { profile } = on.context;
  const moment = impossibleMoment(details, on.at);
  if (moment !== null) return refused('unknown-value', moment);
  if (details.importance !== undefined && !profile.importance.levels.includes(details.importance)) {
    return refused('unknown-value', 'importance');
  }
  return details.limits === undefined ? null : impossibleLimits(on, details.limits);
}

/** Limits of one case may only be shorter than the text's own (O8). */
function impossibleLimits({ context: { profile } }: Sitting, limits: Record<string, number>): Refusal | null {
  const { caseOverrides: overrides } = profile;
  if (!overrides) return refused('not-in-regulation', 'limits');
  const longest = (id: string) => {
    const limit = overrides.clocks.includes(id) ? profile.clocks.find((clock) => clock.id === id)?.limit : undefined;
    return limit?.kind === 'fixed' ? limit.n : 0;
  };
  const wrong = Object.entries(limits).find(([id, minutes]) => !(minutes > 0 && minutes <= longest(id)));
  return wrong === undefined ? null : refused('unknown-value', `${overrides.field}.${wrong[0]}`, overrides.cl);
}

/** One assignment that the case has, or none named at all. */
export function unknownAssignment(on: Sitting, assignment: string | null | undefined): Refusal | null {
  const isKnown = assignment === null || assignment === undefined || on.facts.assignments.has(assignment);
  return isKnown ? null : refused('unknown-case', 'assignment');
}
