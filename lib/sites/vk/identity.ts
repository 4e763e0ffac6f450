import type { Identity } from '../../domain/messages/seen.ts';
import type { Page } from '../site.ts';

/**
 * Whose name a reply will bear. The classic box says it: its picture links to the author, and a checkbox writes for the
 * community. The redesign's switch is not known from any page, so the person is asked there.
 */
export function vkIdentity(box: HTMLElement, page: Page): Identity {
  const wrap = box.closest('.reply_box_wrap') ?? box.closest('.reply_box_inner_wrap') ?? box.closest('.reply_box, .reply_form');
  const checkbox = wrap?.querySelector('[id^="reply_as_group"]');
  if (checkbox && isOn(checkbox)) {
    const owner = wrap?.querySelector('[data-owner-href]');
    return identityAt(owner?.getAttribute('data-owner-href'), owner?.getAttribute('data-owner-name'), page);
  }
  const author = wrap?.querySelector('a._post_field_author[href], a.post_field_user_link[href]');
  const name = author?.getAttribute('aria-label') ?? author?.querySelector('img[alt]')?.getAttribute('alt');
  return identityAt(author?.getAttribute('href'), name, page);
}

function identityAt(href: string | null | undefined, name: string | null | undefined, page: Page): Identity {
  const url = href ? URL.parse(href, page.url.href) : null;
  return url ? { kind: 'known', name: name ?? '', url: url.href } : { kind: 'unknown' };
}

function isOn(checkbox: Element): boolean {
  const state = checkbox.getAttribute('aria-checked');
  if (state !== null) return state === 'true';
  return (checkbox as Partial<HTMLInputElement>).checked ?? checkbox.matches('.on, .checkbox_on');
}
