import type { Change, Row, Rows } from './rows.ts';

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
    live: async (name) => sorted(name).filter((row) => row.live === 1),
    newest: async (name, count) => sorted(name).slice(-count).reverse(),
    lastOrder: async (name) => sorted(name).at(-1)?.order ?? 0,
    write: async (changes) => changes.forEach(apply),
  };
}
