import { withinJob } from '../shared/within-job.ts';
import { okPlace, okRules, part } from './rules.ts';
import { type OkSubject, subjectOf } from './urls.ts';

/** What a post in a feed or an open topic is, as its element says now; null for adverts and what has no address. */
export function subjectAt(item: Element, url: URL): OkSubject | null {
  if (item.matches(okRules.css('feedItem'))) {
    if (item.parentElement?.closest(okRules.css('feedItem')) || isAdvert(item)) return null;
    return linkedSubject(feedLink(item), url) ?? seenSubject(item);
  }
  if (!isOpenTopic(item)) return null;
  return subjectOf(url.href, url) ?? linkedSubject(part(item, 'topicLink'), url);
}

/** A drawn post of which the page says neither that it is an advert nor where it leads. */
export function isNameless(item: Element, url: URL): boolean {
  const drawn = item.matches(okRules.css('feedItem')) && part(item, 'text') !== null;
  return drawn && !isAdvert(item) && subjectAt(item, url) === null && !item.parentElement?.closest(okRules.css('feedItem'));
}

export interface OkCommentId {
  subject: OkSubject;
  comment: string;
  /** Number of the comment answered, null for one under the post. */
  answered: string | null;
}

export function commentIdOf(item: Element, url: URL): OkCommentId | null {
  if (!isComment(item)) return null;
  const comment = seenCommentId(item) ?? namedCommentId(item);
  const subject = discussedAt(item, url);
  if (!comment || !subject) return null;
  const answered = part(item, 'answered')?.getAttribute('data-rid') ?? item.getAttribute('data-rid');
  return { subject, comment, answered: answered && /^\d+$/.test(answered) && answered !== '0' ? answered : null };
}

export function isComment(item: Element): boolean {
  const comment = okRules.css('comment');
  return item.matches(comment) && !item.parentElement?.closest(comment);
}

/** `data-seen-params` is JSON with the comment's number; it stands on the item or on what wraps or fills it. */
function seenCommentId(item: Element): string | null {
  const holder = item.closest('[data-seen-params]') ?? item.querySelector('[data-seen-params]');
  if (!holder || holder.matches(`${okPlace()}, .feed`)) return null;
  return numberIn(holder.getAttribute('data-seen-params'), 'commentId');
}

/** `msg123`, the mobile page's own mark to jump to. */
function namedCommentId(item: Element): string | null {
  return /^msg(\d+)$/.exec(part(item, 'commentName')?.getAttribute('name') ?? '')?.[1] ?? null;
}

/** A feed of 2017 to 2022 named its topics in the same attribute. */
function seenSubject(item: Element): OkSubject | null {
  const holder = item.matches('[data-seen-params]') ? item : item.querySelector('.feed[data-seen-params]');
  const id = numberIn(holder?.getAttribute('data-seen-params') ?? null, 'topicId');
  return id ? { kind: 'topic', id } : null;
}

function numberIn(json: string | null, name: string): string | null {
  if (!json) return null;
  try {
    const id = (JSON.parse(json) as { data?: Record<string, unknown> } | null)?.data?.[name];
    return /^\d+$/.test(String(id)) ? String(id) : null;
  } catch {
    return null;
  }
}

function discussedAt(item: Element, url: URL): OkSubject | null {
  const opened = subjectOf(url.href, url);
  if (item.closest(okRules.css('photoContext'))) return opened?.kind === 'photo' ? opened : null;
  const around = item.parentElement?.closest(okPlace());
  return (around && subjectAt(around, url)) ?? opened;
}

// Asked anew for each comment of a topic, and looked for in the whole of it.
const isAdvert = withinJob((item: Element) => item.querySelector(okRules.css('advert')) !== null);
const feedLink = withinJob((item: Element) => part(item, 'feedLink'));
const isOpenTopic = withinJob((item: Element) => {
  const root = okRules.css('topicRoot');
  if (!item.matches(root) || item.parentElement?.closest(root)) return false;
  // The same layer hosts the box for a new topic.
  return item.querySelector(okRules.css('topicHead', 'discussion', 'topicDeleted')) !== null;
});

function linkedSubject(link: Element | null, url: URL): OkSubject | null {
  const href = link?.getAttribute('href');
  return href ? subjectOf(href, url) : null;
}
