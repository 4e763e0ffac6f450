import type { MessageRef } from '../../domain/ids.ts';
import { isElement, matchingIn } from '../shared/nodes.ts';
import type { Page, Sighting } from '../site.ts';
import { messageIdOf, readMessage } from './read.ts';
import { part, telegramRules } from './rules.ts';
import { partsOf, telegramRef } from './urls.ts';

export function findMessages(root: ParentNode, page: Page): Sighting[] {
  const message = telegramRules.css('message');
  const items = matchingIn(root, telegramRules.each('message'));
  const around = isElement(root) && root.parentElement ? root.parentElement.closest(message) : null;
  // The text is drawn late: when it arrives, its message has become readable.
  if (around && matchingIn(root, telegramRules.each('text')).length > 0) items.unshift(around);
  return items.map((item) => sightingOf(item, page)).filter((sighting) => sighting !== null);
}

export function messageAround(node: Node, page: Page): Sighting | null {
  let item = (isElement(node) ? node : node.parentElement)?.closest(telegramRules.css('message')) ?? null;
  while (item) {
    const sighting = sightingOf(item, page);
    if (sighting) return sighting;
    item = item.parentElement?.closest(telegramRules.css('message')) ?? null;
  }
  return null;
}

export function locate(ref: MessageRef, page: Page): Sighting | null {
  const parts = partsOf(ref);
  if (!parts) return null;
  const { message } = parts;
  const forms = [
    `[data-mid="${message}"]`,
    `[data-message-id="${message}"]`,
    `[id="message-${message}"]`,
    `[id="message${message}"]`,
  ];
  const found = [...page.doc.querySelectorAll(forms.join(', '))].map((item) => sightingOf(item, page));
  return found.find((sighting) => sighting?.ref === ref) ?? null;
}

function sightingOf(element: Element, page: Page): Sighting | null {
  const id = messageIdOf(element, page.url);
  const anchor = id ? (part(element, 'text') ?? part(element, 'clock')) : null;
  if (!id || !anchor) return null;
  const read = () => readMessage(element, messageIdOf(element, page.url) ?? id, page);
  return { ref: telegramRef(id.peer, id.message), element, anchor, place: 'after', read };
}
