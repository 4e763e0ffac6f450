import type { OfficialAccount } from '../../domain/cases/model.ts';
import { type MessageRef, messageRef } from '../../domain/ids.ts';
import type { PageKind } from '../site.ts';

export const OK_HOSTS = ['ok.ru', 'www.ok.ru', 'm.ok.ru', 'mobile.ok.ru', 'odnoklassniki.ru', 'www.odnoklassniki.ru'] as const;

export type OkSubjectKind = 'topic' | 'status' | 'photo' | 'video';
/** What is discussed: a group's topic, a person's note, a photo, a video. */
export interface OkSubject {
  kind: OkSubjectKind;
  id: string;
}

const SUBJECTS: readonly [RegExp, OkSubjectKind][] = [
  [/\/topic\/(\d+)(?:\/|$)/, 'topic'],
  [/\/statuses\/(\d+)(?:\/|$)/, 'status'],
  [/\/discussions\/1\/\d+\/(\d+)(?:\/|$)/, 'topic'],
  [/\/p?photos?\/(?:album\/\d+\/)?(\d+)(?:\/|$)/, 'photo'],
  [/\/album\/\d+\/(\d+)(?:\/|$)/, 'photo'],
  [/^\/(?:video|live|videoembed)\/(?:\d+\/)?(\d+)\/?$/, 'video'],
];
/** Numbers in the query of `/dk?st.cmd=…` and of layers over a page. */
const IN_QUERY: readonly [string, OkSubjectKind][] = [
  ['st.layer.themeId', 'topic'],
  ['st.layer.photoId', 'photo'],
  ['st.layer.mvId', 'video'],
  ['st.themeId', 'topic'],
  ['st.photoId', 'photo'],
  ['st.mvId', 'video'],
];
const KINDS: Record<OkSubjectKind, PageKind> = { topic: 'post', status: 'post', photo: 'photo', video: 'video' };
const NOT_A_WALL =
  /^\/(messages?|settings|search|games?|apps?|music|friends|guests|notifications|gifts|market|online|events|bookmarks|video|groups|dk|profile\/\d+\/(friends|photos|about)|group\/\d+\/(members|photos|delayed))(\/|$)/;

export function isOkHost(host: string): boolean {
  return (OK_HOSTS as readonly string[]).includes(host);
}

export function okPageKind(url: URL): PageKind {
  const subject = subjectOf(url.href, url);
  if (subject) return KINDS[subject.kind];
  if (url.pathname.startsWith('/discussions')) return 'discussion';
  if (url.pathname === '/' || url.pathname === '/feed') return 'feed';
  const command = url.searchParams.get('st.cmd');
  if (command) return command === 'altGroupMain' ? 'wall' : command === 'userMain' ? 'feed' : 'other';
  if (NOT_A_WALL.test(url.pathname)) return 'other';
  return /^\/(group\/?\d+|profile\/\d+|[a-z0-9._-]+)(\/(topics|statuses))?\/?$/i.test(url.pathname) ? 'wall' : 'other';
}

/** The topic (or note, photo, video) an address leads to; null when it leads to none. */
export function subjectOf(href: string, base: URL): OkSubject | null {
  if (!URL.canParse(href, base.href)) return null;
  const url = new URL(href, base.href);
  for (const [name, kind] of IN_QUERY) {
    const id = url.searchParams.get(name);
    if (id && /^\d+$/.test(id)) return { kind, id };
  }
  const movie = url.searchParams.get('st.cmd') === 'altGroupMovieComments' ? url.searchParams.get('st.sbj') : null;
  if (movie && /^\d+$/.test(movie)) return { kind: 'video', id: movie };
  for (const [path, kind] of SUBJECTS) {
    const id = path.exec(url.pathname)?.[1];
    if (id) return { kind, id };
  }
  return null;
}

export function subjectRef({ kind, id }: OkSubject): MessageRef {
  return messageRef(`ok:${kind}/${id}`);
}

export function commentRef(subject: OkSubject, comment: string): MessageRef {
  return messageRef(`${subjectRef(subject)}#${comment}`);
}

export function partsOf(ref: MessageRef): { subject: OkSubject; comment: string | null } | null {
  const found = /^ok:(topic|status|photo|video)\/(\d+)(?:#(.+))?$/.exec(ref);
  if (!found?.[1] || !found[2]) return null;
  return { subject: { kind: found[1] as OkSubjectKind, id: found[2] }, comment: found[3] ?? null };
}

/**
 * The address of what is discussed: the link that stands on the page, else the page itself. OK gives a comment no address
 * of its own; its number is kept as the fragment, so that two comments do not look the same in a case.
 */
export function okPermalink(page: URL, subject: OkSubject, link: string | null, comment: string | null): string {
  const own = [link, page.href].find((href) => href !== null && subjectOf(href, page)?.id === subject.id);
  const url = new URL(own ?? madeAddress(page, subject), page.href);
  const query = url.pathname === '/dk' ? url.search : '';
  return `https://${url.host}${url.pathname}${query}${comment ? `#${comment}` : ''}`;
}

function madeAddress(page: URL, { kind, id }: OkSubject): string {
  const origin = isOkHost(page.hostname) ? `https://${page.host}` : 'https://ok.ru';
  const owner = /^\/((?:group\/?|profile\/)\d+)/.exec(page.pathname)?.[1]?.replace(/^group(?=\d)/, 'group/');
  if (kind === 'video') return `${origin}/video/${id}`;
  const place = { topic: 'topic', status: 'statuses', photo: 'photo' }[kind];
  return owner ? `${origin}/${owner}/${place}/${id}` : `${origin}/${place}/${id}`;
}

/** The network's number of an account where its address has it. */
export function okAuthorId(url: string | null): string | null {
  return /\/(?:profile\/|group\/?)(\d+)\/?$/.exec(url ?? '')?.[1] ?? null;
}

/** Does the address promise at least one message? A photo or a video may have no comments. */
export function promisesMessages(url: URL): boolean {
  return ['feed', 'wall', 'post', 'discussion'].includes(okPageKind(url));
}

/** Same account by address; a group's number and its name are one account only when the list has both. */
export function isOfficialOk(author: { url: string | null }, accounts: OfficialAccount[]): boolean {
  const wanted = author.url === null ? null : accountKey(author.url);
  return wanted !== null && accounts.some(({ network, url }) => network === 'ok' && accountKey(url) === wanted);
}

function accountKey(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!isOkHost(url.hostname)) return null;
  const name = url.pathname.replace(/^\/|\/$/g, '').toLowerCase();
  return name === '' ? null : name.replace(/^group(?=\d)/, 'group/');
}
