import type { NetworkId } from '../cases/model.ts';
import type { MessageRef } from '../ids.ts';

/** Registrable names of the networks' own sites. */
export const NETWORK_HOSTS: Record<Exclude<NetworkId, 'other'>, readonly string[]> = {
  vk: ['vk.com', 'vk.ru', 'vkvideo.ru', 'vkontakte.ru'],
  ok: ['ok.ru', 'odnoklassniki.ru'],
  telegram: ['t.me', 'telegram.me', 'web.telegram.org'],
};

/** The network an address belongs to; any other site is `other`. */
export function networkOfAddress(url: { hostname: string }): NetworkId {
  const networks = Object.keys(NETWORK_HOSTS) as (keyof typeof NETWORK_HOSTS)[];
  return networks.find((network) => isOnHost(url, NETWORK_HOSTS[network])) ?? 'other';
}

export function isOnHost({ hostname }: { hostname: string }, hosts: readonly string[]): boolean {
  return hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

/** Conversations that only those who take part in them see; in Telegram's client a person's number is above zero, a group's or channel's below. */
const CONVERSATIONS: Record<Exclude<NetworkId, 'other'>, RegExp> = {
  vk: /^\/(im|gim\d+|mail|write-?\d+|convo)(\.php)?([/?#]|$)/,
  ok: /^\/messages([/?#]|$)/,
  telegram: /^\/[ak]\/?#\d+$/,
};

/** What is written at this address is a personal message (LEB-05). */
export function isConversation(url: { hostname: string; pathname: string; search: string; hash: string }): boolean {
  const network = networkOfAddress(url);
  return network !== 'other' && CONVERSATIONS[network].test(`${url.pathname}${url.search}${url.hash}`);
}

/** Registered by hand from an address and a selected text: on its page nothing can be found, filled or recognised. */
export function isByHand(ref: MessageRef): boolean {
  return ref.startsWith('web:');
}
