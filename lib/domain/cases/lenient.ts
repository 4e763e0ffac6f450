import type { ClockRule, Condition, Limit } from '../regulations/profile.ts';
import type { Schedule } from '../worktime/model.ts';
import { addWorkingMinutes } from '../worktime/working-time.ts';
import type { Walk } from './clock-instance.ts';
import { dateOf, type Terms } from './limit-date.ts';
import { scheduleOf, scheduleOfRole } from './schedules.ts';

/**
 * When a limit ends under the other reading of the rule on messages found out of hours, under which a record of blame must hold too (O2):
 * everything counted in minutes that began before the opening that this reading names counts from there. It is one opening for the whole
 * case, that of the organisation whose official finds messages (G7). Null where it says nothing.
 */
export function lenientOutOfHours(limit: Limit, terms: Terms): number | null {
  const { walk, startAt } = terms;
  const { profile, calendar } = walk.context;
  const { detectedAt } = walk.facts;
  if (profile.time.violationUses !== 'lenient' || detectedAt === null) return null;
  const outOfHours = profile.time.lenientOutOfHours ?? 'nextOpening';
  const openingAt = addWorkingMinutes(detectedAt, 0, finderSchedule(walk), calendar, outOfHours).at;
  return dateOf(limit, { ...terms, startAt: Math.max(startAt, openingAt) })?.at ?? null;
}

function finderSchedule({ context }: Walk): Schedule {
  const finding = context.profile.flow.find(({ from }) => from !== 'any' && from.length === 0);
  return scheduleOf(context, finding ? scheduleOfRole(context, finding.by) : 'body', null);
}

type Readings = NonNullable<ClockRule['lenient']>;
export const NO_READINGS: Readings = [];

/** When a limit ends under the other readings of its own clause: under those that always hold, and under those for one kind of act. */
export function lenientReadings(
  readings: Readings,
  terms: Terms,
): { alwaysAt: number; sometimes: { when: Condition; at: number }[] } {
  let alwaysAt = Number.NEGATIVE_INFINITY;
  const sometimes: { when: Condition; at: number }[] = [];
  for (const { when, limit } of readings) {
    const date = dateOf(limit, terms);
    if (date && when === undefined) alwaysAt = Math.max(alwaysAt, date.at);
    else if (date && when !== undefined) sometimes.push({ when, at: date.at });
  }
  return { alwaysAt, sometimes };
}
