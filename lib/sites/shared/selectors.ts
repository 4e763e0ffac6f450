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
export type Selectors<Role extends string = string> = Readonly<Record<Role, readonly Alternative[]>>;

export function inLayout(layout: string): (css: string, surety: Surety, seen: string) => Alternative {
  return (css, surety, seen) => ({ css, layout, surety, seen });
}

/** The selectors a network is read by at this moment: its own, or those a server has put in their place. */
export interface RuleSet<Role extends string> {
  roles: readonly Role[];
  of(role: Role): readonly Alternative[];
  /** One selector for all alternatives of the given roles; matches nothing when there is none. */
  css(...roles: Role[]): string;
  /** The same, selector by selector, for `matchingIn`. */
  each(...roles: Role[]): readonly string[];
  /** Roles that are missing get back what they were built with. An alternative whose selector does not parse is left out, alone; these are returned. */
  replace(selectors: Partial<Selectors>, doc: Document): Alternative[];
}

const NOTHING = ':not(*)';

export function createRuleSet<Role extends string>(initial: Selectors<Role>): RuleSet<Role> {
  let present: Selectors<Role> = initial;
  let combined = new Map<string, string>();
  let listed = new Map<string, readonly string[]>();
  const roles = Object.keys(initial) as Role[];
  const each = (...wanted: Role[]) =>
    remembered(listed, wanted.join(), () => wanted.flatMap((role) => present[role].map(({ css }) => css)));
  return {
    roles,
    of: (role) => present[role],
    css: (...wanted) => remembered(combined, wanted.join(), () => each(...wanted).join(', ') || NOTHING),
    each,
    replace(selectors, doc) {
      const broken: Alternative[] = [];
      const next: Record<Role, readonly Alternative[]> = { ...initial };
      for (const role of roles) {
        const given = selectors[role];
        if (!given) continue;
        next[role] = given.filter(({ css }) => parses(css, doc));
        broken.push(...given.filter(({ css }) => !parses(css, doc)));
      }
      present = next;
      combined = new Map();
      listed = new Map();
      return broken;
    },
  };
}

function remembered<V>(known: Map<string, V>, key: string, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function parses(css: string, doc: Document): boolean {
  try {
    doc.createDocumentFragment().querySelector(css);
    return true;
  } catch {
    return false;
  }
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
