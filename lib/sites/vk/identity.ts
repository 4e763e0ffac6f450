import type { Identity } from '../../domain/messages/seen.ts';
import type { Page } from '../site.ts';

/**
 * Whose name a reply will bear. The classic box says it: its picture links to the author, and a checkbox writes for the
 * community. The redesign's switch is not known from any page, so the person is asked there.
 */
export function vkIdentity(box: HTMLElement, page: Page): Identity {
  const wrap = box.closest('.reply_box_wrap') ?? box.closest('.reply_box_inner_wrap') ?? box.closest('.reply_box, .reply_form');
  const author = wrap?.querySelector('a._post_field_author[href], a.post_field_user_link[href]');
  const checkbox = wrap?.querySelector('[id^="reply_as_group"]') ?? null;
  if (checkbox && isOn(checkbox)) return ownerIdentity(wrap, page);
  const href = author?.getAttribute('href');
  if (!href || !URL.canParse(href, page.url.href)) return { kind: 'unknown' };
  const name = author?.getAttribute('aria-label') ?? author?.querySelector('img[alt]')?.getAttribute('alt') ?? '';
  return { kind: 'known', name, url: new URL(href, page.url.href).href };
}

function ownerIdentity(wrap: Element | null | undefined, page: Page): Identity {
  const owner = wrap?.querySelector('[data-owner-href]');
  const href = owner?.getAttribute('data-owner-href');
  if (!href || !URL.canParse(href, page.url.href)) return { kind: 'unknown' };
  return { kind: 'known', name: owner?.getAttribute('data-owner-name') ?? '', url: new URL(href, page.url.href).href };
}

function isOn(checkbox: Element): boolean {
  const state = checkbox.getAttribute('aria-checked');
  if (state !== null) return state === 'true';
  return (checkbox as Partial<HTMLInputElement>).checked ?? /(^| )(on|checkbox_on)( |$)/.test(checkbox.className);
}
