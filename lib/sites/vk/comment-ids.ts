import type { MessageRef } from '../../domain/ids.ts';
import { withinJob } from '../shared/within-job.ts';
import { discussedAt, isNoMessage } from './ids.ts';
import { part, vkComment, vkRules } from './rules.ts';
import { replyRef, type VkAddress, type VkSubject, type VkSubjectKind, vkAddress } from './urls.ts';

export interface CommentAddress extends VkAddress {
  reply: string;
}

interface OwnNumber {
  reply: string;
  /** `-1photo_3`: what kind of thing the comment is under, where its id says so. */
  kind: VkSubjectKind | null;
}

/** The address of a comment: its own link says most, else a handler, else its id and what it stands under. */
export function commentAddressOf(item: Element, url: URL): CommentAddress | null {
  if (!item.matches(vkComment()) || isNoMessage(item)) return null;
  const own = ownNumberOf(item);
  const linked = linkedAddress(item, own, url);
  if (linked) return { ...linked, thread: threadOf(item, linked) };
  const subject = discussedAt(item, url);
  if (!own || !subject || !isUnder(own, subject)) return null;
  return { subject, reply: own.reply, thread: threadOf(item, null) };
}

function linkedAddress(item: Element, own: OwnNumber | null, url: URL): CommentAddress | null {
  const link = part(item, 'commentLink')?.getAttribute('href');
  const said = [link ? vkAddress(link, url) : null, handledAddress(item, url)];
  for (const address of said) {
    // A link in the text may lead to somebody else's comment.
    if (address?.reply && (own === null || own.reply === address.reply)) return { ...address, reply: address.reply };
  }
  return null;
}

function handledAddress(item: Element, url: URL): VkAddress | null {
  const handler = (item.matches(vkRules.css('commentHandler')) ? item : part(item, 'commentHandler'))?.getAttribute('onclick');
  if (!handler) return null;
  const wiki = /\bw:\s*'([a-z]+-?\d+_\d+)'(?:.*?\breply:\s*'?(\d+))?/.exec(handler);
  if (wiki?.[1]) return vkAddress(`/${wiki[1]}${wiki[2] ? `?reply=${wiki[2]}` : ''}`, url);
  const click = /replyClick\('(?:wall)?(-?\d+)_(photo|video|topic)?(\d+)'\s*,\s*(\d+)/.exec(handler);
  if (!click) return null;
  const kind = click[2] ?? 'wall';
  return vkAddress(`/${kind}${click[1]}_${click[3]}?${kind === 'topic' ? 'post' : 'reply'}=${click[4]}`, url);
}

function ownNumberOf(item: Element): OwnNumber | null {
  for (const id of [item.getAttribute('data-post-id'), item.id, part(item, 'boardContent')?.id ?? null]) {
    // The video layer ends its own with «mv».
    const found = /^(?:post|bp_data|wall_reply)?-?\d+(photo|video|topic)?_(\d+)(?:mv)?$/.exec(id ?? '');
    if (found?.[2]) return { reply: found[2], kind: (found[1] as VkSubjectKind | undefined) ?? null };
  }
  const anchored = /^reply(\d+)$/.exec(part(item, 'commentAnchor')?.getAttribute('name') ?? '')?.[1];
  if (anchored) return { reply: anchored, kind: null };
  // Under a video the id is the number alone.
  return item.matches('[data-testid="comment"]') && /^\d+$/.test(item.id) ? { reply: item.id, kind: null } : null;
}

function isUnder(own: OwnNumber, subject: VkSubject): boolean {
  return own.kind === null || own.kind === subject.kind;
}

/** Number of the comment that opened the thread; null for a comment right under the post. */
function threadOf(item: Element, linked: VkAddress | null): string | null {
  if (linked?.thread && linked.thread !== linked.reply) return linked.thread;
  const deep = item.closest('.replies_wrap_deep')?.getAttribute('data-post-id');
  if (deep) return /_(\d+)$/.exec(deep)?.[1] ?? null;
  return isInThread(item) ? rootNumber(item) : null;
}

const isInThread = withinJob((item: Element): boolean => {
  const levelled = item.closest('[style*="--comment-layout-level"]');
  const level = /--comment-layout-level:\s*(\d+)/.exec(levelled?.getAttribute('style') ?? '')?.[1];
  return item.closest(vkRules.css('threadComment')) !== null || (level !== undefined && level !== '0');
});

/** A thread's root is the comment around it or the nearest one before it that is in no thread. */
function rootNumber(item: Element): string | null {
  const around = item.parentElement?.closest(vkComment());
  if (around && !isInThread(around)) return ownNumberOf(around)?.reply ?? null;
  const list = item.closest(vkRules.css('commentsRoot')) ?? item.ownerDocument.body;
  // A long thread in a place of its own is stepped over at once.
  let at = item.closest(vkRules.css('thread')) ?? item;
  while (at !== list) {
    const before = at.previousElementSibling;
    const root = before && lastRootIn(before);
    if (root) return ownNumberOf(root)?.reply ?? null;
    const next = before ?? at.parentElement;
    if (!next) return null;
    at = next;
  }
  return null;
}

function lastRootIn(element: Element): Element | null {
  if (element.matches(vkComment())) return isInThread(element) ? null : element;
  return [...element.querySelectorAll(vkComment())].findLast((comment) => !isInThread(comment)) ?? null;
}

/** On a board there are no threads; «Имя,» links to the comment answered. */
export function answeredOnBoard(item: Element, subject: VkSubject): MessageRef | null {
  if (subject.kind !== 'topic') return null;
  const number = /_(\d+)$/.exec(part(item, 'answeredMention')?.getAttribute('mention') ?? '')?.[1];
  return number ? replyRef(subject, number) : null;
}
