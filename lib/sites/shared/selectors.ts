/** How surely a selector is known to be right; pages change, so the year of the last sight stands beside it. */
export type Surety = 'saved-page' | 'inventory' | 'in-use' | 'guess';

/** One way to find a role. Plain data: a later release or a server may bring another list. */
export interface Alternative {
  css: string;
  /** Which markup of the network it serves. */
  layout: string;
  surety: Surety;
  /** When it was last seen, `YYYY` or `YYYY-MM`; `never` for a guess. */
  seen: string;
}

/** Ordered: the first alternative that finds something wins, for each item anew. */
export type Selectors = Readonly<Record<string, readonly Alternative[]>>;

export function inLayout(layout: string): (css: string, surety: Surety, seen: string) => Alternative {
  return (css, surety, seen) => ({ css, layout, surety, seen });
}

/** One selector for all alternatives of the given roles, so that a page is walked once. */
export function combined(...roles: readonly (readonly Alternative[])[]): string {
  return roles.flatMap((role) => role.map((alternative) => alternative.css)).join(', ');
}

/** The first element of a role that is the item's own, not that of an item inside it; null when there is none. */
export function pick(item: Element, role: readonly Alternative[], boundary: string): Element | null {
  for (const { css } of role) {
    for (const found of item.querySelectorAll(css)) {
      if (found.parentElement?.closest(boundary) === item) return found;
    }
  }
  return null;
}

/** Everything of a role that is the item's own, by the first alternative that finds anything. */
export function pickAll(item: Element, role: readonly Alternative[], boundary: string): Element[] {
  for (const { css } of role) {
    const own = [...item.querySelectorAll(css)].filter((found) => found.parentElement?.closest(boundary) === item);
    if (own.length > 0) return own;
  }
  return [];
}
