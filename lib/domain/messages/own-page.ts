import type { OfficialAccount } from '../cases/model.ts';
import { isOnHost, NETWORK_HOSTS } from './networks.ts';
import type { SeenMessage } from './seen.ts';

/** Does a message stand on the page of an official account of the tenant (LEB-04)? By address alone: an account known by a name is not told from a number. */
export function standsOnOwnPage({ network, standsOn }: SeenMessage, accounts: OfficialAccount[]): boolean {
  if (network === 'other') return false;
  const hosts = NETWORK_HOSTS[network];
  const own = accounts.filter((account) => account.network === network).map(({ url }) => pageOf(url, hosts));
  return (standsOn ?? []).some((address) => {
    const page = pageOf(address, hosts);
    return page !== null && own.includes(page);
  });
}

/** What an address says of the page, the same on each of a network's hosts; VK's `public1` and `event1` are its `club1`. */
function pageOf(address: string, hosts: readonly string[]): string | null {
  const [, hostname, path] = /^https?:\/\/([^/:?#]+)\/([^?#]+)/.exec(address.toLowerCase()) ?? [];
  if (hostname === undefined || path === undefined || !isOnHost({ hostname }, hosts)) return null;
  return path
    .replace(/\/+$/, '')
    .replace(/^s\//, '')
    .replace(/^(public|event)(?=\d+$)/, 'club');
}
