import type { OfficialAccount } from '../../domain/cases/model.ts';
import { type MessageRef, messageRef } from '../../domain/ids.ts';
import type { PageKind } from '../site.ts';

export const TELEGRAM_HOST = 'web.telegram.org';

export interface OpenChat {
  /** `-1001234567890`, or a name with its `@`. */
  peer: string;
  /** The message whose comments are open; null in a chat. */
  thread: string | null;
}

/** The chat an address opens: `/k/#@name`, `/a/#-100…_42_thread`; null for any other page. */
export function openChat(url: URL): OpenChat | null {
  if (!/^\/[ak]\/?$/.test(url.pathname)) return null;
  const found = /^#(@\w+|-?\d+)(?:_(\d+))?(?:_(thread|pinned|scheduled))?(?:[?&].*)?$/.exec(url.hash);
  // What is scheduled is not posted yet; what is pinned is a list of copies.
  if (!found?.[1] || found[3] === 'pinned' || found[3] === 'scheduled') return null;
  return { peer: found[1], thread: found[2] ?? null };
}

export function telegramPageKind(url: URL): PageKind {
  const chat = openChat(url);
  if (!chat) return 'other';
  return chat.thread ? 'discussion' : 'channel';
}

export function telegramRef(peer: string, message: string): MessageRef {
  return messageRef(`tg:${peer}/${message}`);
}

export function partsOf(ref: MessageRef): { peer: string; message: string } | null {
  const found = /^tg:(@\w+|-?\d+)\/(\d+)$/.exec(ref);
  return found?.[1] && found[2] ? { peer: found[1], message: found[2] } : null;
}

/** The address anybody can open where the chat has one, else the page itself. */
export function telegramPermalink(url: URL, peer: string, message: string): string {
  const name = [openChat(url)?.peer, peer].find((one) => one?.startsWith('@'));
  if (name) return `https://t.me/${name.slice(1)}/${message}`;
  const channel = /^-100(\d{6,})$/.exec(peer)?.[1];
  return channel ? `https://t.me/c/${channel}/${message}` : `https://${TELEGRAM_HOST}${url.pathname}${url.hash}`;
}

/** Same account by its public name. */
export function isOfficialTelegram(author: { url: string | null }, accounts: OfficialAccount[]): boolean {
  const wanted = author.url === null ? null : accountKey(author.url);
  return wanted !== null && accounts.some(({ network, url }) => network === 'telegram' && accountKey(url) === wanted);
}

function accountKey(address: string): string | null {
  const url = URL.parse(address);
  if (!url || !/^(www\.)?(t\.me|telegram\.me)$/.test(url.hostname)) return null;
  const name = /^\/(?:s\/)?(\w+)/.exec(url.pathname)?.[1];
  return name && name !== 'c' ? name.toLowerCase() : null;
}
