import { instantOfNumber } from '../shared/posted-at.ts';
import { authoredText } from '../shared/text.ts';
import { parsePostedTime } from '../shared/written-dates.ts';
import type { Page, ReadMessage } from '../site.ts';
import { part, telegramRules } from './rules.ts';
import { type OpenChat, openChat, telegramPermalink, telegramRef } from './urls.ts';

export interface MessageId {
  peer: string;
  message: string;
}

/** The number of a message and its chat as they stand on its element now; null for what is no message or not sent yet. */
export function messageIdOf(item: Element, url: URL): MessageId | null {
  const message = telegramRules.css('message');
  if (!item.matches(message) || item.parentElement?.closest(message)) return null;
  if (item.closest(telegramRules.css('notAMessage', 'otherChat'))) return null;
  const chat = openChat(url);
  const peer = item.getAttribute('data-peer-id') ?? chatPeer(item.ownerDocument, chat);
  // A short tail is a picture of an album.
  const number = /^(\d+)(?:-\d{1,2})?$/.exec(saidId(item))?.[1];
  return chat && peer && number ? { peer, message: number } : null;
}

/** By its number where the page says it, so that a message keeps its ref whether its own element does or not; else by the address. */
function chatPeer(doc: Document, chat: OpenChat | null): string | undefined {
  if (!chat?.peer.startsWith('@')) return chat?.peer;
  return doc.querySelector(telegramRules.css('chatPeer'))?.getAttribute('data-peer-id') ?? chat.peer;
}

/** A fraction or a long tail: it will have its number in a moment. */
export function isOnItsWay(item: Element): boolean {
  return /^\d+(\.\d+|-\d{3,})$/.test(saidId(item));
}

function saidId(item: Element): string {
  return item.getAttribute('data-mid') ?? item.getAttribute('data-message-id') ?? item.id.replace(/^message-?/, '');
}

export function readMessage(item: Element, { peer, message }: MessageId, page: Page): ReadMessage {
  const { url, doc } = page;
  const chat = openChat(url);
  const isRoot = chat?.thread === message;
  const inDiscussion = chat?.thread != null || doc.querySelector(telegramRules.css('discussionChat')) !== null;
  const author = part(item, 'author');
  // Who wrote a comment is not the chat it stands in.
  const name = author ?? (inDiscussion ? null : doc.querySelector(telegramRules.css('chatTitle')));
  const publicName = chat?.peer.startsWith('@') && !author && !inDiscussion ? chat.peer.slice(1) : null;
  return {
    ref: telegramRef(peer, message),
    parentRef: chat?.thread && !isRoot ? telegramRef(peer, chat.thread) : null,
    network: 'telegram',
    channel: inDiscussion && !isRoot ? 'comment' : 'post',
    authorName: name ? authoredText(name).replace(/\s+/g, ' ') : '',
    authorUrl: publicName ? `https://t.me/${publicName}` : null,
    authorId: author ? (author.closest('[data-peer-id]')?.getAttribute('data-peer-id') ?? null) : inDiscussion ? null : peer,
    text: textOf(item),
    ...timeOf(item, page),
    permalink: telegramPermalink(url, peer, message),
    deleted: false,
  };
}

/** Telegram keeps an author's line breaks as they are typed. */
function textOf(item: Element): string {
  const text = part(item, 'text');
  return text ? authoredText(text, { skip: telegramRules.css('junk'), keepsBreaks: true }) : '';
}

/** Machine seconds, else the whole date that waits for the mouse, else the clock under the day of its group; a clock alone is no time. */
function timeOf(item: Element, page: Page): Pick<ReadMessage, 'postedAt' | 'postedAtApproximate'> {
  const stamp = instantOfNumber(item.getAttribute('data-timestamp'));
  if (stamp !== null) return { postedAt: stamp, postedAtApproximate: false };
  const day = item.closest(telegramRules.css('day'))?.querySelector(telegramRules.css('dayWords'))?.textContent ?? '';
  const clock = part(item, 'clock')?.textContent ?? '';
  const said = part(item, 'date')?.getAttribute('title') ?? (day && clock ? `${day.trim()}, ${clock.trim()}` : '');
  const [first = ''] = said.split('\n');
  const seconds = /\d{1,2}:\d{2}:(\d{2})/.exec(first)?.[1];
  const read = parsePostedTime(first.replace(/(\d{1,2}:\d{2}):\d{2}/, '$1'), page.now, page.zone);
  if (!read) return { postedAt: null, postedAtApproximate: false };
  return { postedAt: read.at + Number(seconds ?? 0) * 1000, postedAtApproximate: read.approximate };
}
