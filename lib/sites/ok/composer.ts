import type { MessageRef } from '../../domain/ids.ts';
import type { Identity } from '../../domain/messages/seen.ts';
import { isShown } from '../shared/nodes.ts';
import { type ReplyPresses, replyPresses } from '../shared/reply-presses.ts';
import { editableText } from '../shared/text.ts';
import type { Composer, Page } from '../site.ts';
import { locate, messageAround } from './find.ts';
import { okPlace, okRules, part } from './rules.ts';
import { isOkHost, type OkSubject, partsOf, subjectOf, subjectRef } from './urls.ts';

export function composerFor(ref: MessageRef, page: Page): Composer | null {
  watchPresses(page);
  const item = locate(ref, page)?.element;
  if (!item) return null;
  const scope: ParentNode = item.closest(okPlace()) ?? page.doc;
  for (const box of scope.querySelectorAll<HTMLElement>(okRules.css('composerInput'))) {
    if (!box.matches(okRules.css('notTheComposer')) && isShown(box) && answeredBy(box, page) === ref)
      return composerOf(box, page);
  }
  return null;
}

export function openComposer(ref: MessageRef, page: Page): boolean {
  watchPresses(page);
  const item = locate(ref, page)?.element;
  if (!item) return false;
  const control = part(item, item.matches(okRules.css('comment')) ? 'commentReplyControl' : 'feedCommentControl');
  (control as HTMLElement | null)?.click();
  return control !== null;
}

export function watchPresses(page: Page): ReplyPresses {
  return replyPresses(page, {
    isOwnHost: isOkHost,
    controls: okRules.css('commentReplyControl', 'feedCommentControl'),
    read(control, present) {
      const ref = messageAround(control, present)?.ref;
      const parts = ref ? partsOf(ref) : null;
      return ref && parts ? { ref, discussion: subjectRef(parts.subject) } : null;
    },
  });
}

function composerOf(box: HTMLElement, page: Page): Composer {
  return {
    box,
    // No sign of the «от имени группы» switch is known from any page of OK: the person is asked.
    identity: (): Identity => ({ kind: 'unknown' }),
    text: () => withoutGreeting(editableText(box), box, page),
    belongsTo: (ref) => box.isConnected && isShown(box) && answeredBy(box, page) === ref,
  };
}

/**
 * Which message a box answers now. Inside a comment it is that comment's. Else the form names the answered comment by
 * `data-rid`, or greets its author; what it names must also be the comment whose «Ответить» was pressed last.
 */
function answeredBy(box: HTMLElement, page: Page): MessageRef | null {
  const inside = box.closest(okRules.css('comment'));
  if (inside) return messageAround(inside, page)?.ref ?? null;
  const subject = subjectOfBox(box, page);
  if (!subject) return null;
  const form = box.closest(okRules.css('composerForm'));
  const named = (form?.matches('[data-rid]') ? form : form?.querySelector('[data-rid]'))?.getAttribute('data-rid');
  if (named && /^\d+$/.test(named) && named !== '0') return `${subjectRef(subject)}#${named}` as MessageRef;
  const pressed = watchPresses(page).last(subjectRef(subject));
  if (pressed && pressed !== subjectRef(subject) && greets(box, pressed, page)) return pressed;
  return subjectRef(subject);
}

function subjectOfBox(box: Element, page: Page): OkSubject | null {
  const around = box.closest(okPlace());
  const ref = around && messageAround(around, page)?.ref;
  return (ref && partsOf(ref)?.subject) ?? subjectOf(page.url.href, page.url);
}

/** «Имя, » at the start of the box, put there by the network. */
function greets(box: HTMLElement, ref: MessageRef, page: Page): boolean {
  const greeting = greetingOf(ref, page);
  return greeting !== null && editableText(box).startsWith(greeting);
}

function greetingOf(ref: MessageRef, page: Page): string | null {
  const name = partsOf(ref)?.comment ? locate(ref, page)?.read().authorName.split(' ')[0] : null;
  return name ? `${name},` : null;
}

function withoutGreeting(text: string, box: HTMLElement, page: Page): string {
  const ref = answeredBy(box, page);
  const greeting = ref && greetingOf(ref, page);
  return greeting && text.startsWith(greeting) ? text.slice(greeting.length).trim() : text;
}
