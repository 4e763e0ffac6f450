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

/** Registered by hand from an address and a selected text: on its page nothing can be found, filled or recognised. */
export function isByHand(ref: MessageRef): boolean {
  return ref.startsWith('web:');
}
