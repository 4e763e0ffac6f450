import type { NetworkId } from '../../lib/domain/cases/model.ts';
import { isOnHost, NETWORK_HOSTS } from '../../lib/domain/messages/networks.ts';

/** Is this an address inside the network, more than its front page? On another site any page may hold a reply. */
export function isLinkOf(network: NetworkId, link: string): boolean {
  const url = URL.parse(link.trim());
  if (url === null || url.protocol !== 'https:') return false;
  return network === 'other' || (url.pathname.length > 1 && isOnHost(url, NETWORK_HOSTS[network]));
}
