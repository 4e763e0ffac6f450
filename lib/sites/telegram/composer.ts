import type { MessageRef } from '../../domain/ids.ts';
import type { Identity } from '../../domain/messages/seen.ts';
import { isShown } from '../shared/nodes.ts';
import { editableText } from '../shared/text.ts';
import type { Composer, Page } from '../site.ts';
import { telegramRules } from './rules.ts';
import { openChat, partsOf } from './urls.ts';

/**
 * The one box of an open chat writes under the post whose comments are open. How a page says that it answers another message
 * is not known surely, so for any other message, or while something is being answered, there is no box to be sure of.
 */
export function composerFor(ref: MessageRef, page: Page): Composer | null {
  for (const box of page.doc.querySelectorAll<HTMLElement>(telegramRules.css('composerInput'))) {
    if (isShown(box) && answers(box, ref, page)) return composerOf(box, page);
  }
  return null;
}

function composerOf(box: HTMLElement, page: Page): Composer {
  return {
    box,
    // Who speaks, the person or the channel, is said by a picture alone: the person is asked.
    identity: (): Identity => ({ kind: 'unknown' }),
    text: () => editableText(box),
    belongsTo: (ref) => box.isConnected && isShown(box) && answers(box, ref, page),
  };
}

function answers(box: HTMLElement, ref: MessageRef, page: Page): boolean {
  const parts = partsOf(ref);
  const chat = openChat(page.url);
  if (!parts || !chat?.thread || box.closest(telegramRules.css('otherChat'))) return false;
  return chat.peer === parts.peer && chat.thread === parts.message && !isAnswering(page.doc);
}

function isAnswering(doc: Document): boolean {
  return [...doc.querySelectorAll(telegramRules.css('composerTarget'))].some(
    (target) => isShown(target) && target.textContent !== '',
  );
}
