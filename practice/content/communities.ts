/** The practice okrug does not exist: neither do its communities, their ids or their people. */
interface PracticeCommunity {
  network: 'vk' | 'ok';
  /** Positive number of the community in its network. */
  id: number;
  name: string;
  /** Path of the community's page, without the slash. */
  path: string;
  url: string;
}

export const communities = {
  vkOkrug: {
    network: 'vk',
    id: 900_000_101,
    name: 'Администрация округа Лебединое',
    path: 'lebedinoe_okrug',
    url: 'https://vk.com/lebedinoe_okrug',
  },
  vkUtilities: {
    network: 'vk',
    id: 900_000_102,
    name: 'ЖКХ и благоустройство Лебединого',
    path: 'lebedinoe_zhkh',
    url: 'https://vk.com/lebedinoe_zhkh',
  },
  okOkrug: {
    network: 'ok',
    id: 70_000_000_000_101,
    name: 'Администрация округа Лебединое',
    path: 'group/70000000000101',
    url: 'https://ok.ru/group/70000000000101',
  },
} as const satisfies Record<string, PracticeCommunity>;

/** What the regulation calls official accounts; replies under these names count as replies of the body. */
export const officialAccounts = Object.values(communities).map(({ network, name, url }) => ({ network, name, url }));
