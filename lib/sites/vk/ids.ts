import { isElement, matchingIn } from '../shared/nodes.ts';
import { combined, pick } from '../shared/selectors.ts';
import { VK_COMMENT, VK_ITEM, VK_POST, vkSelectors } from './selectors.ts';
import { type WallAddress, type WallId, wallAddress } from './urls.ts';

const NOT_A_MESSAGE = combined(vkSelectors.notAMessage);
const REPOST = combined(vkSelectors.repost);
const THREAD = combined(vkSelectors.threadComment);
const COMMENTS_ROOT = combined(vkSelectors.commentsRoot);

/** The id of a wall post as it stands on its element now; null for what only looks like a post. */
export function postIdOf(item: Element): WallId | null {
  if (!item.matches(VK_POST) || item.matches(REPOST) || isNoMessage(item)) return null;
  if (item.parentElement?.closest(VK_POST) || pick(item, vkSelectors.advertLabel, VK_ITEM)) return null;
  const id = item.getAttribute('data-post-id') ?? item.id.replace(/^(post|wall)/, '');
  return /^-?\d+_\d+$/.test(id) ? (id as WallId) : null;
}

/** The address of a comment: its own link says most, else its id and the post it stands under. */
export function commentAddressOf(item: Element, url: URL): WallAddress | null {
  if (!item.matches(VK_COMMENT) || isNoMessage(item)) return null;
  const link = pick(item, vkSelectors.commentLink, VK_ITEM)?.getAttribute('href') ?? null;
  const linked = link === null ? null : wallAddress(link, url);
  const reply = linked?.reply ?? ownNumberOf(item);
  const post = linked?.reply ? linked.post : discussedPost(item, url);
  if (!reply || !post) return null;
  return { post, reply, thread: threadOf(item, linked) };
}

export function isNoMessage(item: Element): boolean {
  return item.closest(NOT_A_MESSAGE) !== null;
}

function ownNumberOf(item: Element): string | null {
  const id = item.getAttribute('data-post-id') ?? item.id;
  return /^(?:post)?-?\d+_(\d+)$/.exec(id)?.[1] ?? null;
}

/** The post a comment stands under: the element around it, else the layer's or the page's address. */
function discussedPost(item: Element, url: URL): WallId | null {
  const around = item.parentElement?.closest(VK_POST);
  return (around && postIdOf(around)) ?? wallAddress(url.href, url)?.post ?? null;
}

/** Number of the comment that opened the thread; null for a comment right under the post. */
function threadOf(item: Element, linked: WallAddress | null): string | null {
  if (linked?.thread && linked.thread !== linked.reply) return linked.thread;
  const deep = item.closest('.replies_wrap_deep')?.getAttribute('data-post-id');
  if (deep) return /_(\d+)$/.exec(deep)?.[1] ?? null;
  return isInThread(item) ? rootNumber(item) : null;
}

function isInThread(item: Element): boolean {
  const level = /--comment-layout-level:\s*(\d+)/.exec(item.getAttribute('style') ?? '')?.[1];
  return item.closest(THREAD) !== null || (level !== undefined && level !== '0');
}

/** A thread's root is the comment around it or the nearest one before it that is in no thread. */
function rootNumber(item: Element): string | null {
  const around = item.parentElement?.closest(VK_COMMENT);
  if (around && !isInThread(around)) return ownNumberOf(around);
  const list = item.closest(COMMENTS_ROOT) ?? item.ownerDocument.body;
  const before = matchingIn(list, combined(vkSelectors.comment)).filter(
    (other) => comesBefore(other, item) && !isInThread(other),
  );
  const root = before.at(-1);
  return root ? ownNumberOf(root) : null;
}

function comesBefore(other: Element, item: Element): boolean {
  const FOLLOWING = 4;
  return isElement(other) && (other.compareDocumentPosition(item) & FOLLOWING) !== 0;
}
