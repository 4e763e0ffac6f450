import { matches } from '../regulations/patterns.ts';
import type { Facts, Located } from './facts.ts';
import { assignmentsIn, isRouting } from './routing.ts';

/** Newest value stored under a dotted path by an event of this assignment or of the whole case. */
export function storedValue(facts: Facts, path: string, assignment: string | null, types?: string[]): unknown {
  const telling = toldOf(facts).get(rootOf(path)) ?? [];
  for (let index = telling.length - 1; index >= 0; index--) {
    const event = telling[index];
    if (!event || (types && !types.some((type) => matches(type, event))) || !isFor(event, assignment)) continue;
    const value = valueAt(event.data, path);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** What a routing says is said of the assignments that it makes, not of the one that they replace nor of those made before (B2). */
function isFor(event: Located, assignment: string | null): boolean {
  if (assignment === null) return true;
  const made = isRouting(event) ? assignmentsIn(event.data) : [];
  if (made.length > 0) return made.some(({ id }) => id === assignment);
  return event.assignment === null || event.assignment === assignment;
}

/** Events by the fields they tell, brought up to date when somebody asks. */
function toldOf({ history, told }: Facts): Map<string, Located[]> {
  for (; told.upTo < history.length; told.upTo++) {
    const event = history[told.upTo];
    if (!event) continue;
    for (const root of new Set(Object.keys(event.data).map(rootOf))) {
      const events = told.byField.get(root);
      if (events) events.push(event);
      else told.byField.set(root, [event]);
    }
  }
  return told.byField;
}

/** The first part of a dotted path. */
export function rootOf(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}

/** `author.nameConfirmed` may be a field inside a field, or written as one. */
function valueAt(data: Record<string, unknown>, path: string): unknown {
  if (data[path] !== undefined) return data[path];
  return path.split('.').reduce<unknown>((inside, key) => (isRecord(inside) ? inside[key] : undefined), data);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
