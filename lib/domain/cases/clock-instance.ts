import { type Attributes, holds, parseCondition } from '../regulations/patterns.ts';
import type { ClockRule, Condition, Profile } from '../regulations/profile.ts';
import { attributesOf } from './attributes.ts';
import type { Facts, Located } from './facts.ts';
import type { CaseContext } from './model.ts';
import type { Reckoned } from './reckon.ts';

/** One run of a clock, from its start event on, while the events are walked through. */
export interface Instance {
  rule: ClockRule;
  assignment: string | null;
  draft: string | null;
  startedAt: number;
  /** Where the limit counts from: the start, or the end of an outage that interrupted it. */
  countsFromAt: number;
  /** Attributes as they were at the start; the live ones are asked anew. */
  attributes: Attributes;
  /** Dormant while a live condition does not hold: the clock does not exist yet, but may come in with its original start. */
  isIn: boolean;
  reckoned: Reckoned | null;
  /** G23: no recomputed deadline lies before the moment of the change. */
  notBeforeAt: number;
  isInOutage: boolean;
  /** A date agreed under a limit in minutes keeps its working length when an outage ends. */
  keptLength: { dateAt: number; minutes: number } | null;
  end: { at: number; isFulfilled: boolean } | null;
}

/** What the walk through the events has come to. */
export interface Walk {
  context: CaseContext;
  facts: Facts;
  instances: Instance[];
  outageSince: number | null;
  /** The moment of the event being played. */
  at: number;
}

/** Attributes whose newest value a running clock follows. */
const LIVE = new Set(['importance', 'extension', 'publishMode', 'leads']);

interface Conditions {
  /** What of `when` is settled at the start. */
  settled: Condition | undefined;
  /** Attributes that are remembered from the start. */
  remembered: string[];
}

const conditions = new WeakMap<ClockRule, Conditions>();

/** A clock begun by this event, or null when what cannot change any more forbids it. */
export function begin(
  walk: Walk,
  rule: ClockRule,
  event: Located,
  scope: { assignment: string | null; draft: string | null },
): Instance | null {
  const { settled, remembered } = conditionsOf(rule, walk.context.profile);
  const attributes = remembering(walk, remembered, event, scope);
  if (!holds(settled, attributes)) return null;
  return {
    rule,
    ...scope,
    startedAt: event.at,
    countsFromAt: event.at,
    attributes,
    isIn: holds(rule.when, attributes),
    reckoned: null,
    notBeforeAt: Number.NEGATIVE_INFINITY,
    isInOutage: walk.outageSince !== null,
    keptLength: null,
    end: null,
  };
}

/** Still running and not past its deadline, so that what changes may still change it. */
export function isPending(instance: Instance, at: number): boolean {
  if (instance.end) return false;
  return !instance.isIn || instance.isInOutage || instance.reckoned === null || instance.reckoned.deadlineAt >= at;
}

function remembering(
  walk: Walk,
  names: string[],
  event: Located,
  scope: { assignment: string | null; draft: string | null },
): Attributes {
  const { profile } = walk.context;
  const now = attributesOf(profile, walk.facts, scope, event);
  const remembered = new Map(names.map((name) => [name, now(name)]));
  const live = attributesOf(profile, walk.facts, scope, null);
  return (name) => (remembered.has(name) ? remembered.get(name) : live(name));
}

function conditionsOf(rule: ClockRule, profile: Profile): Conditions {
  const known = conditions.get(rule);
  if (known) return known;
  const all = [rule.when, ...(rule.modifiers ?? []).map((modifier) => modifier.when)].filter(
    (condition) => condition !== undefined,
  );
  const names = all.flatMap((condition) => parseCondition(condition).map((clause) => clause.name));
  const fixed = rule.when?.split(' & ').filter((text) => parseCondition(text).every((clause) => !isLive(clause.name, profile)));
  const made = {
    settled: fixed && fixed.length > 0 ? fixed.join(' & ') : undefined,
    remembered: names.filter((name) => !isLive(name, profile)),
  };
  conditions.set(rule, made);
  return made;
}

function isLive(name: string, profile: Profile): boolean {
  return LIVE.has(name) && (name !== 'importance' || profile.importance.recomputeOpenClocks);
}
