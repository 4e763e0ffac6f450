import type { MessageRef } from '../../domain/ids.ts';
import { isElement, isShown, matchingIn } from '../shared/nodes.ts';
import { combined, pick } from '../shared/selectors.ts';
import type { Page, Sighting } from '../site.ts';
import { commentAddressOf, postIdOf } from './ids.ts';
import { readComment, readPost } from './read.ts';
import { VK_COMMENT, VK_ITEM, VK_POST, vkSelectors } from './selectors.ts';
import { partsOf, postRef, replyRef } from './urls.ts';

const MESSAGE = `${VK_POST}, ${VK_COMMENT}`;
const LAYER = combined(vkSelectors.layer);
/** Parts that are drawn late: when one of them arrives, its message has become readable. */
const LATE_PARTS = combined(
  vkSelectors.postHeader,
  vkSelectors.postAuthorName,
  vkSelectors.commentAuthorName,
  vkSelectors.commentActions,
);

export function findMessages(root: ParentNode, page: Page): Sighting[] {
  const items = matchingIn(root, MESSAGE);
  const around = isElement(root) && root.parentElement ? root.parentElement.closest(MESSAGE) : null;
  if (around && matchingIn(root, LATE_PARTS).length > 0) items.unshift(around);
  return items.map((item) => sightingOf(item, page)).filter((sighting) => sighting !== null);
}

export function messageAround(node: Node, page: Page): Sighting | null {
  let item = (isElement(node) ? node : node.parentElement)?.closest(MESSAGE) ?? null;
  while (item) {
    const sighting = sightingOf(item, page);
    if (sighting) return sighting;
    item = item.parentElement?.closest(MESSAGE) ?? null;
  }
  return null;
}

/** The same post may stand in the feed and in the layer over it: the upper one counts. */
export function locate(ref: MessageRef, page: Page): Sighting | null {
  const found = candidates(ref, page)
    .map((item) => sightingOf(item, page))
    .filter((sighting) => sighting !== null && sighting.ref === ref);
  return (
    found.find((sighting) => sighting?.element.closest(LAYER)) ?? found.find((s) => s && isShown(s.element)) ?? found[0] ?? null
  );
}

function candidates(ref: MessageRef, page: Page): Element[] {
  const parts = partsOf(ref);
  if (!parts) return [];
  const owner = parts.post.split('_')[0] ?? '';
  const id = parts.reply ? `${owner}_${parts.reply}` : parts.post;
  const direct = [...page.doc.querySelectorAll(`[data-post-id="${id}"], [id="${id}"], [id="post${id}"], [id="wall${id}"]`)];
  const items = direct.filter((element) => element.matches(MESSAGE));
  if (items.length > 0 || !parts.reply) return items;
  const links = page.doc.querySelectorAll(`a[href*="reply=${parts.reply}"]`);
  return [...links].map((link) => link.closest(VK_COMMENT)).filter((item) => item !== null);
}

/** What an element is a sighting of at this moment; null while it has no id or is still a skeleton. */
function sightingOf(element: Element, page: Page): Sighting | null {
  const post = postIdOf(element);
  if (post) {
    const anchor = pick(element, vkSelectors.postHeader, VK_ITEM) ?? pick(element, vkSelectors.postAuthorName, VK_ITEM);
    if (!anchor) return null;
    return {
      ref: postRef(post),
      element,
      anchor,
      place: 'after',
      read: () => readPost(element, postIdOf(element) ?? post, page),
    };
  }
  return commentSighting(element, page);
}

function commentSighting(element: Element, page: Page): Sighting | null {
  const address = commentAddressOf(element, page.url);
  if (!address?.reply) return null;
  const anchor = pick(element, vkSelectors.commentActions, VK_ITEM) ?? pick(element, vkSelectors.commentAuthorName, VK_ITEM);
  const deleted = element.matches(combined(vkSelectors.deletedComment));
  if (!anchor && !deleted) return null;
  const at = { ...address, reply: address.reply };
  const read = () => {
    const now = commentAddressOf(element, page.url);
    return readComment(element, now?.reply ? { ...now, reply: now.reply } : at, page);
  };
  return { ref: replyRef(at.post, at.reply), element, anchor: anchor ?? element, place: anchor ? 'after' : 'append', read };
}
