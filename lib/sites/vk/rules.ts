import { matchingIn } from '../shared/nodes.ts';
import { createRuleSet, pick } from '../shared/selectors.ts';
import { vkSelectors } from './selectors.ts';

export type VkRole = keyof typeof vkSelectors;

export const vkRules = createRuleSet<VkRole>(vkSelectors);

/** Everything that is, or wraps, a message: a part found inside belongs to the nearest of these. */
export function vkItem(): string {
  return vkRules.css('post', 'comment', 'threadComment', 'photo', 'repost');
}

const MESSAGE = ['post', 'comment', 'threadComment', 'photo'] as const;

/** Everything that may be a message. */
export function vkMessage(): string {
  return vkRules.css(...MESSAGE);
}

export function vkMessages(root: ParentNode): Element[] {
  return matchingIn(root, vkRules.each(...MESSAGE));
}

export function vkComment(): string {
  return vkRules.css('comment', 'threadComment');
}

/** The item's own part of a role, not that of a message inside it. */
export function part(item: Element, role: VkRole): Element | null {
  return pick(item, vkRules.of(role), vkItem());
}
