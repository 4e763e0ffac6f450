import { withinJob } from '../shared/within-job.ts';
import { part, vkComment, vkRules } from './rules.ts';
import { type VkSubject, vkAddress } from './urls.ts';

/** What an element stands for that is no comment: a wall post or an opened photo; null for what only looks like one or bears no id. */
export function subjectAt(item: Element, url: URL): VkSubject | null {
  if (item.matches(vkRules.css('photo'))) {
    const opened = vkAddress(url.href, url)?.subject ?? null;
    return opened?.kind === 'photo' ? opened : null;
  }
  return postAt(item, url);
}

function postAt(item: Element, url: URL): VkSubject | null {
  if (!isDrawnPost(item)) return null;
  const id = [item.getAttribute('data-post-id'), item.id].map(postId).find((found) => found !== null);
  if (id) return { kind: 'wall', id };
  // An element that names something else than a wall post in its attribute is none.
  if (item.hasAttribute('data-post-id')) return null;
  const anchored = postId(part(item, 'postAnchor')?.getAttribute('name') ?? null);
  if (anchored) return { kind: 'wall', id: anchored };
  const link = part(item, 'postLink')?.getAttribute('href');
  const linked = link ? vkAddress(link, url) : null;
  return linked?.subject.kind === 'wall' && linked.reply === null ? linked.subject : null;
}

function postId(text: string | null): string | null {
  const found = /^(?:post|wall)?(-?\d+_\d+)$/.exec(text ?? '');
  return found?.[1] ?? null;
}

/** A post of its own: not an advert, not shared inside another. */
export function isDrawnPost(item: Element): boolean {
  if (!item.matches(vkRules.css('post')) || item.matches(vkRules.css('repost')) || isNoMessage(item)) return false;
  if (item.matches(vkComment())) return false;
  return !item.parentElement?.closest(vkRules.css('post')) && !isLabelledAdvert(item);
}

/** Asked anew for each comment under a post, and looked for in the whole of it. */
const isLabelledAdvert = withinJob((item: Element) => part(item, 'advertLabel') !== null);

export function isNoMessage(item: Element): boolean {
  return item.closest(vkRules.css('notAMessage')) !== null;
}

/** What is discussed where an element stands: the post around it, what is opened over the page, else the page itself. */
export function discussedAt(item: Element, url: URL): VkSubject | null {
  const opened = vkAddress(url.href, url)?.subject ?? null;
  if (item.closest(vkRules.css('photoContext'))) return opened?.kind === 'photo' ? opened : null;
  if (item.closest(vkRules.css('videoContext'))) return opened?.kind === 'video' ? opened : null;
  const around = item.parentElement?.closest(vkRules.css('post'));
  return (around && subjectAt(around, url)) ?? opened;
}
