import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HealthCount, PAGE_KINDS, pageHealthSchema, readHealthReport } from '../../lib/protocol/page-health.ts';
import type { PageKind } from '../../lib/sites/site.ts';

const KINDS: Record<PageKind, true> = {
  ...{ feed: true, wall: true, post: true, photo: true, video: true },
  ...{ board: true, discussion: true, channel: true, other: true },
};
const COUNT: HealthCount = {
  ...{ on: '2026-11-26', network: 'vk', page: 'wall', layout: 'unknown', verdict: 'off', roles: ['post'] },
  ...{ revision: 0, version: '1.0.0', times: 1 },
};
/** Begins whatever the page says of itself. */
const MARK = 'Ж§';
const ID = '01a213bb-4f7f-756f-a4ab-f37916402e61';

test('every kind of page that an address may promise has its word', () => {
  expect([...PAGE_KINDS].sort()).toEqual(Object.keys(KINDS).sort());
});

test('nothing of what a page says gets into a report but words that are known beforehand', () => {
  const own = fc.string().map((text) => `${MARK}${text}`);
  const word = fc.oneof(own, fc.constantFrom('vk', 'wall', 'off', 'post', 'classic', '__proto__'));
  const role = fc.record({ role: word, hit: fc.option(word), name: word });
  const said = fc.record({
    network: fc.constantFrom('vk', 'ok', 'telegram'),
    page: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PAGE_KINDS) }, { weight: 1, arbitrary: word }),
    layout: word,
    verdict: fc.constantFrom('off', 'degraded'),
    roles: fc.array(role),
    host: word,
    url: word,
  });
  let read = 0;
  fc.assert(
    fc.property(fc.oneof(said, fc.anything()), (value) => {
      const report = readHealthReport(value);
      if (report === null || report === 'ok') return;
      read += 1;
      const { network, page, layout, verdict, roles, ...rest } = report;
      expect(rest).toEqual({});
      expect(JSON.stringify([network, page, layout, verdict, roles])).not.toMatch(new RegExp(`${MARK}|__proto__`));
      expect(JSON.stringify(report).length).toBeLessThan(1_000);
    }),
    { numRuns: 1_000 },
  );
  expect(read).toBeGreaterThan(50);
});

test('a role or a layout that this side does not know is left out alone', () => {
  const { counts } = pageHealthSchema.parse({
    id: ID,
    counts: [{ ...COUNT, layout: 'of-tomorrow', roles: ['ofTomorrow', 'postText', 'post', 'post'] }],
  });

  expect(counts).toEqual([{ ...COUNT, layout: 'unknown', roles: ['post', 'postText'] }]);
});

test.each([
  ['an address for a page', { page: 'https://vk.com/wall-1_2' }],
  ['an unknown network', { network: 'mail' }],
  ['words for a version', { version: 'Иван Петров' }],
  ['a moment for a day', { on: '2026-11-26T10:00:00Z' }],
  ['a day that is none', { on: '2026-02-30' }],
  ['nothing seen', { times: 0 }],
  ['too much at once', { times: 1_000_001 }],
  ['a page that was read', { verdict: 'ok' }],
])('counts with %s are refused', (_, wrong) => {
  expect(pageHealthSchema.safeParse({ id: ID, counts: [COUNT] }).success).toBe(true);
  expect(pageHealthSchema.safeParse({ id: ID, counts: [{ ...COUNT, ...wrong }] }).success).toBe(false);
});

test('counts without an id of their own, none, or too many are refused', () => {
  expect(pageHealthSchema.safeParse({ id: 'x', counts: [COUNT] }).success).toBe(false);
  expect(pageHealthSchema.safeParse({ id: ID, counts: [] }).success).toBe(false);
  expect(pageHealthSchema.safeParse({ id: ID, counts: Array(201).fill(COUNT) }).success).toBe(false);
});
