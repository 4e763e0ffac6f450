import { firstOfLines, type Line } from './first-of-lines.ts';
import { type Change, changeTo, type Row, type Rows } from './rows.ts';

/** Keeps rows while the worker lives: the last resort when the browser refuses its database, shown to the person as such. */
export function memoryRows<T extends string>(): Rows<T> {
  const tables = new Map<T, Map<string, Row>>();

  function table(name: T): Map<string, Row> {
    const present = tables.get(name) ?? new Map<string, Row>();
    tables.set(name, present);
    return present;
  }

  function sorted(name: T): Row[] {
    return [...table(name).values()].sort((a, b) => a.order - b.order);
  }

  function apply(change: Change<T>): void {
    if ('put' in change) table(change.table).set(change.put.key, change.put);
    else if ('remove' in change) table(change.table).delete(change.remove);
    else table(change.table).clear();
  }

  return {
    get: async (name, key) => table(name).get(key),
    all: async (name) => sorted(name),
    find: async (name, refs) => sorted(name).filter((row) => row.ref !== undefined && refs.includes(row.ref)),
    ends: async (name) => {
      const keys = [...table(name).keys()].sort();
      const [first, last] = [keys[0], keys.at(-1)];
      return first === undefined || last === undefined ? null : [first, last];
    },
    countDue: async (name, now, most) => {
      const due = sorted(name).filter((row) => row.due);
      const pressing = due.filter(({ soonAt = 0 }) => soonAt <= now).length;
      const late = Math.min(most, due.filter(({ due: [, deadlineAt] = [0, now] }) => deadlineAt < now).length);
      const soon = late < most ? Math.min(most, pressing - late) : null;
      return { all: Math.min(most, due.length), soon, late };
    },
    firstDue: (name, of, count, read) => firstOfLines(linesOf(sorted(name), table(of)), count, read),
    derive: async (from, into, { after, count }, derived) => {
      const keys = [...table(from).keys()]
        .filter((key) => key > after)
        .sort()
        .slice(0, count);
      const rows = keys.flatMap((key) => table(from).get(key) ?? []);
      const next = rows.map((row): Change<T> => changeTo(into, row.key, derived(row)));
      next.forEach(apply);
      return keys.at(-1) ?? null;
    },
    newest: async (name, count) => sorted(name).slice(-count).reverse(),
    lastOrder: async (name) => sorted(name).at(-1)?.order ?? 0,
    change: async (name, keys, change) => {
      const changes = keys.flatMap((key) => {
        const row = table(name).get(key);
        const next = row ? change(row) : null;
        return next ? [{ key, next }] : [];
      });
      for (const { next } of changes) apply(next);
      return changes.map(({ key }) => key);
    },
    write: async (changes) => changes.forEach(apply),
  };
}

/** One for each schedule, by deadline, of the rows that have the keys. */
function linesOf(rows: Row[], of: Map<string, Row>): Line[] {
  const lines = new Map<number, Row[]>();
  for (const row of rows) {
    if (row.due) lines.set(row.due[0], [...(lines.get(row.due[0]) ?? []), row]);
  }
  return [...lines.values()].map((line) => {
    const byDeadline = line.sort((a, b) => (a.due?.[1] ?? 0) - (b.due?.[1] ?? 0));
    const left = byDeadline.flatMap(({ key }) => of.get(key) ?? []).values();
    return async () => left.next().value ?? null;
  });
}
