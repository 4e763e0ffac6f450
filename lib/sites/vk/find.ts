import type { MessageRef } from '../../domain/ids.ts';
import { isElement, isShown, matchingIn } from '../shared/nodes.ts';
import type { Page, Sighting } from '../site.ts';
import { commentAddressOf } from './comment-ids.ts';
import { subjectAt } from './ids.ts';
import { isDeleted, readComment, readSubject } from './read.ts';
import { part, vkComment, vkMessage, vkMessages, vkRules } from './rules.ts';
import { partsOf, replyRef, subjectRef } from './urls.ts';

export function findMessages(root: ParentNode, page: Page): Sighting[] {
  const items = vkMessages(root);
  const around = isElement(root) && root.parentElement ? root.parentElement.closest(vkMessage()) : null;
  // Parts that are drawn late: when one of them arrives, its message has become readable.
  const late = vkRules.each('postHeader', 'postAuthorName', 'commentAuthorName', 'commentActions');
  if (around && matchingIn(root, late).length > 0) items.unshift(around);
  return items.map((item) => sightingOf(item, page)).filter((sighting) => sighting !== null);
}

export function messageAround(node: Node, page: Page): Sighting | null {
  let item = (isElement(node) ? node : node.parentElement)?.closest(vkMessage()) ?? null;
  while (item) {
    const sighting = sightingOf(item, page);
    if (sighting) return sighting;
    item = item.parentElement?.closest(vkMessage()) ?? null;
  }
  return null;
}

/** The same post may stand in the feed and in the layer over it: the upper one counts. */
export function locate(ref: MessageRef, page: Page): Sighting | null {
  const found = candidates(ref, page)
    .map((item) => sightingOf(item, page))
    .filter((sighting) => sighting !== null && sighting.ref === ref);
  const layer = vkRules.css('layer', 'photo');
  return (
    found.find((sighting) => sighting?.element.closest(layer)) ?? found.find((s) => s && isShown(s.element)) ?? found[0] ?? null
  );
}

/** By the forms an id takes first, then by links; all items only where a page's ids do not hold what the ref does. */
function candidates(ref: MessageRef, page: Page): Element[] {
  const parts = partsOf(ref);
  if (!parts) return [];
  const [owner = '', number = ''] = parts.subject.id.split('_');
  const ids = parts.reply
    ? [`${owner}_${parts.reply}`, `${owner}${parts.subject.kind}_${parts.reply}`, parts.reply]
    : [`${owner}_${number}`];
  const forms = ids.flatMap((id) => [`[data-post-id="${id}"]`, ...['', 'post', 'wall'].map((before) => `[id="${before}${id}"]`)]);
  const direct = [...page.doc.querySelectorAll(forms.join(', '))].filter((element) => element.matches(vkMessage()));
  if (direct.length > 0) return direct;
  if (!parts.reply) return [...page.doc.querySelectorAll(vkRules.css('photo', 'post'))];
  const links = page.doc.querySelectorAll(`a[href*="reply=${parts.reply}"], a[href*="post=${parts.reply}"]`);
  const linked = [...links].map((link) => link.closest(vkComment())).filter((item) => item !== null);
  return linked.length > 0 ? linked : [...page.doc.querySelectorAll(vkComment())];
}

/** What an element is a sighting of at this moment; null while it has no id or is still a skeleton. */
function sightingOf(element: Element, page: Page): Sighting | null {
  const subject = subjectAt(element, page.url);
  if (!subject) return commentSighting(element, page);
  const anchor = part(element, 'postHeader') ?? part(element, 'postAuthorName') ?? part(element, 'postText');
  if (!anchor) return null;
  return {
    ref: subjectRef(subject),
    element,
    anchor,
    place: 'after',
    read: () => readSubject(element, subjectAt(element, page.url) ?? subject, page),
  };
}

function commentSighting(element: Element, page: Page): Sighting | null {
  const address = commentAddressOf(element, page.url);
  if (!address) return null;
  const anchor = part(element, 'commentActions') ?? part(element, 'commentAuthorName') ?? part(element, 'commentText');
  if (!anchor && !isDeleted(element)) return null;
  const read = () => readComment(element, commentAddressOf(element, page.url) ?? address, page);
  const ref = replyRef(address.subject, address.reply);
  return { ref, element, anchor: anchor ?? element, place: anchor ? 'after' : 'append', read };
}
