import { holds } from '../regulations/patterns.ts';
import type { Condition, Limit, Severity } from '../regulations/profile.ts';
import type { Schedule } from '../worktime/model.ts';
import { workingMinutesBetween } from '../worktime/working-time.ts';
import { type Instance, isPending, type Walk } from './clock-instance.ts';
import { lenientOutOfHours, lenientReadings, NO_READINGS } from './lenient.ts';
import { dateOf, type Terms } from './limit-date.ts';
import { scheduleOf, scheduleOfRole } from './schedules.ts';
import { storedValue } from './stored-value.ts';

/** A deadline as it stands now, and how heavily it weighs when it is passed. */
export interface Reckoned {
  deadlineAt: number;
  /** Later than the deadline where another reading allows it or only a cap was passed: until then lateness is `lightly` taken. */
  graveAt: number;
  /** Readings that allow more where what was done is of their kind. */
  graveWhen: { when: Condition; at: number }[];
  severity: Severity;
  lightly: Severity;
  approved: boolean;
  /** Taken from outside as it is, and moved by nothing here. */
  isExternal: boolean;
}

/** The deadline of a clock by the facts so far (model, «Deadline computation»); null while the date it hangs on is unknown. */
export function reckon(walk: Walk, instance: Instance): Reckoned | null {
  const { rule } = instance.compiled;
  const { limit, factor } = effectiveLimit(walk, instance);
  const terms = termsOf(walk, instance, factor);
  const own = dateOf(limit, terms);
  if (!own) return null;

  const deadlineAt = Math.max(cappedAt(own.at, terms), instance.notBeforeAt);
  const isUsedUp = deadlineAt < instance.startedAt;
  const severity = isUsedUp || limit.kind === 'immediate' ? atMostWarn(rule.severity) : (own.severity ?? rule.severity);
  const readings = lenientReadings(rule.lenient ?? NO_READINGS, terms);
  const outOfHoursAt = lenientOutOfHours(limit, terms) ?? deadlineAt;
  return {
    deadlineAt,
    graveAt: Math.max(deadlineAt, outOfHoursAt, rule.capSeverity ? own.at : deadlineAt, readings.alwaysAt),
    graveWhen: readings.sometimes,
    severity,
    lightly: rule.capSeverity ?? atMostWarn(severity),
    approved: own.approved,
    isExternal: limit.kind === 'external',
  };
}

/** Counted in minutes or hours: what an outage starts anew. */
export function isInMinutes(limit: Limit): boolean {
  if (limit.kind === 'fixed') return limit.u === 'wmin';
  if (limit.kind === 'set' || limit.kind === 'agreed') return limit.max !== undefined && isInMinutes(limit.max);
  return limit.kind === 'immediate';
}

/** The clock's limit after its modifiers, in order, and after what the case shortens. */
export function effectiveLimit(walk: Walk, { compiled, attributes, assignment }: Instance): { limit: Limit; factor: number } {
  const { rule } = compiled;
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
    if (typeof minutes === 'number' && minutes >= 0) limit = { ...limit, n: Math.min(limit.n, minutes) };
  }
  return { limit, factor };
}

function scheduleOfInstance({ facts, context }: Walk, { compiled: { rule }, assignment }: Instance): Schedule {
  return scheduleOf(context, rule.schedule ?? scheduleOfRole(context, rule.who), holdingBody());

  function holdingBody(): string | null {
    const named = assignment === null ? undefined : facts.assignments.get(assignment);
    const lead = facts.lead === null ? undefined : facts.assignments.get(facts.lead);
    return (named ?? lead ?? firstHeld())?.bodyId ?? null;
  }
  function firstHeld() {
    for (const one of facts.assignments.values()) if (one.state !== 'closed') return one;
    return undefined;
  }
}

/** Working minutes from where the clock counts to a moment; none when that is earlier. */
export function workingMinutesFrom(walk: Walk, one: Instance, toAt: number): number {
  return Math.max(0, workingMinutesBetween(one.countsFromAt, toAt, scheduleOfInstance(walk, one), walk.context.calendar));
}

function termsOf(walk: Walk, instance: Instance, factor: number): Terms {
  const { outOfHours } = walk.context.profile.time;
  const schedule = scheduleOfInstance(walk, instance);
  return { walk, instance, schedule, factor, outOfHours, startAt: instance.countsFromAt, anchorAt };

  /** The deadline of the newest run of another clock of the same assignment, or of the case. */
  function anchorAt(id: string): number | null {
    const anchor = newestRun(walk, id, instance.assignment);
    if (!anchor?.isIn) return null;
    const reckoned = isPending(anchor, walk.at) ? reckon(walk, anchor) : anchor.reckoned;
    return reckoned?.deadlineAt ?? null;
  }
}

function newestRun({ anchors }: Walk, id: string, assignment: string | null): Instance | undefined {
  const runs = anchors.get(id);
  if (!runs) return undefined;
  const near = assignment === null ? [...runs.values()] : [runs.get(assignment), runs.get(null)];
  return near.reduce((newest, one) => (one && (!newest || one.startedAt >= newest.startedAt) ? one : newest), undefined);
}

/** A cap that had passed before the clock began does not bind it. */
function cappedAt(ownAt: number, { instance, anchorAt }: Terms): number {
  let cappedAt = ownAt;
  for (const id of instance.compiled.rule.cap ?? []) {
    const at = anchorAt(id);
    if (at !== null && at >= instance.startedAt) cappedAt = Math.min(cappedAt, at);
  }
  return cappedAt;
}

function atMostWarn(severity: Severity): Severity {
  return severity === 'violation' ? 'warn' : severity;
}
