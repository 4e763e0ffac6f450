import { saysDeleted } from '../shared/deleted.ts';
import { mediaOf } from '../shared/media.ts';
import { instantOfNumber, readTime } from '../shared/posted-at.ts';
import { pickAll } from '../shared/selectors.ts';
import { authoredText } from '../shared/text.ts';
import { withinJob } from '../shared/within-job.ts';
import type { Page, ReadMessage } from '../site.ts';
import { topicAuthor } from './author-data.ts';
import type { OkCommentId } from './ids.ts';
import { okItem, okPlace, okRules, part } from './rules.ts';
import { commentRef, type OkSubject, okAuthorId, okPermalink, subjectRef } from './urls.ts';

/** What OK writes where it cuts a text. */
const CUT = /\s*продолжение ниже(\.\.\.|…)?\s*$/i;

export function readSubject(item: Element, subject: OkSubject, page: Page): ReadMessage {
  const inFeed = item.matches(okRules.css('feedItem'));
  const deleted = part(item, 'topicDeleted') !== null;
  const link = inFeed ? (part(item, 'feedLink')?.getAttribute('href') ?? null) : null;
  const data = inFeed ? null : topicAuthor(part(item, 'topicAuthorData'));
  const author = part(item, inFeed ? 'feedAuthor' : 'topicAuthorName');
  const date = part(item, inFeed ? 'feedDate' : 'topicDate');
  const authorUrl = absolute(data?.href ?? hrefOf(author), page);
  const time = data?.createdAt ? { postedAt: data.createdAt, postedAtApproximate: false } : readTime(date, page);
  return {
    ref: subjectRef(subject),
    parentRef: null,
    network: 'ok',
    channel: 'post',
    authorName: data?.name ?? nameOf(author),
    authorUrl,
    authorId: okAuthorId(authorUrl),
    text: deleted ? '' : pickAll(item, okRules.of('text'), okItem()).map(textOf).join('\n').replace(CUT, '').trim(),
    ...time,
    permalink: okPermalink(page.url, subject, link, null),
    deleted,
    ...mediaOf((role) => part(item, role) !== null),
    ...placeOf(item, page),
  };
}

export function readComment(item: Element, { subject, comment, answered }: OkCommentId, page: Page): ReadMessage {
  const deleted = isDeleted(item);
  const author = deleted ? null : part(item, 'commentAuthor');
  const authorUrl = absolute(hrefOf(author), page);
  const text = part(item, 'commentText');
  const at = machineTime(item);
  return {
    ref: commentRef(subject, comment),
    parentRef: answered ? commentRef(subject, answered) : subjectRef(subject),
    network: 'ok',
    channel: 'comment',
    authorName: nameOf(author),
    authorUrl,
    authorId: okAuthorId(authorUrl),
    // What a deleted comment shows is the network's notice, not the citizen's words.
    text: deleted || !text ? '' : textOf(text),
    ...(at === null ? readTime(part(item, 'commentDate'), page) : { postedAt: at, postedAtApproximate: false }),
    permalink: okPermalink(page.url, subject, linkAround(item), comment),
    deleted,
    ...mediaOf((role) => part(item, role) !== null),
    ...placeOf(item, page),
  };
}

export function isDeleted(item: Element): boolean {
  if (item.matches(okRules.css('deleted')) || part(item, 'deleted')) return true;
  // Where the markup of a deleted comment is not known, its words are: a notice and nobody's name.
  if (part(item, 'commentAuthor') || part(item, 'commentText')) return false;
  return saysDeleted(authoredText(item));
}

/** The page a topic stands on is named by its author's address: a group's topics are the group's. */
function placeOf(item: Element, page: Page): { standsOn?: string[] } {
  const place = item.closest(okPlace());
  const address = place && absolute(authorHref(place), page);
  return address ? { standsOn: [address] } : {};
}

/** Asked anew for each comment of a topic. */
const authorHref = withinJob((place: Element) => {
  const inFeed = place.matches(okRules.css('feedItem'));
  const data = inFeed ? null : topicAuthor(part(place, 'topicAuthorData'));
  return data?.href ?? hrefOf(part(place, inFeed ? 'feedAuthor' : 'topicAuthorName'));
});

function linkAround(item: Element): string | null {
  const around = item.parentElement?.closest(okRules.css('feedItem'));
  return (around && part(around, 'feedLink')?.getAttribute('href')) ?? null;
}

/** `data-time` is a whole number whose unit is not known: its size tells seconds from milliseconds. */
function machineTime(item: Element): number | null {
  const own = item.closest('[data-time]') ?? item.querySelector('[data-time]');
  return own?.contains(item) || item.contains(own) ? instantOfNumber(own?.getAttribute('data-time')) : null;
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
  const expander = okRules.css('expander');
  return authoredText(element, { skip: `${expander}, ${okItem()}, ${okRules.css('attachment')}`, expander });
}
