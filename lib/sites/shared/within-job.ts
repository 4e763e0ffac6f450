/** Remembers what was found of an element until the script that asked comes to its end: no page changes in between. */
export function withinJob<T>(find: (element: Element) => T): (element: Element) => T {
  const known = new Map<Element, { found: T }>();
  return (element) => {
    if (known.size === 0) queueMicrotask(() => known.clear());
    const remembered = known.get(element) ?? { found: find(element) };
    known.set(element, remembered);
    return remembered.found;
  };
}
