import type { MessageRef } from '../../domain/ids.ts';
import type { Identity } from '../../domain/messages/seen.ts';
import { isShown } from '../shared/nodes.ts';
import { type ReplyPresses, replyPresses } from '../shared/reply-presses.ts';
import { combined, pick } from '../shared/selectors.ts';
import { editableText } from '../shared/text.ts';
import type { Composer, Page } from '../site.ts';
import { locate, messageAround } from './find.ts';
import { vkIdentity } from './identity.ts';
import { isNoMessage } from './ids.ts';
import { VK_COMMENT, VK_ITEM, VK_POST, vkSelectors } from './selectors.ts';
import { isVkHost, partsOf, postRef, replyRef, type WallId, wallAddress } from './urls.ts';

const INPUT = combined(vkSelectors.composerInput);
const TARGET = combined(vkSelectors.composerTarget);
const FAKE = combined(vkSelectors.composerFake);
const NOT_A_FORM = ['body', VK_ITEM, combined(vkSelectors.commentsRoot), combined(vkSelectors.layer)].join(', ');
const PRESSABLE = [combined(vkSelectors.commentReplyControl), combined(vkSelectors.postCommentControl), FAKE].join(', ');

export function composerFor(ref: MessageRef, page: Page): Composer | null {
  watchPresses(page);
  const parts = partsOf(ref);
  const sighting = parts && locate(ref, page);
  if (!parts || !sighting) return null;
  const scope = sighting.element.parentElement?.closest(VK_POST) ?? discussionOf(sighting.element, page);
  for (const box of scope.querySelectorAll<HTMLElement>(INPUT)) {
    if (isShown(box) && answeredBy(box, page) === ref) return composerOf(box, page);
  }
  return null;
}

export function openComposer(ref: MessageRef, page: Page): boolean {
  watchPresses(page);
  const item = locate(ref, page)?.element;
  if (!item) return false;
  const role = item.matches(VK_COMMENT) ? vkSelectors.commentReplyControl : vkSelectors.postCommentControl;
  const control = item.matches(VK_COMMENT) ? null : item.querySelector<HTMLElement>(FAKE);
  const pressed = control && isShown(control) ? control : (pick(item, role, VK_ITEM) as HTMLElement | null);
  pressed?.click();
  return pressed !== null;
}

/** Starts watching whose «reply» is pressed; done on the first look at a page. */
export function watchPresses(page: Page): ReplyPresses {
  return replyPresses(page, {
    isOwnHost: isVkHost,
    controls: PRESSABLE,
    read(control, present) {
      const ref = messageAround(control, present)?.ref;
      const parts = ref ? partsOf(ref) : null;
      return ref && parts ? { ref, discussion: postRef(parts.post) } : null;
    },
  });
}

function composerOf(box: HTMLElement, page: Page): Composer {
  return {
    box,
    identity: (): Identity => (box.isConnected ? vkIdentity(box, page) : { kind: 'unknown' }),
    text: () => withoutGreeting(editableText(box), box, page),
    belongsTo: (ref) => box.isConnected && isShown(box) && answeredBy(box, page) === ref,
  };
}

/** Which message a reply box answers now; null when the page does not say it surely. */
function answeredBy(box: HTMLElement, page: Page): MessageRef | null {
  const post = isNoMessage(box) ? null : postOf(box, page);
  if (!post) return null;
  const inside = box.closest(VK_COMMENT);
  if (inside) return messageAround(inside, page)?.ref ?? null;
  const form = formOf(box);
  const hidden = form.querySelector<HTMLInputElement>('input[type="hidden"][id^="reply_to"]');
  if (hidden) {
    const reply = /(\d+)$/.exec(hidden.value)?.[1];
    return reply && Number(reply) > 0 ? replyRef(post, reply) : postRef(post);
  }
  const target = form.querySelector(TARGET);
  const pressed = pressedComment(post, page);
  if (!target || !isShown(target) || target.textContent?.trim() === '') {
    // Where the class of that line is not known any more, the network's greeting still tells whom the box answers.
    return pressed && editableText(box).startsWith(greetingOf(pressed.author)) ? pressed.ref : postRef(post);
  }
  return pressed && names(target, pressed.author) ? pressed.ref : null;
}

/** The comment whose «reply» was pressed last under this post. */
function pressedComment(post: WallId, page: Page): { ref: MessageRef; author: string } | null {
  const ref = watchPresses(page).last(postRef(post));
  const author = ref && ref !== postRef(post) ? locate(ref, page)?.read().authorName : null;
  return ref && author ? { ref, author } : null;
}

/** Does «ответ Анне» mean this author? Names are declined there: their beginning is what stays. */
function names(target: Element, author: string): boolean {
  const firstName = author.toLowerCase().split(' ')[0] ?? '';
  const stem = firstName.slice(0, Math.max(1, Math.min(3, firstName.length - 1)));
  const words = (target.textContent ?? '').toLowerCase().split(/\s+/);
  return words.some((word) => word.startsWith(stem));
}

/** What belongs to a box: the largest element around it with no comment and no other box inside. */
function formOf(box: HTMLElement): Element {
  let form: Element = box;
  while (form.parentElement && !form.parentElement.matches(NOT_A_FORM)) {
    const { parentElement } = form;
    if (parentElement.querySelector(VK_COMMENT) || parentElement.querySelectorAll(INPUT).length > 1) break;
    form = parentElement;
  }
  return form;
}

function postOf(box: Element, page: Page): WallId | null {
  const around = box.closest(VK_POST);
  const ref = around && messageAround(around, page)?.ref;
  return (ref && partsOf(ref)?.post) ?? wallAddress(page.url.href, page.url)?.post ?? null;
}

/** Where a post's comments and box are: the post itself, or the layer or page around it on the post's own address. */
function discussionOf(item: Element, page: Page): ParentNode {
  if (item.querySelector(INPUT) || !wallAddress(page.url.href, page.url)) return item;
  return item.closest(combined(vkSelectors.layer)) ?? page.doc;
}

/** The network itself puts «Имя, » before a reply to a comment: those are not a person's words. */
function withoutGreeting(text: string, box: HTMLElement, page: Page): string {
  const ref = answeredBy(box, page);
  const author = ref && partsOf(ref)?.reply ? locate(ref, page)?.read().authorName : null;
  return author && text.startsWith(greetingOf(author)) ? text.slice(greetingOf(author).length).trim() : text;
}

function greetingOf(author: string): string {
  return `${author.split(' ')[0]},`;
}
