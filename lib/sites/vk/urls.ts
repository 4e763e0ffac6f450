import type { OfficialAccount } from '../../domain/cases/model.ts';
import { type MessageRef, messageRef } from '../../domain/ids.ts';
import type { PageKind } from '../site.ts';

export const VK_HOSTS = ['vk.com', 'vk.ru', 'm.vk.com', 'm.vk.ru', 'www.vk.com', 'www.vk.ru'] as const;

/** A wall post: the wall's owner (negative for a community) and the post's number, as `-1_2`. */
export type WallId = `${string}_${string}`;

export interface WallAddress {
  post: WallId;
  reply: string | null;
  thread: string | null;
}

const SECTIONS: readonly [RegExp, PageKind][] = [
  [/^\/(feed|al_feed\.php)?$/, 'feed'],
  [/^\/wall-?\d+_\d+$/, 'post'],
  [/^\/wall-?\d+$/, 'wall'],
  [/^\/photo-?\d+_\d+/, 'photo'],
  [/^\/(video|clip)-?\d+_\d+/, 'video'],
  [/^\/(topic|board)-?\d+/, 'board'],
  [
    /^\/(im|gim\d+|mail|settings|friends|groups|photos?|albums?|videos?|audios?|docs|search|login|about|reviews)([/-]|$)/,
    'other',
  ],
  [/^\/[a-z0-9_.]+$/i, 'wall'],
];

export function isVkHost(host: string): boolean {
  return (VK_HOSTS as readonly string[]).includes(host);
}

/** What the address says the page shows; an overlay (`?w=`, `?z=`) says more than what lies under it. */
export function vkPageKind(url: URL): PageKind {
  if (layerPost(url)) return 'post';
  const over = url.searchParams.get('z');
  if (over?.startsWith('photo')) return 'photo';
  if (over?.startsWith('video') || over?.startsWith('clip')) return 'video';
  return SECTIONS.find(([path]) => path.test(url.pathname))?.[1] ?? 'other';
}

/** The wall post (and reply) an address names; null when it names none. */
export function wallAddress(href: string, base: URL): WallAddress | null {
  if (!URL.canParse(href, base.href)) return null;
  const url = new URL(href, base.href);
  const post = layerPost(url) ?? /^\/wall(-?\d+_\d+)$/.exec(url.pathname)?.[1];
  if (!post) return null;
  return { post: post as WallId, reply: digits(url.searchParams.get('reply')), thread: digits(url.searchParams.get('thread')) };
}

export function postRef(post: WallId): MessageRef {
  return messageRef(`vk:wall${post}`);
}

export function replyRef(post: WallId, reply: string): MessageRef {
  return messageRef(`vk:wall${post}?reply=${reply}`);
}

export function partsOf(ref: MessageRef): { post: WallId; reply: string | null } | null {
  const found = /^vk:wall(-?\d+_\d+)(?:\?reply=(\d+))?$/.exec(ref);
  return found ? { post: found[1] as WallId, reply: found[2] ?? null } : null;
}

/** The address of a message, on the host the person is reading. */
export function vkPermalink(page: URL, address: WallAddress): string {
  const origin = isVkHost(page.hostname) ? page.origin : 'https://vk.com';
  const query = new URLSearchParams();
  if (address.reply) query.set('reply', address.reply);
  if (address.thread && address.thread !== address.reply) query.set('thread', address.thread);
  return `${origin}/wall${address.post}${query.size > 0 ? `?${query}` : ''}`;
}

/** Same account by address: `club1`, `public1` and `event1` are one community; vk.com and vk.ru one network. */
export function isOfficialVk(author: { url: string | null }, accounts: OfficialAccount[]): boolean {
  const wanted = author.url === null ? null : accountKey(author.url);
  return wanted !== null && accounts.some(({ network, url }) => network === 'vk' && accountKey(url) === wanted);
}

function accountKey(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!isVkHost(url.hostname)) return null;
  const name = url.pathname.replace(/^\/|\/$/g, '').toLowerCase();
  return name === '' ? null : name.replace(/^(public|event)(?=\d+$)/, 'club');
}

function layerPost(url: URL): string | undefined {
  return /^wall(-?\d+_\d+)/.exec(url.searchParams.get('w') ?? '')?.[1];
}

function digits(value: string | null): string | null {
  return value !== null && /^\d+$/.test(value) ? value : null;
}
