import { holds, matches } from '../regulations/patterns.ts';
import type { AssignmentState, ClockRule, Profile, Step } from '../regulations/profile.ts';
import { workingMinutesBetween } from '../worktime/working-time.ts';
import { applyEvent, assignmentsIn } from './apply-event.ts';
import { begin, type Instance, isPending, type Walk } from './clock-instance.ts';
import { END_STATES, type Facts, isOpen, type Located, noFacts } from './facts.ts';
import type { CaseContext, CaseEvent } from './model.ts';
import { agreedValue, effectiveLimit, isInMinutes, reckon, scheduleOfInstance } from './reckon.ts';

/** Plays the events of a case and gives every clock they began, with its end where it has one. */
export function walkEvents(events: CaseEvent[], context: CaseContext): Walk {
  const walk: Walk = { context, facts: noFacts(context.profile), instances: [], outageSince: null, at: 0 };
  for (const event of events) step(walk, event);
  return walk;
}

function step(walk: Walk, recorded: CaseEvent): void {
  const { profile } = walk.context;
  walk.at = recorded.at;
  const before = statesOf(walk.facts);
  const requestedAt = walk.facts.terminationRequestedAt;
  const pending = walk.instances.filter((one) => isPending(one, recorded.at));
  const event = applyEvent(profile, walk.facts, recorded);
  const endAt = effectiveAt(profile, event, requestedAt);

  outage(walk, event, pending);
  follow(walk, event, pending);
  for (const one of walk.instances) if (!one.end && stops(one, event)) end(one, endAt, fulfils(profile, one.rule, event));
  for (const one of walk.instances) if (!one.end && isVoided(one, event, before, walk.facts)) end(one, endAt, false);
  start(walk, event);
}

/** A confirmed termination may count from the moment it was asked for (L24). */
function effectiveAt(profile: Profile, event: Located, requestedAt: number | null): number {
  if (event.type !== 'case.terminated') return event.at;
  if (typeof event.data.effectiveAt === 'number') return event.data.effectiveAt;
  const counts = profile.terminations?.some((ground) => ground.effective === 'request') ?? false;
  return counts && requestedAt !== null ? requestedAt : event.at;
}

function end(instance: Instance, at: number, isFulfilled: boolean): void {
  instance.end = { at: Math.max(at, instance.startedAt), isFulfilled };
}

/** Conditions and limits follow the live attributes; what has stopped or expired stays as it was. */
function follow(walk: Walk, event: Located, pending: Instance[]): void {
  for (const one of pending) {
    const wasIn = one.isIn;
    one.isIn = holds(one.rule.when, one.attributes);
    if (wasIn && !one.isIn) {
      one.isIn = true;
      end(one, event.at, false);
      continue;
    }
    const former = one.reckoned;
    one.reckoned = reckon(walk, one);
    const isRecomputed = wasIn && former !== null && one.reckoned !== null && one.reckoned.deadlineAt !== former.deadlineAt;
    if (isRecomputed && one.reckoned && one.reckoned.deadlineAt < event.at) {
      one.notBeforeAt = event.at;
      one.reckoned = reckon(walk, one);
    }
  }
}

/** Limits in minutes and hours that were running when a failure began, or began during it, count anew from its end (O3). */
function outage(walk: Walk, event: Located, pending: Instance[]): void {
  const rules = walk.context.profile.time.outage;
  if (!rules) return;
  if (event.type === 'outage.started') {
    walk.outageSince = event.at;
    for (const one of pending) one.isInOutage = true;
  }
  if (event.type !== 'outage.ended') return;
  walk.outageSince = null;
  for (const one of walk.instances) {
    if (!one.isInOutage) continue;
    one.isInOutage = false;
    const { limit } = effectiveLimit(walk, one);
    if (one.end || !isInMinutes(limit)) continue;
    const agreed = agreedValue(walk, one, limit);
    if (agreed !== null) one.keptLength = { dateAt: agreed, minutes: lengthOf(walk, one, agreed) };
    one.countsFromAt = event.at;
    one.reckoned = reckon(walk, one);
  }
}

function lengthOf(walk: Walk, one: Instance, toAt: number): number {
  return Math.max(0, workingMinutesBetween(one.countsFromAt, toAt, scheduleOfInstance(walk, one), walk.context.calendar));
}

function stops({ rule, assignment, draft }: Instance, event: Located): boolean {
  return isAbout(assignment, draft, event) && rule.stop.some((pattern) => matches(pattern, event));
}

function isAbout(assignment: string | null, draft: string | null, event: Located): boolean {
  if (draft !== null && event.draft !== null) return draft === event.draft;
  return assignment === null || event.assignment === null || assignment === event.assignment;
}

/**
 * A stop fulfils a clock unless it only ends it: a refusal or a termination does, a return does where returning is not what the clock
 * is about, and so does what somebody else than the clock's holder decides about the case's fate.
 */
function fulfils(profile: Profile, rule: ClockRule, event: Located): boolean {
  if (event.type === 'case.refused' || event.type === 'case.terminated') return false;
  if (event.type === 'competence.refused') return rule.stop[0]?.startsWith('competence.') ?? false;
  if (event.type === 'case.withoutBody' || event.type === 'handover.done') {
    return profile.flow.some((one: Step) => one.by === rule.who && matches(one.event, event));
  }
  return true;
}

/** An end state voids what runs in it; a body's return voids that body's clocks. What the end itself begins comes after. */
function isVoided(one: Instance, event: Located, before: Map<string | null, AssignmentState>, facts: Facts): boolean {
  if (one.assignment !== null) {
    if (event.type === 'competence.refused' && event.assignment === one.assignment) return true;
    return hasEnded(before.get(one.assignment), facts.assignments.get(one.assignment)?.state);
  }
  if (facts.assignments.size === 0) return hasEnded(before.get(null), facts.state ?? undefined);
  const isOver = ![...facts.assignments.values()].some(isOpen);
  return isOver && [...facts.assignments.values()].some(({ id, state }) => hasEnded(before.get(id), state));
}

function hasEnded(before: AssignmentState | undefined, after: AssignmentState | undefined): boolean {
  return before !== after && after !== undefined && END_STATES.has(after);
}

function statesOf(facts: Facts): Map<string | null, AssignmentState> {
  const states = new Map<string | null, AssignmentState>([...facts.assignments].map(([id, one]) => [id, one.state]));
  if (facts.state !== null) states.set(null, facts.state);
  return states;
}

function start(walk: Walk, event: Located): void {
  const begun: Instance[] = [];
  for (const rule of walk.context.profile.clocks) {
    if (!rule.start.some((pattern) => matches(pattern, event))) continue;
    for (const scope of scopesOf(rule, event)) {
      const instance = begin(walk, rule, event, scope);
      if (instance) begun.push(instance);
    }
  }
  walk.instances.push(...begun);
  for (const one of begun) one.reckoned = reckon(walk, one);
}

/** A routing begins one clock for each assignment that it makes. */
function scopesOf(rule: ClockRule, event: Located): { assignment: string | null; draft: string | null }[] {
  if (rule.scope === 'case') return [{ assignment: null, draft: null }];
  const draft = rule.scope === 'draft' ? event.draft : null;
  const made = event.type === 'case.routed' || event.type === 'case.rerouted' ? assignmentsIn(event.data) : [];
  if (made.length > 0) return made.map(({ id }) => ({ assignment: id, draft }));
  return [{ assignment: event.assignment, draft }];
}
