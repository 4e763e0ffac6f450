import { type Attributes, clauseHolds, holds } from '../regulations/patterns.ts';
import { attributesOf } from './attributes.ts';
import { type CompiledClocks, type CompiledRule, compiledClocks } from './clock-rules.ts';
import type { Facts, Located } from './facts.ts';
import type { CaseContext } from './model.ts';
import type { Reckoned } from './reckon.ts';

/** One run of a clock, from its start event on, while the events are walked through. */
export interface Instance {
  compiled: CompiledRule;
  assignment: string | null;
  draft: string | null;
  startedAt: number;
  /** Where the limit counts from: the start, or the end of an outage that interrupted it. */
  countsFromAt: number;
  /** Attributes as they were at the start; the live ones are asked anew. */
  attributes: Attributes;
  /** Does its condition hold? Until it first does, the clock does not exist; then it comes in with its original start. */
  isIn: boolean;
  /** When the condition last turned true after the start; no moment while it has held from the start. */
  cameInAt: number;
  /** When the condition turned false, if it has. */
  outAt: number | null;
  reckoned: Reckoned | null;
  /** G23: no recomputed deadline lies before the moment of the change. */
  notBeforeAt: number;
  isInOutage: boolean;
  /** A date agreed under a limit in minutes keeps its working length when an outage ends. */
  keptLength: { dateAt: number; minutes: number } | null;
  /** `at` is null for a window that nobody used: nothing stopped it. */
  end: { at: number | null; isFulfilled: boolean; by: Located } | null;
}

/** What the walk through the events has come to. */
export interface Walk {
  context: CaseContext;
  clocks: CompiledClocks;
  facts: Facts;
  instances: Instance[];
  /** Instances that what happens may still change. */
  pending: Instance[];
  /** Instances without an end, by the place of their rule in the profile. */
  open: Instance[][];
  /** The newest run of each clock that others are counted from, by clock and then by assignment. */
  anchors: Map<string, Map<string | null, Instance>>;
  outageSince: number | null;
  /** Instances that wait for the end of the outage. */
  interrupted: Instance[];
  /** The moment of the event being played. */
  at: number;
}

export interface Scope {
  assignment: string | null;
  draft: string | null;
}

export function newWalk(context: CaseContext, facts: Facts): Walk {
  return {
    context,
    clocks: compiledClocks(context.profile),
    facts,
    instances: [],
    pending: [],
    open: [],
    anchors: new Map(),
    outageSince: null,
    interrupted: [],
    at: Number.NEGATIVE_INFINITY,
  };
}

/** A clock begun by this event, or null when what cannot change any more forbids it. */
export function begin(walk: Walk, compiled: CompiledRule, event: Located, scope: Scope): Instance | null {
  const attributes = compiled.isConditional ? remembering(walk, compiled, event, scope) : NOTHING_ASKED;
  if (!compiled.settled.every((clause) => clauseHolds(clause, attributes(clause.name)))) return null;
  if (!isInScope(walk, event, scope)) return null;
  return {
    compiled,
    ...scope,
    startedAt: event.at,
    countsFromAt: event.at,
    attributes,
    isIn: holds(compiled.rule.when, attributes),
    cameInAt: Number.NEGATIVE_INFINITY,
    outAt: null,
    reckoned: null,
    notBeforeAt: Number.NEGATIVE_INFINITY,
    isInOutage: false,
    keptLength: null,
    end: null,
  };
}

/** Makes the run known to what may end it, and to the clocks counted from it. */
export function enrol(walk: Walk, one: Instance): void {
  const { compiled, assignment } = one;
  walk.instances.push(one);
  const open = walk.open[compiled.order];
  if (open) open.push(one);
  else walk.open[compiled.order] = [one];
  if (!walk.clocks.anchors.has(compiled.rule.id)) return;
  const runs = walk.anchors.get(compiled.rule.id) ?? new Map<string | null, Instance>();
  walk.anchors.set(compiled.rule.id, runs.set(assignment, one));
}

/** Still running and not past its deadline, so that what changes may still change it; a term past at the start binds nobody (B7). */
export function isPending({ end, isIn, isInOutage, reckoned, startedAt }: Instance, at: number): boolean {
  if (end) return false;
  return !isIn || isInOutage || reckoned === null || reckoned.deadlineAt >= at || reckoned.deadlineAt < startedAt;
}

function NOTHING_ASKED(): undefined {
  return undefined;
}

/** A message that the regulation is not about has no limits (B14); one of which nothing is said is taken for its own. */
function isInScope({ clocks, context, facts }: Walk, event: Located, scope: Scope): boolean {
  if (clocks.scope.length === 0) return true;
  const attributes = attributesOf(context.profile, facts, scope, event);
  return clocks.scope.every((clause) => {
    const value = attributes(clause.name);
    return value === undefined || clauseHolds(clause, value);
  });
}

function remembering({ context, facts }: Walk, { remembered }: CompiledRule, event: Located, scope: Scope): Attributes {
  const live = attributesOf(context.profile, facts, scope, null);
  if (remembered.length === 0) return live;
  const now = attributesOf(context.profile, facts, scope, event);
  const kept = new Map(remembered.map((name) => [name, now(name)]));
  return (name) => (kept.has(name) ? kept.get(name) : live(name));
}
