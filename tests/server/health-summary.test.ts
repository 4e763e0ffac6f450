import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HealthCount } from '../../lib/protocol/page-health.ts';
import { unreadKinds } from '../../server/page-rules/health-summary.ts';

const TODAY = '2026-11-26';

function aCount(over: Partial<HealthCount> = {}): HealthCount {
  const page = { network: 'vk', page: 'wall', layout: 'unknown', verdict: 'off', roles: ['post'] } as const;
  return { on: TODAY, ...page, roles: [...page.roles], revision: 0, version: '1.0.0', times: 1, ...over };
}

test('visits of the last seven and thirty days are summed, today and the first day among them', () => {
  const [kind, ...others] = unreadKinds(
    [
      aCount({ times: 2 }),
      aCount({ on: '2026-11-20', times: 3 }),
      aCount({ on: '2026-11-19', times: 5 }),
      aCount({ on: '2026-10-28', times: 7 }),
      aCount({ on: '2026-10-27', times: 11 }),
    ],
    TODAY,
  );

  expect(others).toEqual([]);
  expect(kind).toMatchObject({ week: 5, month: 17, firstOn: '2026-10-27', lastOn: TODAY });
});

test('what was not met for thirty days is not told', () => {
  expect(unreadKinds([aCount({ on: '2026-10-27' })], TODAY)).toEqual([]);
  expect(unreadKinds([], TODAY)).toEqual([]);
});

test('a role is told as always silent only when it found nothing each time, and versions rise as numbers do', () => {
  const [kind] = unreadKinds(
    [
      aCount({ roles: ['post', 'postText'], version: '1.10.0', revision: 3 }),
      aCount({ roles: ['post'], version: '1.9.0', revision: 0 }),
      aCount({ roles: ['post', 'composerInput'], version: '1.9.0', revision: 3 }),
    ],
    TODAY,
  );

  expect(kind).toMatchObject({
    ...{ always: ['post'], sometimes: ['postText', 'composerInput'] },
    ...{ revisions: [0, 3], versions: ['1.9.0', '1.10.0'] },
  });
});

test('pages of which nothing was read stand before those read in part, the more frequent before the rarer', () => {
  const kinds = unreadKinds(
    [
      aCount({ page: 'post', verdict: 'degraded', layout: 'classic', times: 50 }),
      aCount({ page: 'feed', times: 2 }),
      aCount({ page: 'wall', times: 3 }),
      aCount({ page: 'photo', times: 9, on: '2026-11-01' }),
    ],
    TODAY,
  );

  expect(kinds.map(({ page }) => page)).toEqual(['wall', 'feed', 'photo', 'post']);
});

test('however the counts are cut and ordered the same is told', () => {
  const counts = fc.array(
    fc.record({
      on: fc.constantFrom('2026-11-26', '2026-11-20', '2026-11-01', '2026-09-01'),
      network: fc.constantFrom('vk' as const, 'ok' as const),
      page: fc.constantFrom('wall' as const, 'post' as const),
      roles: fc.constantFrom<string[]>(['post'], ['post', 'comment']),
      revision: fc.nat(2),
      times: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(
      counts.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const singly = shuffled.flatMap((one) => Array.from({ length: one.times }, () => aCount({ ...one, times: 1 })));
        const plain = (list: HealthCount[]) =>
          unreadKinds(list, TODAY)
            .map(({ always, sometimes, ...rest }) => JSON.stringify([rest, always.toSorted(), sometimes.toSorted()]))
            .sort();

        expect(plain(singly)).toEqual(plain(all.map((one) => aCount(one))));
      },
    ),
  );
});
