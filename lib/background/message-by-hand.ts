import { messageRef } from '../domain/ids.ts';
import { isConversation, networkOfAddress } from '../domain/messages/networks.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import { sha256Hex } from '../platform/hashing.ts';
import { parseSeenMessage } from '../protocol/seen-schema.ts';

export interface Selected {
  tabId: number;
  address: string;
  text: string;
}

/** So much of a hash tells two messages apart. */
const REF_DIGITS = 32;

/**
 * A message on any page, from its address and what the person selected there: the same words at the same address are the same message.
 * Null when the address is no public page or nothing was selected.
 */
export async function messageByHand({ address, text }: Selected): Promise<SeenMessage | null> {
  const url = URL.parse(address);
  const words = text.replace(/\r\n?/g, '\n').trim();
  if (!url || words === '') return null;
  // A name and a password in an address are nobody else's business.
  [url.username, url.password] = ['', ''];
  return parseSeenMessage({
    ref: messageRef(`web:${(await sha256Hex(`${url.href}\n${words}`)).slice(0, REF_DIGITS)}`),
    parentRef: null,
    network: networkOfAddress(url),
    channel: isConversation(url) ? 'dm' : 'post',
    authorName: '',
    authorUrl: null,
    text: words,
    postedAt: null,
    postedAtApproximate: false,
    permalink: url.href,
    deleted: false,
  } satisfies SeenMessage);
}
