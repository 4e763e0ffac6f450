import { combined, pick } from '../shared/selectors.ts';
import { OK_COMMENT, OK_FEED_ITEM, OK_ITEM, OK_TOPIC_ROOT, okSelectors } from './selectors.ts';
import { type OkSubject, subjectOf } from './urls.ts';

const ADVERT = combined(okSelectors.advert);
const TOPIC_SIGNS = combined(okSelectors.topicHead, okSelectors.discussion);

/** What a post in a feed or an open topic is, as its element says now; null for adverts and what has no address. */
export function subjectAt(item: Element, url: URL): OkSubject | null {
  if (item.matches(OK_FEED_ITEM)) {
    if (item.parentElement?.closest(OK_FEED_ITEM) || item.querySelector(ADVERT)) return null;
    return linkedSubject(pick(item, okSelectors.feedLink, OK_ITEM), url);
  }
  if (!item.matches(OK_TOPIC_ROOT) || !item.querySelector(TOPIC_SIGNS) || item.parentElement?.closest(OK_TOPIC_ROOT)) return null;
  return subjectOf(url.href, url) ?? linkedSubject(pick(item, okSelectors.topicLink, OK_ITEM), url);
}

/** A drawn post of which the page says neither that it is an advert nor where it leads. */
export function isNameless(item: Element, url: URL): boolean {
  const drawn = item.matches(OK_FEED_ITEM) && pick(item, okSelectors.text, OK_ITEM) !== null;
  return drawn && !item.querySelector(ADVERT) && subjectAt(item, url) === null;
}

export interface OkCommentId {
  subject: OkSubject;
  comment: string;
  /** Number of the comment answered, null for one under the post. */
  answered: string | null;
}

export function commentIdOf(item: Element, url: URL): OkCommentId | null {
  if (!item.matches(OK_COMMENT) || item.parentElement?.closest(OK_COMMENT)) return null;
  const comment = seenCommentId(item);
  const subject = discussedAt(item, url);
  if (!comment || !subject) return null;
  const answered = pick(item, okSelectors.answered, OK_ITEM)?.getAttribute('data-rid') ?? item.getAttribute('data-rid');
  return { subject, comment, answered: answered && /^\d+$/.test(answered) && answered !== '0' ? answered : null };
}

/** `data-seen-params` is JSON with the comment's number; it stands on the item or on what wraps or fills it. */
function seenCommentId(item: Element): string | null {
  const holder = item.closest('[data-seen-params]') ?? item.querySelector('[data-seen-params]');
  const params = holder && holder.closest(OK_FEED_ITEM) !== holder ? holder.getAttribute('data-seen-params') : null;
  if (!params) return null;
  try {
    const id = (JSON.parse(params) as { data?: { commentId?: unknown } } | null)?.data?.commentId;
    return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
  } catch {
    return null;
  }
}

function discussedAt(item: Element, url: URL): OkSubject | null {
  const around = item.parentElement?.closest(`${OK_FEED_ITEM}, ${OK_TOPIC_ROOT}`);
  return (around && subjectAt(around, url)) ?? subjectOf(url.href, url);
}

function linkedSubject(link: Element | null, url: URL): OkSubject | null {
  const href = link?.getAttribute('href');
  return href ? subjectOf(href, url) : null;
}
