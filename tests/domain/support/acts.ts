/**
 * One act of a case in a line: `[date] time role[@body] event[{attribute=value,…}] [field=value …] [-field …]`. A date holds for the lines
 * after it. What else the step needs is filled in by the play, but for the fields that a minus leaves out.
 */
export type Act = string;

interface Told {
  when: string;
  role: string;
  body: string | null;
  type: string;
  kind: string | undefined;
  mode: 'auto' | 'manual' | undefined;
  draft: string | undefined;
  data: Record<string, unknown>;
  leftOut: string[];
}

const ACT = /^((?:\d{4}-\d\d-\d\d )?\d\d:\d\d) (\w+)(?:@(\w+))? ([a-z]+\.[a-zA-Z]+)(?:\{(.*?)\})?(?: (.*))?$/;
const LISTS = new Set(['bodies', 'order', 'coExecutors', 'criteria', 'measures']);

/** `instant` reads `2023-03-14T10:52` at the town's wall clock. */
export function parseAct(act: Act, instant: (text: string) => number): Told {
  const [, when, role, body, type, inside, rest] = ACT.exec(act) ?? [];
  if (!when || !role || !type) throw new Error(`not an act: ${act}`);
  const words = [...(inside?.split(',') ?? []), ...(rest?.split(' ') ?? [])];
  const all: Record<string, unknown> = {};
  for (const word of words.filter((one) => !one.startsWith('-'))) {
    const [path = '', value = ''] = word.split('=');
    put(all, path.split('.'), meant(path, value, instant));
  }
  const { kind, mode, draft, ...data } = all;
  return {
    ...{ when, role, type, data, body: body ?? null },
    ...{ kind: kind as Told['kind'], mode: mode as Told['mode'], draft: draft as Told['draft'] },
    leftOut: words.filter((word) => word.startsWith('-')).map((word) => word.slice(1)),
  };
}

function meant(path: string, value: string, instant: (text: string) => number): unknown {
  if (LISTS.has(path)) return value.split(',');
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value)) return instant(value);
  if (/^\d+$/.test(value)) return Number(value);
  return value === 'true' ? true : value === 'false' ? false : value;
}

export function put(into: Record<string, unknown>, [key = '', ...path]: string[], value: unknown): void {
  if (path.length === 0) {
    into[key] = value;
    return;
  }
  into[key] ??= {};
  put(into[key] as Record<string, unknown>, path, value);
}
