import { type Clause, type ParsedPattern, parseCondition, parsePattern } from '../regulations/patterns.ts';
import type { ClockId, ClockRule, Limit, Profile } from '../regulations/profile.ts';

/** A clock of the regulation made ready for walking: what begins it, what ends it, and what may move its deadline while it runs. */
export interface CompiledRule {
  rule: ClockRule;
  /** Place in the profile. */
  order: number;
  start: ParsedPattern[];
  stop: ParsedPattern[];
  /** What of the condition is settled at the start. */
  settled: Clause[];
  /** Attributes that are remembered from the start. */
  remembered: string[];
  /** Does it ask for any attribute at all? */
  isConditional: boolean;
  /** Signals after which the deadline has to be reckoned anew. */
  watched: ReadonlySet<string>;
}

export interface CompiledClocks {
  /** Rules by the types of the events that begin and that end them, in the order of the profile. */
  byStart: ReadonlyMap<string, CompiledRule[]>;
  byStop: ReadonlyMap<string, CompiledRule[]>;
  /** First parts of the paths under which dates and minutes are stored. */
  fields: ReadonlySet<string>;
  /** Clocks that other clocks are counted from. */
  anchors: ReadonlySet<ClockId>;
  /** Which messages the regulation is about at all. */
  scope: Clause[];
}

/** Attributes whose newest value a running clock follows. */
const LIVE = new Set(['importance', 'extension', 'publishMode', 'leads']);

const compiled = new WeakMap<Profile, CompiledClocks>();

/** Worked out once for every regulation. */
export function compiledClocks(profile: Profile): CompiledClocks {
  const known = compiled.get(profile);
  if (known) return known;
  const rules = profile.clocks.map((rule, order) => compileRule(profile, rule, order));
  const made: CompiledClocks = {
    byStart: byType(rules, ({ start }) => start),
    byStop: byType(rules, ({ stop }) => stop),
    fields: new Set(profile.clocks.flatMap((rule) => fieldsOf(profile, rule))),
    anchors: new Set(profile.clocks.flatMap(anchorsOf)),
    scope: profile.scope.when === undefined ? [] : parseCondition(profile.scope.when),
  };
  compiled.set(profile, made);
  return made;
}

function byType(rules: CompiledRule[], patternsOf: (rule: CompiledRule) => ParsedPattern[]): Map<string, CompiledRule[]> {
  const types = new Set(rules.flatMap((rule) => patternsOf(rule).map(({ type }) => type)));
  return new Map([...types].map((type) => [type, rules.filter((rule) => patternsOf(rule).some((one) => one.type === type))]));
}

function compileRule(profile: Profile, rule: ClockRule, order: number): CompiledRule {
  const clauses = rule.when === undefined ? [] : parseCondition(rule.when);
  const modified = (rule.modifiers ?? []).flatMap(({ when }) => parseCondition(when));
  const isSettled = ({ name }: Clause) => !isLive(name, profile);
  return {
    rule,
    order,
    start: rule.start.map(parsePattern),
    stop: rule.stop.map(parsePattern),
    settled: clauses.filter(isSettled),
    remembered: [...clauses, ...modified].filter(isSettled).map(({ name }) => name),
    isConditional: clauses.length + modified.length > 0,
    watched: watchedBy(profile, rule, new Set()),
  };
}

function isLive(name: string, profile: Profile): boolean {
  return LIVE.has(name) && (name !== 'importance' || profile.importance.recomputeOpenClocks);
}

/** What moves the clocks that a clock is counted from moves it as well. */
function watchedBy(profile: Profile, rule: ClockRule, seen: Set<ClockId>): Set<string> {
  if (seen.has(rule.id)) return new Set();
  seen.add(rule.id);
  const conditions = [rule.when, ...(rule.modifiers ?? []).map(({ when }) => when)];
  const names = conditions
    .flatMap((condition) => (condition === undefined ? [] : parseCondition(condition)))
    .map(({ name }) => name);
  const anchors = anchorsOf(rule);
  const further = profile.clocks.filter(({ id }) => anchors.includes(id)).flatMap((one) => [...watchedBy(profile, one, seen)]);
  return new Set([
    ...names.filter((name) => isLive(name, profile)),
    ...fieldsOf(profile, rule).map(fieldSignal),
    ...anchors.map(anchorSignal),
    ...(rule.scope === 'assignment' ? [] : [HOLDER]),
    ...further,
  ]);
}

/** Signals: a live attribute by its name, a stored field, a new run of an anchor, and who holds the case. */
export const HOLDER = 'holder';
export function fieldSignal(field: string): string {
  return `field ${field}`;
}
export function anchorSignal(clock: ClockId): string {
  return `anchor ${clock}`;
}

function limitsOf(rule: ClockRule): Limit[] {
  const own = [rule.limit, ...(rule.modifiers ?? []).flatMap(({ limit }) => limit ?? [])];
  return [...own, ...(rule.lenient ?? []).map(({ limit }) => limit)].flatMap(withInner);
}

function withInner(limit: Limit): Limit[] {
  if (limit.kind !== 'set' && limit.kind !== 'agreed') return [limit];
  return [limit, ...(limit.max ? withInner(limit.max) : []), ...(limit.default ? withInner(limit.default) : [])];
}

/** Clocks that this one is counted from or capped by. */
export function anchorsOf(rule: ClockRule): ClockId[] {
  return [...limitsOf(rule).flatMap((limit) => (limit.kind === 'before' ? [limit.clock] : [])), ...(rule.cap ?? [])];
}

function fieldsOf(profile: Profile, rule: ClockRule): string[] {
  const named = limitsOf(rule).flatMap((limit) => ('field' in limit ? [limit.field.split('.')[0] ?? limit.field] : []));
  const overrides = profile.caseOverrides;
  return overrides?.clocks.includes(rule.id) ? [...named, overrides.field] : named;
}
