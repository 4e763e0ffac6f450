import type { Limit, Severity } from '../regulations/profile.ts';
import type { OutOfHours, Schedule, WorktimeAnswer } from '../worktime/model.ts';
import { addCalendarMinutes, addWorkingDays, addWorkingMinutes, subtractWorkingMinutes } from '../worktime/working-time.ts';
import type { Instance, Walk } from './clock-instance.ts';
import { storedValue } from './stored-value.ts';

/** By what a limit of one run is counted. */
export interface Terms {
  walk: Walk;
  instance: Instance;
  schedule: Schedule;
  factor: number;
  outOfHours: OutOfHours;
  startAt: number;
  /** The deadline of another clock, null while it has none. */
  anchorAt(clock: string): number | null;
}

type Dated = WorktimeAnswer & { severity?: Severity };

/** The moment at which a limit ends (epoch ms), null while what it hangs on is unknown. */
export function dateOf(limit: Limit, terms: Terms): Dated | null {
  const { calendar } = terms.walk.context;
  const { schedule, factor, startAt, outOfHours } = terms;
  switch (limit.kind) {
    case 'fixed':
      if (limit.u === 'wday') return addWorkingDays(startAt, limit.n * factor, schedule, calendar);
      return addWorkingMinutes(startAt, limit.n * factor, schedule, calendar, outOfHours);
    case 'immediate':
      return addWorkingMinutes(startAt, limit.soft * factor, schedule, calendar, outOfHours);
    case 'before': {
      const anchorAt = terms.anchorAt(limit.clock);
      if (anchorAt === null) return null;
      return limit.u === 'cmin'
        ? addCalendarMinutes(anchorAt, -limit.n * factor, schedule, calendar)
        : subtractWorkingMinutes(anchorAt, limit.n * factor, schedule, calendar);
    }
    case 'external': {
      const at = settledValue(terms.walk, terms.instance, limit);
      return at === null ? null : { at, approved: true };
    }
    case 'set':
    case 'agreed':
      return settledDate(limit, terms);
  }
}

/** A year around the clock: longer than any limit in minutes. */
const LONGEST_MINUTES = 366 * 24 * 60;
/** No office keeps hours after this; a date beyond it is a slip, and no deadline. */
const LAST_YEAR_AT = Date.UTC(2200, 0, 1);

/** The date, or the minutes, that were set or agreed for this clock, if any. */
export function settledValue(walk: Walk, instance: Instance, limit: Limit): number | null {
  if (limit.kind !== 'set' && limit.kind !== 'agreed' && limit.kind !== 'external') return null;
  const value = storedValue(walk.facts, limit.field, instance.assignment);
  return typeof value === 'number' && value >= 0 && value < LAST_YEAR_AT ? value : null;
}

/** What was set or agreed, else the default; never later than the maximum, unless that had passed before the clock began. */
function settledDate(limit: Limit & { kind: 'set' | 'agreed' }, terms: Terms): Dated | null {
  const { walk, instance, schedule, startAt, outOfHours } = terms;
  const value = settledValue(walk, instance, limit);
  const chosen = value === null ? byDefault() : settled(value);
  if (!chosen) return null;
  const max = limit.max ? dateOf(limit.max, terms) : null;
  const isBound = max !== null && max.at >= instance.startedAt && max.at < chosen.at;
  return isBound ? { ...chosen, ...max } : chosen;

  function byDefault(): Dated | null {
    const date = limit.default ? dateOf(limit.default, terms) : null;
    return date && limit.defaultSeverity ? { ...date, severity: limit.defaultSeverity } : date;
  }
  function settled(stored: number): Dated {
    const { calendar } = walk.context;
    const kept = instance.keptLength?.dateAt === stored ? instance.keptLength.minutes : null;
    const minutes = limit.value === 'wmin' ? Math.min(stored, LONGEST_MINUTES) : kept;
    return minutes === null
      ? { at: stored, approved: true }
      : addWorkingMinutes(startAt, minutes, schedule, calendar, outOfHours);
  }
}
