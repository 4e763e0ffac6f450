import type { OfficialAccount } from '../../domain/cases/model.ts';
import { type MessageRef, messageRef } from '../../domain/ids.ts';
import type { PageKind } from '../site.ts';

export const VK_HOSTS = [
  'vk.com',
  'vk.ru',
  'm.vk.com',
  'm.vk.ru',
  'www.vk.com',
  'www.vk.ru',
  // Comments under videos live there.
  'vkvideo.ru',
  'm.vkvideo.ru',
] as const;

export type VkSubjectKind = 'wall' | 'photo' | 'video' | 'topic';

/** What is discussed: a wall post, a photo, a video, a topic of a board. */
export interface VkSubject {
  kind: VkSubjectKind;
  /** The owner (negative for a community) and the number, as `-1_2`. */
  id: string;
}

export interface VkAddress {
  subject: VkSubject;
  /** Number of the comment. */
  reply: string | null;
  /** Number of the comment that opened the thread. */
  thread: string | null;
}

const SUBJECTS: readonly [RegExp, VkSubjectKind][] = [
  [/^wall(-?\d+_\d+)(?:_r(\d+))?(?![\d_])/, 'wall'],
  [/^photo(-?\d+_\d+)(?![\d_])/, 'photo'],
  [/^(?:video|clip)(-?\d+_\d+)(?![\d_])/, 'video'],
  [/^topic(-?\d+_\d+)(?![\d_])/, 'topic'],
];
const KINDS: Record<VkSubjectKind, PageKind> = { wall: 'post', photo: 'photo', video: 'video', topic: 'board' };
const SECTIONS: readonly [RegExp, PageKind][] = [
  [/^\/(feed|al_feed\.php)?$/, 'feed'],
  [/^\/wall-?\d+$/, 'wall'],
  [/^\/board-?\d+/, 'board'],
  [
    /^\/(im|gim\d+|mail|settings|friends|groups|photos?|albums?|videos?|clips?|audios?|docs|search|login|about|reviews|market|story|stories|restore|join|support|apps?|dev|terms|blog)(\.php)?([/-]|\d|$)/,
    'other',
  ],
  [/^\/[a-z0-9_.]+$/i, 'wall'],
];
/** Sections of the feed that show posts; photographs, a search not made yet and the like hold none. */
const FEED_OF_POSTS =
  /^(|news|recent|top|friends|groups|people|recommended|subscribed|likes|comments|communities|channels|list\d*|source.*)$/;

/** Former names, too: they only lead to the others now, but accounts were written down under them. */
export function isVkHost(host: string): boolean {
  return /^((www|m|new)\.)?(vk\.(com|ru)|vkvideo\.ru|vkontakte\.ru)$/.test(host);
}

/** What the address says the page shows; an overlay (`?w=`, `?z=`) says more than what lies under it. */
export function vkPageKind(url: URL): PageKind {
  const address = addressIn(url);
  if (address) return KINDS[address.subject.kind];
  return SECTIONS.find(([path]) => path.test(url.pathname))?.[1] ?? 'other';
}

/** Does the address promise at least one message? A video may have none; an opened comment is promised anywhere. */
export function promisesMessages(url: URL): boolean {
  const address = addressIn(url);
  if (address) return address.subject.kind !== 'video' || address.reply !== null;
  const kind = vkPageKind(url);
  if (kind === 'feed') return FEED_OF_POSTS.test(url.searchParams.get('section') ?? '');
  return kind === 'wall';
}

/** What is discussed at an address, and which comment of it; null when it leads to nothing of the kind. */
export function vkAddress(href: string, base: URL): VkAddress | null {
  const url = URL.parse(href, base.href);
  return url && addressIn(url);
}

function addressIn(url: URL): VkAddress | null {
  const query = url.searchParams;
  const places = [query.get('z'), query.get('w'), url.pathname.slice(1), url.pathname.split('/').at(-1)];
  for (const place of places) {
    for (const [form, kind] of SUBJECTS) {
      const found = form.exec(place ?? '');
      if (!found?.[1]) continue;
      const reply = kind === 'topic' ? query.get('post') : (found[2] ?? query.get('reply'));
      return { subject: { kind, id: found[1] }, reply: digits(reply), thread: digits(query.get('thread')) };
    }
  }
  return null;
}

export function subjectRef({ kind, id }: VkSubject): MessageRef {
  return messageRef(`vk:${kind}${id}`);
}

export function replyRef(subject: VkSubject, reply: string): MessageRef {
  return messageRef(`${subjectRef(subject)}?${subject.kind === 'topic' ? 'post' : 'reply'}=${reply}`);
}

export function partsOf(ref: MessageRef): { subject: VkSubject; reply: string | null } | null {
  const found = /^vk:(wall|photo|video|topic)(-?\d+_\d+)(?:\?(?:reply|post)=(\d+))?$/.exec(ref);
  if (!found?.[2]) return null;
  return { subject: { kind: found[1] as VkSubjectKind, id: found[2] }, reply: found[3] ?? null };
}

export function isSameSubject(one: VkSubject | null, other: VkSubject | null): boolean {
  return one !== null && one.kind === other?.kind && one.id === other.id;
}

/** The address of a message, on the host the person is reading unless that is a former one. */
export function vkPermalink(page: URL, { subject, reply, thread }: VkAddress): string {
  const origin = (VK_HOSTS as readonly string[]).includes(page.hostname) ? `https://${page.host}` : 'https://vk.com';
  const query = new URLSearchParams();
  if (reply) query.set(subject.kind === 'topic' ? 'post' : 'reply', reply);
  if (thread && thread !== reply && subject.kind !== 'topic') query.set('thread', thread);
  return `${origin}/${subject.kind}${subject.id}${query.size > 0 ? `?${query}` : ''}`;
}

/** An author's page, without what the link was followed with; a video page writes `/video/@name`. */
export function vkAuthorUrl(href: string | null, page: URL): string | null {
  const url = href ? URL.parse(href, page.href) : null;
  if (!url || !/^https?:$/.test(url.protocol) || /^\/login/.test(url.pathname)) return null;
  return url.origin + url.pathname.replace(/^\/video\/@/, '/');
}

/** The network's number of an account, signed for a community, where its address has it. */
export function vkAuthorId(url: string | null): string | null {
  const found = /\/(id|club|public|event)(\d+)\/?$/.exec(url ?? '');
  return found?.[2] ? (found[1] === 'id' ? found[2] : `-${found[2]}`) : null;
}

/** Same account by address: `club1`, `public1` and `event1` are one community; vk.com and vk.ru one network. */
export function isOfficialVk(author: { url: string | null }, accounts: OfficialAccount[]): boolean {
  const wanted = author.url === null ? null : accountKey(author.url);
  return wanted !== null && accounts.some(({ network, url }) => network === 'vk' && accountKey(url) === wanted);
}

function accountKey(address: string): string | null {
  const url = URL.parse(address);
  if (!url || !isVkHost(url.hostname)) return null;
  const name = url.pathname.replace(/^\/|\/$/g, '').toLowerCase();
  return name === '' ? null : name.replace(/^(public|event)(?=\d+$)/, 'club');
}

function digits(value: string | null): string | null {
  return value !== null && /^\d+$/.test(value) ? value : null;
}
