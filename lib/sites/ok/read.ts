import type { SeenMessage } from '../../domain/messages/seen.ts';
import { parseRussianTime } from '../shared/russian-dates.ts';
import { combined, pick, pickAll } from '../shared/selectors.ts';
import { authoredText } from '../shared/text.ts';
import type { Page } from '../site.ts';
import { topicAuthor } from './author-data.ts';
import type { OkCommentId } from './ids.ts';
import { OK_FEED_ITEM, OK_ITEM, okSelectors } from './selectors.ts';
import { commentRef, type OkSubject, okPermalink, subjectRef } from './urls.ts';

const EXPANDER = combined(okSelectors.expander);
const NOT_WRITTEN = [EXPANDER, OK_ITEM].join(', ');
const DELETED = combined(okSelectors.deleted);

export function readSubject(item: Element, subject: OkSubject, page: Page): SeenMessage {
  const inFeed = item.matches(OK_FEED_ITEM);
  const link = inFeed ? (pick(item, okSelectors.feedLink, OK_ITEM)?.getAttribute('href') ?? null) : null;
  const data = inFeed ? null : topicAuthor(pick(item, okSelectors.topicAuthorData, OK_ITEM));
  const author = pick(item, inFeed ? okSelectors.feedAuthor : okSelectors.topicAuthorName, OK_ITEM);
  const date = pick(item, inFeed ? okSelectors.feedDate : okSelectors.topicDate, OK_ITEM);
  const time = data?.createdAt ? { postedAt: data.createdAt, postedAtApproximate: false } : timeOf(date, page);
  return {
    ref: subjectRef(subject),
    parentRef: null,
    network: 'ok',
    channel: 'post',
    authorName: data?.name ?? nameOf(author),
    authorUrl: absolute(data?.href ?? hrefOf(author), page),
    text: pickAll(item, okSelectors.text, OK_ITEM).map(textOf).join('\n').trim(),
    ...time,
    permalink: okPermalink(page.url, subject, link, null),
    deleted: false,
  };
}

export function readComment(item: Element, { subject, comment, answered }: OkCommentId, page: Page): SeenMessage {
  const deleted = isDeleted(item);
  const author = pick(item, okSelectors.commentAuthor, OK_ITEM);
  const text = pick(item, okSelectors.commentText, OK_ITEM);
  return {
    ref: commentRef(subject, comment),
    parentRef: answered ? commentRef(subject, answered) : subjectRef(subject),
    network: 'ok',
    channel: 'comment',
    authorName: deleted ? '' : nameOf(author),
    authorUrl: deleted ? null : absolute(hrefOf(author), page),
    // What a deleted comment shows is the network's notice, not the citizen's words.
    text: deleted || !text ? '' : textOf(text),
    ...(machineTime(item) ?? timeOf(pick(item, okSelectors.commentDate, OK_ITEM), page)),
    permalink: okPermalink(page.url, subject, linkAround(item), comment),
    deleted,
  };
}

export function isDeleted(item: Element): boolean {
  return item.matches(DELETED) || item.querySelector(DELETED) !== null;
}

function linkAround(item: Element): string | null {
  const around = item.parentElement?.closest(OK_FEED_ITEM);
  return (around && pick(around, okSelectors.feedLink, OK_ITEM)?.getAttribute('href')) ?? null;
}

/** `data-time` is a whole number whose unit is not known: its size tells seconds from milliseconds. */
function machineTime(item: Element): Pick<SeenMessage, 'postedAt' | 'postedAtApproximate'> | null {
  const holder = item.closest('[data-time]') ?? item.querySelector('[data-time]');
  const value = holder?.getAttribute('data-time') ?? '';
  if (!/^\d{9,13}$/.test(value)) return null;
  return { postedAt: value.length > 10 ? Number(value) : Number(value) * 1000, postedAtApproximate: false };
}

function timeOf(element: Element | null, page: Page): Pick<SeenMessage, 'postedAt' | 'postedAtApproximate'> {
  const posted = element ? parseRussianTime(element.textContent ?? '', page.now, page.zone) : null;
  return { postedAt: posted?.at ?? null, postedAtApproximate: posted?.approximate ?? false };
}

function nameOf(element: Element | null): string {
  return element ? authoredText(element).replace(/\s+/g, ' ') : '';
}

function hrefOf(author: Element | null): string | null {
  const link = author?.matches('a[href]') ? author : (author?.closest('a[href]') ?? author?.querySelector('a[href]'));
  return link?.getAttribute('href') ?? null;
}

function absolute(href: string | null, page: Page): string | null {
  if (!href || !URL.canParse(href, page.url.href)) return null;
  const url = new URL(href, page.url.href);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin + url.pathname : null;
}

function textOf(element: Element): string {
  return authoredText(element, { skip: NOT_WRITTEN, expander: EXPANDER });
}
