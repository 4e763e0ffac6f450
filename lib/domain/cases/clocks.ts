import { holds, ownAttribute } from '../regulations/patterns.ts';
import type { ClockRule, Severity } from '../regulations/profile.ts';
import type { Instance, Walk } from './clock-instance.ts';
import type { Clock, ClockRun, ClockState } from './clock-model.ts';
import type { Case, CaseContext, CaseEvent } from './model.ts';
import { type Reckoned, workingMinutesFrom } from './reckon.ts';
import { walkEvents } from './walk.ts';

const walks = new WeakMap<CaseEvent[], { context: CaseContext; walk: Walk }>();

/** Every clock the case has begun, by start and then by the profile's order; `now` (epoch ms) decides what is late. */
export function clocks(state: Pick<Case, 'events'>, context: CaseContext, now: number): Clock[] {
  return clocksOf(walkOf(state.events, context), now);
}

/** Events are never changed in place, so a walk through them serves until the next event. */
export function walkOf(events: CaseEvent[], context: CaseContext): Walk {
  const known = walks.get(events);
  if (known?.context === context) return known.walk;
  const walk = walkEvents(events, context);
  walks.set(events, { context, walk });
  return walk;
}

export function clocksOf(walk: Walk, now: number): Clock[] {
  return runsOf(walk, now).filter((run): run is Clock => run.deadlineAt !== null);
}

/** Clocks with those among them whose deadline is not known yet. */
export function runsOf(walk: Walk, now: number): ClockRun[] {
  return walk.instances
    .filter((one) => one.isIn || one.outAt !== null)
    .sort((a, b) => a.startedAt - b.startedAt || a.compiled.order - b.compiled.order)
    .map((one) => runOf(walk, one, now));
}

function runOf(walk: Walk, one: Instance, now: number): ClockRun {
  const { rule } = one.compiled;
  const { reckoned } = one;
  const stoppedAt = one.isIn ? (one.end?.at ?? null) : one.outAt;
  const state = stateOf(one, now);
  const graveAt = reckoned && graveAtOf(one, reckoned);
  return {
    clock: rule.id,
    clause: rule.cl,
    titleRu: rule.titleRu,
    who: rule.who,
    mode: rule.mode,
    severity: severityOf(one, state, graveAt, now),
    assignment: one.assignment,
    draft: one.draft !== null && walk.facts.drafts.get(one.draft)?.isNamed === false ? null : one.draft,
    startedAt: one.startedAt,
    deadlineAt: reckoned?.deadlineAt ?? null,
    lenientDeadlineAt: reckoned && graveAt !== reckoned.deadlineAt ? graveAt : null,
    stoppedAt,
    state,
    approved: reckoned?.approved ?? true,
    limitMinutes: reckoned ? workingMinutesFrom(walk, one, reckoned.deadlineAt) : 0,
  };
}

/** G15: what is done exactly at the deadline is on time. */
function stateOf({ compiled, end, isIn, reckoned, isInOutage }: Instance, now: number): ClockState {
  if (!isIn) return 'void';
  const isPast = !isInOutage && reckoned !== null && (end?.at ?? now) > reckoned.deadlineAt;
  if (end?.isFulfilled) return isPast ? 'late' : 'met';
  if (isPast) return compiled.rule.mode === 'window' ? 'expired' : 'late';
  return end ? 'void' : 'running';
}

function severityOf({ compiled, reckoned, end }: Instance, state: ClockState, graveAt: number | null, now: number): Severity {
  if (!reckoned || graveAt === null) return unsetSeverity(compiled.rule);
  const isLight = state === 'late' && (end?.at ?? now) <= graveAt;
  return isLight ? reckoned.lightly : reckoned.severity;
}

/** A term that nobody has set weighs no more than its default would. */
function unsetSeverity({ limit, severity }: ClockRule): Severity {
  return limit.kind === 'set' || limit.kind === 'agreed' ? (limit.defaultSeverity ?? severity) : severity;
}

/** A reading for one kind of act counts as long as no other has been done. */
function graveAtOf({ end }: Instance, reckoned: Reckoned): number {
  const done = end?.isFulfilled ? end.by : null;
  const allowed = reckoned.graveWhen.filter(({ when }) => done === null || holds(when, (name) => ownAttribute(done, name)));
  return Math.max(reckoned.graveAt, ...allowed.map(({ at }) => at));
}
