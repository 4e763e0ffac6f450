import type { MessageRef } from '../../domain/ids.ts';
import type { Page } from '../site.ts';
import { isElement } from './nodes.ts';

/**
 * Networks do not say in the page which comment an open box answers. What can be known is whose «reply» was pressed
 * last in a discussion: watched from the first look at a page, by a person's click and by ours alike.
 */
export interface ReplyPresses {
  /** The message whose reply control was pressed last in this discussion; null when none was. */
  last(discussion: MessageRef): MessageRef | null;
}

interface Watching {
  /** Reply controls and controls that turn the box back to the post. */
  controls: string;
  isOwnHost(host: string): boolean;
  /** Which message a control belongs to at this moment, and its discussion. */
  read(control: Element, page: Page): { ref: MessageRef; discussion: MessageRef } | null;
}

const watched = new WeakMap<Document, ReplyPresses>();

export function replyPresses(page: Page, watching: Watching): ReplyPresses {
  const { doc } = page;
  const known = watched.get(doc);
  if (known) return known;
  const lastIn = new Map<MessageRef, MessageRef>();
  doc.addEventListener(
    'click',
    (event) => {
      const control = isElement(event.target) ? event.target.closest(watching.controls) : null;
      const pressed = control ? watching.read(control, presentPage(page, watching)) : null;
      if (pressed) lastIn.set(pressed.discussion, pressed.ref);
    },
    { capture: true, passive: true },
  );
  const presses: ReplyPresses = { last: (discussion) => lastIn.get(discussion) ?? null };
  watched.set(doc, presses);
  return presses;
}

/** The page as it is when the press comes: the address has changed since the watching began. */
function presentPage(page: Page, { isOwnHost }: Watching): Page {
  const location = page.doc.defaultView?.location;
  return location && isOwnHost(location.hostname) ? { ...page, url: new URL(location.href) } : page;
}
