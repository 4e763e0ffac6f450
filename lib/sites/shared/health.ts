import type { Health, RoleHealth } from '../site.ts';
import type { Alternative } from './selectors.ts';

/** Which alternative of a role finds something on the page, how much, and how many of the messages lack it. */
export function roleHealth(doc: ParentNode, role: string, alternatives: readonly Alternative[], missed = 0): RoleHealth {
  let tried = 0;
  for (const { css } of alternatives) {
    tried += 1;
    const found = doc.querySelectorAll(css).length;
    if (found > 0) return { role, tried, hit: css, found, missed };
  }
  return { role, tried, hit: null, found: 0, missed };
}

/** Messages left out because the page holds no id of theirs are said by a role that missed. */
export function idHealth(role: string, found: number, missed: number): RoleHealth {
  return { role, tried: 1, hit: found > 0 && missed === 0 ? 'id' : null, found, missed };
}

interface Measured {
  /** The address promises messages. */
  expected: boolean;
  /** The page says itself that there is none. */
  saysEmpty: boolean;
  read: number;
  /** What looks like a message and has no id that can be read: left out. */
  nameless: number;
  /** Roles no message may lack. */
  needed: RoleHealth[];
}

/**
 * `off`: the address says that there must be messages and not one was read. `degraded`: a message without an id,
 * or messages of which a needed role (author, text, date) is nowhere found.
 */
export function verdictOf({ expected, saysEmpty, read, nameless, needed }: Measured): Health['verdict'] {
  if (expected && read === 0 && !(saysEmpty && nameless === 0)) return 'off';
  if (nameless > 0) return 'degraded';
  return read > 0 && needed.some((role) => role.hit === null) ? 'degraded' : 'ok';
}
