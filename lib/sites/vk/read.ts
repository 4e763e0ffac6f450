import type { SeenMessage } from '../../domain/messages/seen.ts';
import { type PostedAt, parseRussianTime } from '../shared/russian-dates.ts';
import { combined, pick } from '../shared/selectors.ts';
import { authoredText } from '../shared/text.ts';
import type { Page } from '../site.ts';
import { VK_ITEM, vkSelectors } from './selectors.ts';
import { postRef, replyRef, vkPermalink, type WallAddress, type WallId } from './urls.ts';

const EXPANDER = combined(vkSelectors.expander);
const DELETED = combined(vkSelectors.deletedComment);
const NOT_WRITTEN = [EXPANDER, VK_ITEM, combined(vkSelectors.attachment)].join(', ');

export function readPost(item: Element, post: WallId, page: Page): SeenMessage {
  const address = { post, reply: null, thread: null };
  return {
    ref: postRef(post),
    parentRef: null,
    network: 'vk',
    channel: 'post',
    authorName: nameOf(pick(item, vkSelectors.postAuthorName, VK_ITEM)),
    authorUrl: hrefOf(pick(item, vkSelectors.postAuthorLink, VK_ITEM), page),
    text: textOf(pick(item, vkSelectors.postText, VK_ITEM)),
    ...timeOf(pick(item, vkSelectors.postDate, VK_ITEM), page),
    permalink: vkPermalink(page.url, address),
    deleted: false,
  };
}

export function readComment(item: Element, address: WallAddress & { reply: string }, page: Page): SeenMessage {
  const { post, reply, thread } = address;
  const deleted = item.matches(DELETED);
  return {
    ref: replyRef(post, reply),
    parentRef: thread ? replyRef(post, thread) : postRef(post),
    network: 'vk',
    channel: 'comment',
    authorName: nameOf(pick(item, vkSelectors.commentAuthorName, VK_ITEM)),
    authorUrl: hrefOf(pick(item, vkSelectors.commentAuthorLink, VK_ITEM), page),
    // What a deleted comment shows is the network's notice, not the citizen's words.
    text: deleted ? '' : textOf(pick(item, vkSelectors.commentText, VK_ITEM)),
    ...timeOf(pick(item, vkSelectors.commentDate, VK_ITEM), page),
    permalink: vkPermalink(page.url, address),
    deleted,
  };
}

/** A mobile title holds a badge and the date besides the name: the name is its first link. */
function nameOf(title: Element | null): string {
  const link = title?.querySelector('a');
  return title ? authoredText(link ?? title).replace(/\s+/g, ' ') : '';
}

function hrefOf(link: Element | null, page: Page): string | null {
  const href = link?.getAttribute('href');
  if (!href || !URL.canParse(href, page.url.href)) return null;
  const url = new URL(href, page.url.href);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin + url.pathname : null;
}

function textOf(element: Element | null): string {
  return element ? authoredText(element, { skip: NOT_WRITTEN, expander: EXPANDER }) : '';
}

function timeOf(element: Element | null, page: Page): Pick<SeenMessage, 'postedAt' | 'postedAtApproximate'> {
  const posted = element ? (machineTime(element) ?? parseRussianTime(element.textContent ?? '', page.now, page.zone)) : null;
  return { postedAt: posted?.at ?? null, postedAtApproximate: posted?.approximate ?? false };
}

/** The classic markup puts epoch seconds beside a relative text. */
function machineTime(element: Element): PostedAt | null {
  const seconds = (element.matches('[time]') ? element : element.querySelector('[time]'))?.getAttribute('time');
  return seconds && /^\d{9,10}$/.test(seconds) ? { at: Number(seconds) * 1000, approximate: false } : null;
}
