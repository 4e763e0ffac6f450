import { holds } from '../regulations/patterns.ts';
import type { Limit, Severity } from '../regulations/profile.ts';
import type { OutOfHours, Schedule, WorktimeAnswer } from '../worktime/model.ts';
import { addWorkingDays, addWorkingMinutes, subtractWorkingMinutes } from '../worktime/working-time.ts';
import { type Instance, isPending, type Walk } from './clock-instance.ts';
import { storedValue } from './facts.ts';
import { scheduleOf, scheduleOfRole } from './schedules.ts';

/** A deadline as it stands now, and how heavily it weighs when it is passed. */
export interface Reckoned {
  deadlineAt: number;
  /** Later than the deadline where the reading is lenient or only a cap was passed: until then lateness is `lightly` taken. */
  graveAt: number;
  severity: Severity;
  lightly: Severity;
  approved: boolean;
}

interface Terms {
  walk: Walk;
  instance: Instance;
  schedule: Schedule;
  factor: number;
  outOfHours: OutOfHours;
  startAt: number;
}

type Dated = WorktimeAnswer & { severity?: Severity };

/** The deadline of a clock by the facts so far (model, «Deadline computation»); null while the date it hangs on is unknown. */
export function reckon(walk: Walk, instance: Instance): Reckoned | null {
  const { rule } = instance;
  const { limit, factor } = effectiveLimit(walk, instance);
  const terms = termsOf(walk, instance, factor);
  const own = dateOf(limit, terms);
  if (!own) return null;

  const cap = earliest((rule.cap ?? []).map((id) => anchorOf(id, terms)).filter((at) => at !== null && at > instance.startedAt));
  const deadlineAt = Math.max(Math.min(own.at, cap ?? own.at), instance.notBeforeAt);
  const isUnjust = deadlineAt < instance.startedAt;
  const severity = isUnjust ? atMostWarn(rule.severity) : (own.severity ?? rule.severity);
  const lenientAt = lenientDate(limit, terms)?.at ?? deadlineAt;
  return {
    deadlineAt,
    graveAt: Math.max(deadlineAt, lenientAt, rule.capSeverity ? own.at : deadlineAt),
    severity: limit.kind === 'immediate' ? atMostWarn(severity) : severity,
    lightly: rule.capSeverity ?? atMostWarn(severity),
    approved: own.approved,
  };
}

/** Counted in minutes or hours: what an outage starts anew. */
export function isInMinutes(limit: Limit): boolean {
  if (limit.kind === 'fixed') return limit.u === 'wmin';
  if (limit.kind === 'set' || limit.kind === 'agreed') return limit.max !== undefined && isInMinutes(limit.max);
  return limit.kind === 'immediate';
}

export function scheduleOfInstance(walk: Walk, { rule, assignment }: Instance): Schedule {
  const { facts, context } = walk;
  const named = assignment === null ? undefined : facts.assignments.get(assignment);
  const lead = facts.lead === null ? undefined : facts.assignments.get(facts.lead);
  const holder = named ?? lead ?? [...facts.assignments.values()].find((one) => one.state !== 'closed');
  return scheduleOf(context, rule.schedule ?? scheduleOfRole(context, rule.who), holder?.bodyId ?? null);
}

/** The date that was set or agreed for this clock, if any. */
export function agreedValue(walk: Walk, instance: Instance, limit: Limit): number | null {
  if (limit.kind !== 'set' && limit.kind !== 'agreed' && limit.kind !== 'external') return null;
  const value = storedValue(walk.facts, limit.field, instance.assignment);
  return typeof value === 'number' ? value : null;
}

/** The clock's limit after its modifiers, in order, and after what the case shortens. */
export function effectiveLimit(walk: Walk, { rule, attributes, assignment }: Instance): { limit: Limit; factor: number } {
  let limit = rule.limit;
  let factor = 1;
  for (const modifier of rule.modifiers ?? []) {
    if (!holds(modifier.when, attributes)) continue;
    if (modifier.limit) limit = modifier.limit;
    if (modifier.n !== undefined) limit = { kind: 'fixed', n: modifier.n, u: 'wmin' };
    factor *= modifier.factor ?? 1;
  }
  const overrides = walk.context.profile.caseOverrides;
  if (limit.kind === 'fixed' && overrides?.clocks.includes(rule.id)) {
    const minutes = storedValue(walk.facts, `${overrides.field}.${rule.id}`, assignment, overrides.carriedBy);
    if (typeof minutes === 'number') limit = { ...limit, n: Math.min(limit.n, minutes) };
  }
  return { limit, factor };
}

function termsOf(walk: Walk, instance: Instance, factor: number): Terms {
  const { outOfHours } = walk.context.profile.time;
  return { walk, instance, schedule: scheduleOfInstance(walk, instance), factor, outOfHours, startAt: instance.countsFromAt };
}

function dateOf(limit: Limit, terms: Terms): Dated | null {
  const { calendar } = terms.walk.context;
  const { schedule, factor, startAt, outOfHours } = terms;
  switch (limit.kind) {
    case 'fixed':
      if (limit.u === 'wday') return addWorkingDays(startAt, limit.n * factor, schedule, calendar);
      return addWorkingMinutes(startAt, limit.n * factor, schedule, calendar, outOfHours);
    case 'immediate':
      return addWorkingMinutes(startAt, limit.soft * factor, schedule, calendar, outOfHours);
    case 'before': {
      const anchorAt = anchorOf(limit.clock, terms);
      return anchorAt === null ? null : subtractWorkingMinutes(anchorAt, limit.n * factor, schedule, calendar);
    }
    case 'external': {
      const at = agreedValue(terms.walk, terms.instance, limit);
      return at === null ? null : { at, approved: true };
    }
    case 'set':
    case 'agreed':
      return settledDate(limit, terms);
  }
}

/** What was set or agreed, else the default; never later than the maximum, unless that had passed before the clock began. */
function settledDate(limit: Limit & { kind: 'set' | 'agreed' }, terms: Terms): Dated | null {
  const { walk, instance, schedule, startAt, outOfHours } = terms;
  const value = agreedValue(walk, instance, limit);
  const byDefault = limit.default ? dateOf(limit.default, terms) : null;
  const chosen = value === null ? byDefault : settled(value);
  if (!chosen) return null;
  const max = limit.max ? dateOf(limit.max, terms) : null;
  const severity = value === null && limit.defaultSeverity ? { severity: limit.defaultSeverity } : {};
  const isBound = max !== null && max.at > instance.startedAt && max.at < chosen.at;
  return { ...(isBound ? max : chosen), ...severity };

  function settled(stored: number): Dated {
    const { calendar } = walk.context;
    const kept = instance.keptLength?.dateAt === stored ? instance.keptLength.minutes : null;
    const minutes = limit.value === 'wmin' ? stored : kept;
    return minutes === null
      ? { at: stored, approved: true }
      : addWorkingMinutes(startAt, minutes, schedule, calendar, outOfHours);
  }
}

/** The deadline of the newest run of another clock of the same assignment, or of the case. */
function anchorOf(id: string, { walk, instance }: Terms): number | null {
  const isNear = (one: Instance) =>
    one.assignment === null || instance.assignment === null || one.assignment === instance.assignment;
  const anchor = walk.instances.findLast((one) => one.rule.id === id && one.isIn && isNear(one));
  if (!anchor) return null;
  const reckoned = isPending(anchor, walk.at) ? reckon(walk, anchor) : anchor.reckoned;
  return reckoned?.deadlineAt ?? null;
}

/** The other reading of the rule on messages found out of hours, under which a record of blame must hold too (O2). */
function lenientDate(limit: Limit, terms: Terms): WorktimeAnswer | null {
  const { walk, schedule, startAt } = terms;
  const { profile, calendar } = walk.context;
  const { detectedAt } = walk.facts;
  if (profile.time.violationUses !== 'lenient' || detectedAt === null || !isInMinutes(limit)) return null;
  const openingAt = addWorkingMinutes(detectedAt, 0, schedule, calendar, 'nextWorkingDay').at;
  return dateOf(limit, { ...terms, startAt: Math.max(startAt, openingAt) });
}

function earliest(dates: (number | null)[]): number | null {
  const known = dates.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function atMostWarn(severity: Severity): Severity {
  return severity === 'violation' ? 'warn' : severity;
}
