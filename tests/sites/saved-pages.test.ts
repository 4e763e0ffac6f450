import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { messageRef } from '../../lib/domain/ids.ts';
import { type Expected, openSaved, readSaved } from './support/saved-page.ts';

const here = new URL('./', import.meta.url);
const pages = ['vk', 'ok', 'telegram'].flatMap((site) =>
  readdirSync(new URL(`${site}/`, here))
    .filter((name) => name.endsWith('.html'))
    .map((name) => `${site}/${name}`),
);

describe.each(pages)('%s', (name) => {
  const file = new URL(name, here);
  const expected = JSON.parse(readFileSync(new URL(name.replace('.html', '.json'), here), 'utf8')) as Expected;

  test('every message is read as written down when the page is opened', () => {
    const { url, now, zone, ...rest } = expected;

    expect(readSaved(file, { url, now, zone })).toEqual(rest);
  });

  test('each message is found again by its ref and from any node inside it', () => {
    const { site, page } = openSaved(file, expected);

    for (const { ref } of expected.messages) {
      const located = site.locate(messageRef(ref), page);
      expect(located?.ref).toBe(ref);
      expect(located && site.messageAround(located.anchor, page)?.ref).toBe(ref);
    }
  });
});

test('a page made by the network itself is read too when one lies beside the repository', () => {
  const saved = new URL('../../../shared/sites/fixtures/vk-classic-2021-post-with-thread.html', import.meta.url);
  const own = new URL('vk/2021-08-28-classic-post-with-thread.html', here);
  const read = readSaved(existsSync(saved) ? saved : own, {
    url: 'https://vk.com/feed',
    now: '2021-08-28T08:00:00Z',
    zone: 'Europe/Moscow',
  });

  expect(read.messages.map(({ ref }) => ref)).toEqual([
    'vk:wall-7263330_1860',
    'vk:wall-7263330_1860?reply=4357',
    'vk:wall-7263330_1860?reply=5638',
  ]);
});
