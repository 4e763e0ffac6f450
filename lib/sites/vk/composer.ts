import type { MessageRef } from '../../domain/ids.ts';
import type { Identity } from '../../domain/messages/seen.ts';
import { isShown } from '../shared/nodes.ts';
import { type ReplyPresses, replyPresses } from '../shared/reply-presses.ts';
import { editableText } from '../shared/text.ts';
import type { Composer, Page } from '../site.ts';
import { locate, messageAround } from './find.ts';
import { vkIdentity } from './identity.ts';
import { discussedAt, isNoMessage } from './ids.ts';
import { part, vkComment, vkItem, vkRules } from './rules.ts';
import { isSameSubject, isVkHost, partsOf, replyRef, subjectRef, type VkSubject, type VkSubjectKind, vkAddress } from './urls.ts';

export function composerFor(ref: MessageRef, page: Page): Composer | null {
  watchPresses(page);
  const item = locate(ref, page)?.element;
  if (!item) return null;
  const scope = item.parentElement?.closest(vkRules.css('post')) ?? discussionOf(item, page);
  for (const box of scope.querySelectorAll<HTMLElement>(vkRules.css('composerInput'))) {
    if (isShown(box) && answeredBy(box, page) === ref) return composerOf(box, page);
  }
  return null;
}

export function openComposer(ref: MessageRef, page: Page): boolean {
  watchPresses(page);
  const item = locate(ref, page)?.element;
  if (!item) return false;
  const isComment = item.matches(vkComment());
  const fake = isComment ? null : item.querySelector<HTMLElement>(vkRules.css('composerFake'));
  const control = part(item, isComment ? 'commentReplyControl' : 'postCommentControl') as HTMLElement | null;
  const pressed = fake && isShown(fake) ? fake : control;
  pressed?.click();
  return pressed !== null;
}

/** Starts watching whose «reply» is pressed; done on the first look at a page. */
export function watchPresses(page: Page): ReplyPresses {
  return replyPresses(page, {
    isOwnHost: isVkHost,
    controls: vkRules.css('commentReplyControl', 'postCommentControl', 'composerFake'),
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
    identity: (): Identity => (box.isConnected ? vkIdentity(box, page) : { kind: 'unknown' }),
    text: () => withoutGreeting(editableText(box), box, page),
    ...(box.closest('[data-testid]') ? { attachments: () => picturesAt(formOf(box)) } : {}),
    belongsTo: (ref) => box.isConnected && isShown(box) && answeredBy(box, page) === ref,
  };
}

/** Previews of what is attached stand in a place of their own; none is there while nothing is. */
function picturesAt(form: Element): number {
  return form.querySelector(vkRules.css('composerAttachments'))?.querySelectorAll('img, [style*="background-image"]').length ?? 0;
}

/** Which message a reply box answers now; null when the page does not say it surely. */
function answeredBy(box: HTMLElement, page: Page): MessageRef | null {
  const subject = isNoMessage(box) ? null : subjectOf(box, page);
  if (!subject) return null;
  const inside = box.closest(vkComment());
  if (inside) return messageAround(inside, page)?.ref ?? null;
  const form = formOf(box);
  const pressed = pressedComment(subject, page);
  const hidden = form.querySelector<HTMLInputElement>('input[id^="reply_to"], [name="reply_to"]');
  if (hidden) {
    const reply = /[1-9]\d*$/.exec(hidden.value)?.[0];
    // What m.vk.com writes there for a comment is not known: its form is the post's, and only while no comment was chosen.
    if (!hidden.id && (reply || pressed)) return null;
    return reply ? replyRef(subject, reply) : subjectRef(subject);
  }
  const target = form.querySelector(vkRules.css('composerTarget'));
  if (!target || !isShown(target) || target.textContent?.trim() === '') {
    // Where the class of that line is not known any more, the network's greeting still tells whom the box answers.
    return pressed && editableText(box).startsWith(greetingOf(pressed.author)) ? pressed.ref : subjectRef(subject);
  }
  return pressed && names(target, pressed.author) ? pressed.ref : null;
}

/** The comment whose «reply» was pressed last under this post. */
function pressedComment(subject: VkSubject, page: Page): { ref: MessageRef; author: string } | null {
  const ref = watchPresses(page).last(subjectRef(subject));
  const author = ref && ref !== subjectRef(subject) ? locate(ref, page)?.read().authorName : null;
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
  const notAForm = `body, ${vkItem()}, ${vkRules.css('commentsRoot', 'layer')}`;
  const input = vkRules.css('composerInput');
  let form: Element = box;
  while (form.parentElement && !form.parentElement.matches(notAForm)) {
    const { parentElement } = form;
    if (parentElement.querySelector(vkComment()) || parentElement.querySelectorAll(input).length > 1) break;
    form = parentElement;
  }
  return form;
}

/** What a box is under: its own id says it in the classic layout, the address of its form on m.vk.com, else where it stands. */
function subjectOf(box: Element, page: Page): VkSubject | null {
  const stands = discussedAt(box, page.url);
  const said = `${box.id} ${box.closest('form')?.getAttribute('action')}`;
  const named = /(?:reply_field|new_comment=)(-?\d+)_(wall|photo|video|topic)?(\d+)/.exec(said);
  if (!named) return stands;
  const subject = { kind: (named[2] ?? 'wall') as VkSubjectKind, id: `${named[1]}_${named[3]}` };
  // The box says one thing and its place another: it is nobody's.
  return stands === null || isSameSubject(stands, subject) ? subject : null;
}

/** Where comments and box of a subject are: in itself, or in the layer or page around it on its own address. */
function discussionOf(item: Element, page: Page): ParentNode {
  if (item.querySelector(vkRules.css('composerInput')) || !vkAddress(page.url.href, page.url)) return item;
  return item.closest(vkRules.css('layer', 'photoContext')) ?? page.doc;
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
