import type { Condition, EventPattern } from './profile.ts';

/** What a pattern can be matched against: the type and the event's own attributes. */
export interface Matchable {
  type: string;
  kind?: string | undefined;
  mode?: string | undefined;
  data: Record<string, unknown>;
}

/** Value of an attribute by its name, undefined where nothing is known. */
export type Attributes = (name: string) => unknown;

export interface ParsedPattern {
  type: string;
  attributes: { name: string; values: string[] }[];
}

export interface Clause {
  name: string;
  operator: '=' | '!=' | '>=';
  values: string[];
}

const patterns = new Map<string, ParsedPattern>();
const conditions = new Map<string, Clause[]>();

/** Does the event carry the pattern's type and, for each attribute named, one of its values? */
export function matches(pattern: EventPattern, event: Matchable): boolean {
  return fits(parsePattern(pattern), event);
}

/** The same for a pattern that has been parsed. */
export function fits({ type, attributes }: ParsedPattern, event: Matchable): boolean {
  return type === event.type && attributes.every(({ name, values }) => values.includes(String(ownAttribute(event, name))));
}

/** Does a condition hold? An absent one always does; an unknown attribute equals nothing and is not less than anything. */
export function holds(condition: Condition | undefined, attributes: Attributes): boolean {
  return condition === undefined || parseCondition(condition).every((clause) => clauseHolds(clause, attributes(clause.name)));
}

/** Parsed once for every spelling. Throws SyntaxError with a Russian sentence: profiles are checked before they are used. */
export function parsePattern(pattern: EventPattern): ParsedPattern {
  const known = patterns.get(pattern);
  if (known) return known;
  const [, type, , inside] = /^([a-z]+\.[a-zA-Z]+)(\{(.+)\})?$/.exec(pattern) ?? [];
  if (type === undefined)
    throw new SyntaxError(`«${pattern}» не похоже на событие: ждём «тип» или «тип{признак=значение|значение}»`);
  const attributes = (inside ?? '').split(',').filter(Boolean).map(parseEquality);
  const made = { type, attributes };
  patterns.set(pattern, made);
  return made;
}

/** Parsed once for every spelling; throws like `parsePattern`. */
export function parseCondition(condition: Condition): Clause[] {
  const known = conditions.get(condition);
  if (known) return known;
  const made = condition.split(' & ').map(parseClause);
  conditions.set(condition, made);
  return made;
}

/** An attribute that the event itself states: `kind`, `mode`, or a field of its data. */
export function ownAttribute(event: Matchable, name: string): unknown {
  if (name === 'kind') return event.kind ?? event.data.kind;
  if (name === 'mode') return event.mode ?? event.data.mode;
  return event.data[name];
}

function parseEquality(text: string): { name: string; values: string[] } {
  const [, name, values] = /^\s*([\w.]+)=([^=]+?)\s*$/.exec(text) ?? [];
  if (name === undefined || values === undefined) throw new SyntaxError(`«${text}» не похоже на «признак=значение»`);
  return { name, values: values.split('|') };
}

function parseClause(text: string): Clause {
  const [, name, operator, values] = /^\s*([\w.]+)(!=|>=|=)([^=]+?)\s*$/.exec(text) ?? [];
  if (name === undefined || values === undefined || !isOperator(operator)) {
    throw new SyntaxError(`«${text}» не похоже на условие: ждём «признак=значение», «признак!=значение» или «признак>=число»`);
  }
  if (operator === '>=' && !Number.isFinite(Number(values))) throw new SyntaxError(`в условии «${text}» после >= ждём число`);
  return { name, operator, values: operator === '>=' ? [values] : values.split('|') };
}

export function clauseHolds({ operator, values }: Clause, value: unknown): boolean {
  if (operator === '>=') return typeof value === 'number' && value >= Number(values[0]);
  const isAmong = value !== undefined && value !== null && values.includes(String(value));
  return operator === '=' ? isAmong : !isAmong;
}

function isOperator(text: string | undefined): text is Clause['operator'] {
  return text === '=' || text === '!=' || text === '>=';
}
