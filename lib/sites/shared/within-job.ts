/** Remembers what was found of an element until the script that asked comes to its end: no page changes in between. */
export function withinJob<T>(find: (element: Element) => T): (element: Element) => T {
  let known: Map<Element, { found: T }> | null = null;
  return (element) => {
    if (!known) {
      known = new Map();
      queueMicrotask(() => {
        known = null;
      });
    }
    const remembered = known.get(element) ?? { found: find(element) };
    known.set(element, remembered);
    return remembered.found;
  };
}
