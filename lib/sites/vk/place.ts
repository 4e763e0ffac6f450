import type { Page } from '../site.ts';
import { part, vkRules } from './rules.ts';
import { type VkSubject, vkAuthorId, vkAuthorUrl, vkPageKind } from './urls.ts';

/** Addresses of the page a message stands on: by its number, and by the page's own address or, away from it, by the post's author. */
export function placeOf(item: Element, { id }: VkSubject, page: Page): string[] {
  const owner = id.split('_')[0] ?? '';
  const numbered = `https://vk.com/${owner.startsWith('-') ? `club${owner.slice(1)}` : `id${owner}`}`;
  const opened = vkPageKind(page.url) === 'wall' ? vkAuthorUrl(page.url.pathname, page.url) : null;
  const named = opened ?? authorOfPost(item, owner, page);
  return named === null || named === numbered ? [numbered] : [numbered, named];
}

/** Null when the author is known to be another than the owner of the page. */
function authorOfPost(item: Element, owner: string, page: Page): string | null {
  const post = item.closest(vkRules.css('post'));
  const author = vkAuthorUrl(post ? (part(post, 'postAuthorLink')?.getAttribute('href') ?? null) : null, page.url);
  const number = vkAuthorId(author);
  return number !== null && number !== owner ? null : author;
}
