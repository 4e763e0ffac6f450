import type { NetworkId } from '../../lib/domain/cases/model.ts';

const HOSTS: Record<NetworkId, string[]> = {
  vk: ['vk.com', 'vk.ru'],
  ok: ['ok.ru', 'odnoklassniki.ru'],
  telegram: ['t.me', 'telegram.me', 'web.telegram.org'],
};

/** Is this an address inside the network, more than its front page? */
export function isLinkOf(network: NetworkId, link: string): boolean {
  const url = URL.parse(link.trim());
  if (url === null || url.protocol !== 'https:' || url.pathname.length < 2) return false;
  return HOSTS[network].some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
}
