import type { Place } from '../domain/messages/place.ts';
import * as ok from './ok/urls.ts';
import * as vk from './vk/urls.ts';

/** Null when the address leads to no message of its own, or does not tell which: Telegram names one chat in two ways. */
export function placeOf(address: string): Place | null {
  const url = URL.parse(address);
  if (!url) return null;
  if (vk.isVkHost(url.hostname)) return vkPlace(url);
  return ok.isOkHost(url.hostname) ? okPlace(url) : null;
}

function vkPlace(url: URL): Place | null {
  const found = vk.vkAddress(url.href, url);
  if (!found) return null;
  const { subject, reply, thread } = found;
  const top = vk.subjectRef(subject);
  if (reply === null) return { ref: top, above: [], isOwn: true };
  const first = thread === null || thread === reply ? [] : [vk.replyRef(subject, thread)];
  return { ref: vk.replyRef(subject, reply), above: [...first, top], isOwn: true };
}

/** OK gives a comment no address of its own; the one that is kept in a case has its number for a fragment. */
function okPlace(url: URL): Place | null {
  const subject = ok.subjectOf(url.href, url);
  if (!subject) return null;
  const top = ok.subjectRef(subject);
  const comment = url.hash.slice(1);
  return comment === ''
    ? { ref: top, above: [], isOwn: true }
    : { ref: ok.commentRef(subject, comment), above: [top], isOwn: false };
}
