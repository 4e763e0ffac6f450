import type { MessageRef } from '../../domain/ids.ts';
import { isElement, isShown, matchingIn } from '../shared/nodes.ts';
import { combined, pick } from '../shared/selectors.ts';
import type { Page, Sighting } from '../site.ts';
import { commentIdOf, subjectAt } from './ids.ts';
import { isDeleted, readComment, readSubject } from './read.ts';
import { OK_COMMENT, OK_FEED_ITEM, OK_ITEM, OK_TOPIC_ROOT, okSelectors } from './selectors.ts';
import { commentRef, partsOf, subjectRef } from './urls.ts';

/** Parts that are drawn late: when one of them arrives, its message has become readable. */
const LATE_PARTS = combined(okSelectors.feedHeader, okSelectors.feedLink, okSelectors.topicHead, okSelectors.commentAuthor);

export function findMessages(root: ParentNode, page: Page): Sighting[] {
  const items = matchingIn(root, OK_ITEM);
  const around = isElement(root) && root.parentElement ? root.parentElement.closest(OK_ITEM) : null;
  if (around && matchingIn(root, LATE_PARTS).length > 0) items.unshift(around);
  return items.map((item) => sightingOf(item, page)).filter((sighting) => sighting !== null);
}

export function messageAround(node: Node, page: Page): Sighting | null {
  let item = (isElement(node) ? node : node.parentElement)?.closest(OK_ITEM) ?? null;
  while (item) {
    const sighting = sightingOf(item, page);
    if (sighting) return sighting;
    item = item.parentElement?.closest(OK_ITEM) ?? null;
  }
  return null;
}

/** A topic may stand in the feed and in the layer over it: the layer counts. */
export function locate(ref: MessageRef, page: Page): Sighting | null {
  const parts = partsOf(ref);
  if (!parts) return null;
  const wanted = parts.comment ? OK_COMMENT : `${OK_FEED_ITEM}, ${OK_TOPIC_ROOT}`;
  const found = [...page.doc.querySelectorAll(wanted)]
    .map((item) => sightingOf(item, page))
    .filter((sighting) => sighting !== null && sighting.ref === ref);
  return found.find((s) => s?.element.closest(OK_TOPIC_ROOT)) ?? found.find((s) => s && isShown(s.element)) ?? found[0] ?? null;
}

/** What an element is a sighting of at this moment; null while it has no id or is still a skeleton. */
function sightingOf(element: Element, page: Page): Sighting | null {
  const subject = subjectAt(element, page.url);
  if (subject) {
    const anchor = pick(element, element.matches(OK_FEED_ITEM) ? okSelectors.feedHeader : okSelectors.topicHead, OK_ITEM);
    const text = anchor ? null : pick(element, okSelectors.text, OK_ITEM);
    if (!anchor && !text) return null;
    const read = () => readSubject(element, subjectAt(element, page.url) ?? subject, page);
    return { ref: subjectRef(subject), element, anchor: anchor ?? text ?? element, place: 'after', read };
  }
  return commentSighting(element, page);
}

function commentSighting(element: Element, page: Page): Sighting | null {
  const id = commentIdOf(element, page.url);
  if (!id) return null;
  const drawn = pick(element, okSelectors.commentAuthor, OK_ITEM) !== null || isDeleted(element);
  if (!drawn) return null;
  const anchor = pick(element, okSelectors.commentFooter, OK_ITEM) ?? element;
  const read = () => readComment(element, commentIdOf(element, page.url) ?? id, page);
  return { ref: commentRef(id.subject, id.comment), element, anchor, place: 'append', read };
}
