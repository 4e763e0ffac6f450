import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { siteFor, sites } from '../../lib/sites/index.ts';
import { okSelectors } from '../../lib/sites/ok/selectors.ts';
import type { Alternative } from '../../lib/sites/shared/selectors.ts';
import { telegramSelectors } from '../../lib/sites/telegram/selectors.ts';
import { vkSelectors } from '../../lib/sites/vk/selectors.ts';
import { urlExamples } from './support/url-examples.ts';

const root = fileURLToPath(new URL('../../', `file://${__filename}`));
const selectors: Record<string, Record<string, readonly Alternative[]>> = {
  vk: vkSelectors,
  ok: okSelectors,
  telegram: telegramSelectors,
};
const folders = readdirSync(`${root}lib/sites`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map(({ name }) => name);

test('every network folder is registered when the product starts: add it to lib/sites/index.ts', () => {
  expect(sites.map(({ id }) => id).sort()).toEqual(folders.sort());
});

describe.each(folders)('%s', (id) => {
  const alternatives = Object.entries(selectors[id] ?? {}).flatMap(([role, list]) => list.map((one) => ({ role, ...one })));

  test('every selector parses and says its layout, how surely it is known and when it was seen', () => {
    expect(alternatives.length).toBeGreaterThan(20);
    for (const { role, css, layout, surety, seen } of alternatives) {
      expect(() => document.querySelector(css), `${role}: ${css}`).not.toThrow();
      expect(layout, role).not.toBe('');
      expect(surety === 'guess', `${role}: only a guess was never seen`).toBe(seen === 'never');
      expect(seen, role).toMatch(/^(never|20\d\d(-(0[1-9]|1[0-2]))?)$/);
    }
  });

  test('no role lists the same selector twice', () => {
    const keys = alternatives.map(({ role, css }) => `${role} ${css}`);

    expect(new Set(keys).size).toBe(keys.length);
  });

  test('at least two dated pages prove the reading: save them in tests/sites/<network>', () => {
    const pages = readdirSync(`${root}tests/sites/${id}`).filter((name) => /^\d{4}-\d{2}-\d{2}-.+\.html$/.test(name));

    expect(pages.length).toBeGreaterThanOrEqual(2);
  });

  test('saved pages hold no telephone number and no e-mail address', async () => {
    const { readFileSync } = await import('node:fs');
    for (const name of readdirSync(`${root}tests/sites/${id}`)) {
      const text = readFileSync(`${root}tests/sites/${id}/${name}`, 'utf8');
      expect(text, name).not.toMatch(/[\w.]+@[\w-]+\.\w|(\+7|\b8)[ (-]*\d{3}[ )-]*\d{3}[ -]\d{2}[ -]\d{2}/);
    }
  });
});

describe('addresses', () => {
  test.each(urlExamples)('$url is $kind of $site and of no other network', ({ url, site, kind }) => {
    const found = siteFor(new URL(url));

    expect(found?.id ?? null).toBe(site);
    if (found) expect(found.pageKind(new URL(url))).toBe(kind);
  });
});
