import { fits, holds } from '../regulations/patterns.ts';
import { applyEvent } from './apply-event.ts';
import { fulfils } from './clock-ends.ts';
import { begin, enrol, type Instance, isPending, newWalk, type Scope, type Walk } from './clock-instance.ts';
import { anchorSignal, type CompiledRule } from './clock-rules.ts';
import { type Facts, isOpen, type Located, noFacts } from './facts.ts';
import type { CaseContext, CaseEvent } from './model.ts';
import { endOutage, interrupt, startOutage } from './outages.ts';
import { reckon } from './reckon.ts';
import { assignmentsIn, isRouting } from './routing.ts';
import { signalsOf } from './signals.ts';

/** Plays the events of a case and gives every clock they began, with its end where it has one; the cost grows with their number. */
export function walkEvents(events: CaseEvent[], context: CaseContext, facts: Facts = noFacts(context.profile)): Walk {
  const walk = newWalk(context, facts);
  for (const event of events) step(walk, event);
  return walk;
}

function step(walk: Walk, recorded: CaseEvent): void {
  const { profile } = walk.context;
  walk.at = recorded.at;
  const requestedAt = walk.facts.terminationRequestedAt;
  const event = applyEvent(profile, walk.facts, recorded);
  if (event.type === 'outage.started') startOutage(walk);
  if (event.type === 'outage.ended') endOutage(walk);
  follow(walk, signalsOf(walk, event), event);
  const at = momentOf(walk, event, requestedAt);
  stop(walk, event, at);
  voidEnded(walk, event, at);
  start(walk, event);
}

/** A confirmed termination may count from the moment it was asked for (L24). */
function momentOf({ context: { profile } }: Walk, event: Located, requestedAt: number | null): number {
  if (event.type !== 'case.terminated') return event.at;
  const { effectiveAt } = event.data;
  if (typeof effectiveAt === 'number' && effectiveAt <= event.at) return effectiveAt;
  const counts = profile.terminations.some((ground) => ground.effective === 'request');
  return counts && requestedAt !== null ? requestedAt : event.at;
}

/** Conditions and limits follow the live attributes and the stored terms; what has stopped or expired stays as it was. */
function follow(walk: Walk, signals: string[], event: Located): void {
  if (signals.length === 0 || walk.pending.length === 0) return;
  walk.pending = walk.pending.filter((one) => isPending(one, walk.at));
  const watches = ({ compiled }: Instance) => signals.some((signal) => compiled.watched.has(signal));
  for (const one of walk.pending) if (watches(one)) update(walk, one, event);
}

/** An event that stops a clock does so also where it turns the clock's condition at the same time. */
function update(walk: Walk, one: Instance, event: Located): void {
  const wasIn = one.isIn;
  const isIn = holds(one.compiled.rule.when, one.attributes) || (wasIn && stops(one, event));
  turn(walk, one, isIn);
  if (!isIn && !wasIn && one.outAt !== null) return;
  if (walk.outageSince !== null) interrupt(walk, one);
  const former = one.reckoned;
  one.reckoned = reckon(walk, one);
  const deadlineAt = one.reckoned?.deadlineAt;
  const isRecomputed = wasIn && former !== null && deadlineAt !== undefined && deadlineAt !== former.deadlineAt;
  if (!isRecomputed || deadlineAt >= walk.at || one.reckoned?.isExternal) return;
  one.notBeforeAt = walk.at;
  one.reckoned = reckon(walk, one);
}

/** Brings a clock in, with its original start, or turns it out. */
function turn(walk: Walk, one: Instance, isIn: boolean): void {
  if (isIn === one.isIn) return;
  one.isIn = isIn;
  one.outAt = isIn ? null : Math.max(walk.at, one.startedAt);
  if (isIn) one.cameInAt = walk.at;
}

function stop(walk: Walk, event: Located, at: number): void {
  for (const { order, rule } of walk.clocks.byStop.get(event.type) ?? []) {
    const open = walk.open[order];
    if (!open || open.length === 0) continue;
    for (const one of open) if (stops(one, event)) end(one, event, at, fulfils(rule, event));
    walk.open[order] = open.filter((one) => !one.end);
  }
}

function stops({ compiled, assignment, draft }: Instance, event: Located): boolean {
  if (draft !== null && event.draft !== null ? draft !== event.draft : !isSame(assignment, event.assignment)) return false;
  return compiled.stop.some((pattern) => fits(pattern, event));
}

function isSame(assignment: string | null, other: string | null): boolean {
  return assignment === null || other === null || assignment === other;
}

/** An end state voids what runs in it; a body's return voids that body's clocks. What the end itself begins comes after. */
function voidEnded(walk: Walk, event: Located, at: number): void {
  const { assignments, justEnded } = walk.facts;
  const given = event.type === 'competence.refused' && event.assignment !== null ? [event.assignment] : [];
  for (const assignment of [...justEnded, ...given]) voidAll(walk, assignment, event, at);
  if (justEnded.length > 0 && assignments.size > 0 && ![...assignments.values()].some(isOpen)) voidAll(walk, null, event, at);
}

function voidAll(walk: Walk, assignment: string | null, event: Located, at: number): void {
  for (const open of walk.open) {
    if (!open?.some((one) => one.assignment === assignment)) continue;
    for (const one of open) if (one.assignment === assignment) end(one, event, at, false);
    walk.open[open[0]?.compiled.order ?? 0] = open.filter((one) => !one.end);
  }
}

/** A window that had closed unused is not stopped by anything any more; what only came in after an end that counts from earlier never was. */
function end(one: Instance, by: Located, at: number, isFulfilled: boolean): void {
  if (at < one.cameInAt) one.isIn = false;
  const { compiled, reckoned, isInOutage } = one;
  const isUnused =
    !isFulfilled && compiled.rule.mode === 'window' && !isInOutage && reckoned !== null && reckoned.deadlineAt < at;
  one.end = { at: isUnused ? null : Math.max(at, one.startedAt), isFulfilled, by };
}

function start(walk: Walk, event: Located): void {
  const begun: Instance[] = [];
  for (const compiled of walk.clocks.byStart.get(event.type) ?? []) {
    if (!compiled.start.some((pattern) => fits(pattern, event))) continue;
    for (const scope of scopesOf(compiled, event)) {
      const instance = begin(walk, compiled, event, scope);
      if (instance) begun.push(instance);
    }
  }
  if (begun.length === 0) return;
  for (const one of begun) enrol(walk, one);
  for (const one of begun) {
    if (walk.outageSince !== null) interrupt(walk, one);
    one.reckoned = reckon(walk, one);
  }
  const anchors = begun.filter((one) => walk.clocks.anchors.has(one.compiled.rule.id));
  if (anchors.length > 0)
    follow(
      walk,
      anchors.map((one) => anchorSignal(one.compiled.rule.id)),
      event,
    );
  walk.pending.push(...begun);
}

/** A routing begins one run for each assignment that it makes. */
function scopesOf({ rule }: CompiledRule, event: Located): Scope[] {
  if (rule.scope === 'case') return [{ assignment: null, draft: null }];
  const draft = rule.scope === 'draft' ? event.draft : null;
  const made = isRouting(event) ? assignmentsIn(event.data) : [];
  if (made.length > 0) return made.map(({ id }) => ({ assignment: id, draft }));
  return [{ assignment: event.assignment, draft }];
}
