import { expect, test } from 'vitest';
import { readHealthReport } from '../../lib/protocol/page-health.ts';
import { sites } from '../../lib/sites/index.ts';
import { okSelectors } from '../../lib/sites/ok/selectors.ts';
import type { Alternative } from '../../lib/sites/shared/selectors.ts';
import { telegramSelectors } from '../../lib/sites/telegram/selectors.ts';
import { vkSelectors } from '../../lib/sites/vk/selectors.ts';

const PLACES: Record<string, string> = {
  vk: 'https://vk.com/lebedinoe_okrug',
  ok: 'https://ok.ru/group/70000000000101',
  telegram: 'https://web.telegram.org/k/#@lebedinoe',
};
const SELECTORS: Record<string, Record<string, readonly Alternative[]>> = {
  vk: vkSelectors,
  ok: okSelectors,
  telegram: telegramSelectors,
};

/** What an adapter says of a page that promises messages and holds nothing. */
function emptyReport(id: string) {
  const site = sites.find((one) => one.id === id);
  const url = new URL(PLACES[id] ?? '');
  if (!site) throw new Error(`no site ${id}`);
  const page = { doc: document.implementation.createHTMLDocument(), url, now: 0, zone: 'UTC' };
  return { network: id, host: url.hostname, page: site.pageKind(url), ...site.health(page) };
}

test.each(sites.map(({ id }) => id))(
  'every role that %s measures can be counted for the administrator: add a new one to lib/protocol/page-health.ts',
  (id) => {
    const report = emptyReport(id);

    const read = readHealthReport(report);

    expect(report.verdict).toBe('off');
    if (read === null || read === 'ok') throw new Error('not counted');
    expect(read.roles.toSorted()).toEqual(report.roles.map(({ role }) => role).toSorted());
  },
);

test.each(sites.map(({ id }) => id))(
  'every layout that %s tells apart can be counted for the administrator: add a new one to lib/protocol/page-health.ts',
  (id) => {
    const layouts = new Set(Object.values(SELECTORS[id] ?? {}).flatMap((list) => list.map(({ layout }) => layout)));

    expect(layouts.size).toBeGreaterThan(1);
    for (const layout of layouts) expect(readHealthReport({ ...emptyReport(id), layout }), layout).toMatchObject({ layout });
  },
);
