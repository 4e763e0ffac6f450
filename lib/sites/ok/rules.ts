import { matchingIn } from '../shared/nodes.ts';
import { createRuleSet, pick } from '../shared/selectors.ts';
import { okSelectors } from './selectors.ts';

export type OkRole = keyof typeof okSelectors;

export const okRules = createRuleSet<OkRole>(okSelectors);

const ITEM = ['comment', 'feedItem', 'topicRoot'] as const;

/** Everything that is a message: a part found inside belongs to the nearest of these. */
export function okItem(): string {
  return okRules.css(...ITEM);
}

export function okItems(root: ParentNode): Element[] {
  return matchingIn(root, okRules.each(...ITEM));
}

/** What a discussion stands in. */
export function okPlace(): string {
  return okRules.css('feedItem', 'topicRoot');
}

/** The item's own part of a role, not that of a message inside it. */
export function part(item: Element, role: OkRole): Element | null {
  return pick(item, okRules.of(role), okItem());
}
