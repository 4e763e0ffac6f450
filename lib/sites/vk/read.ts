import { saysDeleted } from '../shared/deleted.ts';
import { mediaOf } from '../shared/media.ts';
import { isElement } from '../shared/nodes.ts';
import { readTime } from '../shared/posted-at.ts';
import { authoredText } from '../shared/text.ts';
import { withinJob } from '../shared/within-job.ts';
import type { Page, ReadMessage } from '../site.ts';
import { answeredOnBoard, type CommentAddress } from './comment-ids.ts';
import { part, type VkRole, vkItem, vkRules } from './rules.ts';
import { replyRef, subjectRef, type VkSubject, vkAuthorId, vkAuthorUrl, vkPageKind, vkPermalink } from './urls.ts';

const FOLLOWING = 4;
const POST_AUTHOR = { name: 'postAuthorName', link: 'postAuthorLink', id: 'postAuthorId' } as const;
const LONGEST_DATE = 40;

export function readSubject(item: Element, subject: VkSubject, page: Page): ReadMessage {
  const deleted = isSaidDeleted(item);
  return {
    ref: subjectRef(subject),
    parentRef: null,
    network: 'vk',
    channel: 'post',
    ...authorOf(item, page, POST_AUTHOR),
    text: deleted ? '' : textOf(ownWords(item)),
    ...readTime(part(item, 'postDate') ?? wordedDate(item, 'postText', page), page),
    permalink: vkPermalink(page.url, { subject, reply: null, thread: null }),
    deleted,
    ...(part(item, 'restricted') && { restricted: true }),
    ...mediaOf((role) => part(item, role) !== null),
    standsOn: placeOf(item, subject, page),
  };
}

export function readComment(item: Element, address: CommentAddress, page: Page): ReadMessage {
  const { subject, reply, thread } = address;
  const deleted = isDeleted(item);
  const answered = thread ? replyRef(subject, thread) : answeredOnBoard(item, subject);
  return {
    ref: replyRef(subject, reply),
    // A topic of a board is no message itself.
    parentRef: answered ?? (subject.kind === 'topic' ? null : subjectRef(subject)),
    network: 'vk',
    channel: 'comment',
    ...authorOf(item, page, { name: 'commentAuthorName', link: 'commentAuthorLink', id: 'commentAuthorId' }),
    // What a deleted comment shows is the network's notice, not the citizen's words.
    text: deleted ? '' : textOf(part(item, 'commentText')),
    ...readTime(part(item, 'commentDate') ?? wordedDate(item, 'commentText', page), page),
    permalink: vkPermalink(page.url, address),
    deleted,
    ...mediaOf((role) => part(item, role) !== null),
    standsOn: placeOf(item, subject, page),
  };
}

export function isDeleted(item: Element): boolean {
  if (item.matches(vkRules.css('deletedComment')) || isSaidDeleted(item)) return true;
  // Where the markup of a deleted comment is not known, its words are: a notice and nobody's name.
  if (part(item, 'commentAuthorName') || part(item, 'commentText')) return false;
  return saysDeleted(authoredText(item, { skip: vkItem() }));
}

/** The same line tells of what was marked as spam or hidden from the feed: that is still there for others. */
function isSaidDeleted(item: Element): boolean {
  return saysDeleted(part(item, 'deletedNotice')?.textContent ?? '');
}

/** What stands under the name of somebody whose words were shared is not the author's. */
function ownWords(item: Element): Element | null {
  const text = part(item, 'postText');
  const shared = part(item, 'sharedHeader');
  return text && shared && (shared.compareDocumentPosition(text) & FOLLOWING) !== 0 ? null : text;
}

function authorOf(item: Element, page: Page, roles: { name: VkRole; link: VkRole; id: VkRole }) {
  return { authorName: nameOf(part(item, roles.name)), ...accountOf(part(item, roles.link), part(item, roles.id) ?? item, page) };
}

function accountOf(link: Element | null, said: Element, page: Page) {
  const authorUrl = vkAuthorUrl(link?.getAttribute('href') ?? null, page.url);
  const id = ['data-from-id', 'data-item-owner-id', 'data-answering-id'].map((name) => said.getAttribute(name)).find(Boolean);
  return { authorUrl, authorId: id && /^-?\d+$/.test(id) ? id : vkAuthorId(authorUrl) };
}

// Asked anew for each comment under a post, and looked for in the whole of it.
const postAuthorLink = withinJob((post: Element) => part(post, 'postAuthorLink'));
const postAuthorId = withinJob((post: Element) => part(post, 'postAuthorId'));

/** Addresses of the page a message stands on: by its number, and by the page's own address or, away from it, by the post's author if he may own it. */
function placeOf(item: Element, { id }: VkSubject, page: Page): string[] {
  const owner = /^-?\d+/.exec(id)?.[0] ?? '';
  const numbered = `https://vk.com/${owner.replace(/^-|^/, (sign) => (sign ? 'club' : 'id'))}`;
  if (vkPageKind(page.url) === 'wall') return [...new Set([numbered, page.url.origin + page.url.pathname])];
  const post = item.closest(vkRules.css('post'));
  const { authorUrl = null, authorId = null } = post ? accountOf(postAuthorLink(post), postAuthorId(post) ?? post, page) : {};
  return authorUrl === null || (vkAuthorId(authorUrl) ?? authorId ?? owner) !== owner
    ? [numbered]
    : [...new Set([numbered, authorUrl])];
}

/** Where no selector knows the date: the last short words, outside the text, that are one. */
function wordedDate(item: Element, text: VkRole, page: Page): Element | null {
  const written = part(item, text);
  const leaves = [...item.querySelectorAll('a, span, time')].filter((element) => {
    const words = element.querySelector('a, span, time, div') === null ? (element.textContent?.trim() ?? '') : '';
    return words !== '' && words.length <= LONGEST_DATE && !written?.contains(element) && element.closest(vkItem()) === item;
  });
  return leaves.findLast((element) => readTime(element, page).postedAt !== null) ?? null;
}

/** A mobile title holds a badge and the date besides the name: the name is its first link, else its first words. */
function nameOf(title: Element | null): string {
  if (!title) return '';
  const date = vkRules.css('postDate');
  const link = title.matches('a')
    ? title
    : [...title.querySelectorAll('a')].find((a) => !a.matches(date) && a.textContent?.trim());
  return (link ? authoredText(link) : firstWords(title, date)).replace(/\s+/g, ' ');
}

function firstWords(title: Element, skip: string): string {
  for (const child of title.childNodes) {
    const words = isElement(child) ? (child.matches(skip) ? '' : authoredText(child)) : (child.textContent?.trim() ?? '');
    if (words !== '') return words;
  }
  return '';
}

function textOf(element: Element | null): string {
  if (!element) return '';
  const expander = vkRules.css('expander');
  const skip = [expander, vkItem(), vkRules.css('attachment', 'restricted')].join(', ');
  return authoredText(element, { skip, expander });
}
