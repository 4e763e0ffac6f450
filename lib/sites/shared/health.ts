import type { Health, RoleHealth } from '../site.ts';
import type { Alternative } from './selectors.ts';

/** Which alternative of a role finds something on the page, and how much. */
export function roleHealth(doc: ParentNode, role: string, alternatives: readonly Alternative[]): RoleHealth {
  let tried = 0;
  for (const { css } of alternatives) {
    tried += 1;
    const found = doc.querySelectorAll(css).length;
    if (found > 0) return { role, tried, hit: css, found };
  }
  return { role, tried, hit: null, found: 0 };
}

/**
 * `off`: the address says that there must be messages and not one was read. `degraded`: items without an id,
 * or messages of which a needed role (author, text, date) is nowhere found.
 */
export function verdictOf(facts: { expected: boolean; items: number; read: number; needed: RoleHealth[] }): Health['verdict'] {
  if (facts.expected && facts.read === 0) return 'off';
  if (facts.read < facts.items) return 'degraded';
  return facts.read > 0 && facts.needed.some((role) => role.found === 0) ? 'degraded' : 'ok';
}
