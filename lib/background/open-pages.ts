import { tellTab } from '../platform/messaging.ts';
import { bringScript } from '../platform/page-scripts.ts';
import { networkTabs } from '../platform/tabs.ts';
import type { PageRequests } from '../protocol/messages.ts';
import type { Handlers } from './content-handlers.ts';

type PageChecks = Pick<PageRequests, 'pages/list' | 'pages/report' | 'pages/copy'>;

/** What the settings ask about pages of the networks that stand open. */
export function pageChecks(hosts: string[]): Handlers<PageChecks> {
  return {
    'pages/list': async () =>
      (await networkTabs(hosts)).map(({ id, url }) => ({ tabId: id, host: URL.parse(url ?? '')?.hostname ?? '' })),
    'pages/report': ({ tabId }) => tellTab(tabId, 'tab/report', null).catch(() => null),
    'pages/copy': async ({ tabId }) => {
      await bringScript(tabId, 'page-copy.js');
      return await tellTab(tabId, 'tab/copy', null).catch(() => null);
    },
  };
}
