import type { MessageRef } from '../../domain/ids.ts';
import { isElement, isShown, matchingIn } from '../shared/nodes.ts';
import type { Page, Sighting } from '../site.ts';
import { commentIdOf, subjectAt } from './ids.ts';
import { isDeleted, readComment, readSubject } from './read.ts';
import { okItem, okItems, okPlace, okRules, part } from './rules.ts';
import { commentRef, partsOf, subjectRef } from './urls.ts';

export function findMessages(root: ParentNode, page: Page): Sighting[] {
  const items = okItems(root);
  const around = isElement(root) && root.parentElement ? root.parentElement.closest(okItem()) : null;
  // Parts that are drawn late: when one of them arrives, its message has become readable.
  const late = okRules.each('feedHeader', 'feedLink', 'topicHead', 'commentAuthor');
  if (around && matchingIn(root, late).length > 0) items.unshift(around);
  return items.map((item) => sightingOf(item, page)).filter((sighting) => sighting !== null);
}

export function messageAround(node: Node, page: Page): Sighting | null {
  let item = (isElement(node) ? node : node.parentElement)?.closest(okItem()) ?? null;
  while (item) {
    const sighting = sightingOf(item, page);
    if (sighting) return sighting;
    item = item.parentElement?.closest(okItem()) ?? null;
  }
  return null;
}

/** A topic may stand in the feed and in the layer over it: the layer counts. */
export function locate(ref: MessageRef, page: Page): Sighting | null {
  const parts = partsOf(ref);
  if (!parts) return null;
  const wanted = parts.comment ? okRules.css('comment') : okPlace();
  const found = [...page.doc.querySelectorAll(wanted)]
    .map((item) => sightingOf(item, page))
    .filter((sighting) => sighting !== null && sighting.ref === ref);
  const root = okRules.css('topicRoot');
  return found.find((s) => s?.element.closest(root)) ?? found.find((s) => s && isShown(s.element)) ?? found[0] ?? null;
}

/** What an element is a sighting of at this moment; null while it has no id or is still a skeleton. */
function sightingOf(element: Element, page: Page): Sighting | null {
  const subject = subjectAt(element, page.url);
  if (!subject) return commentSighting(element, page);
  const head = part(element, element.matches(okRules.css('feedItem')) ? 'feedHeader' : 'topicHead');
  const anchor = head ?? part(element, 'text') ?? part(element, 'topicDeleted');
  if (!anchor) return null;
  const read = () => readSubject(element, subjectAt(element, page.url) ?? subject, page);
  return { ref: subjectRef(subject), element, anchor, place: 'after', read };
}

function commentSighting(element: Element, page: Page): Sighting | null {
  const id = commentIdOf(element, page.url);
  if (!id) return null;
  const drawn = part(element, 'commentAuthor') ?? part(element, 'commentText');
  if (!drawn && !isDeleted(element)) return null;
  const anchor = part(element, 'commentFooter') ?? element;
  const read = () => readComment(element, commentIdOf(element, page.url) ?? id, page);
  return { ref: commentRef(id.subject, id.comment), element, anchor, place: 'append', read };
}
