import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countVisit, handedOver, handOver, NO_TALLY, type PageTally } from '../../lib/background/page-tally.ts';
import { HEALTH_LIMITS, type HealthCount, healthKey, pageHealthSchema } from '../../lib/protocol/page-health.ts';

type Seen = Omit<HealthCount, 'times'>;

const kinds: fc.Arbitrary<Seen> = fc.record({
  on: fc.constantFrom('2026-11-24', '2026-11-25', '2026-11-26'),
  network: fc.constantFrom('vk' as const, 'ok' as const),
  page: fc.constantFrom('wall' as const, 'post' as const),
  layout: fc.constantFrom('unknown', 'classic'),
  verdict: fc.constantFrom('off' as const, 'degraded' as const),
  roles: fc.constantFrom([], ['post'], ['post', 'postText']),
  revision: fc.constantFrom(0, 3),
  version: fc.constantFrom('1.0.0', '1.0.1'),
});
const visits = fc.uniqueArray(fc.tuple(fc.uuid(), kinds), { selector: ([id]) => id, maxLength: 40 });

function sum(counts: HealthCount[]): number {
  return counts.reduce((all, { times }) => all + times, 0);
}

function sorted(counts: HealthCount[]): string[] {
  return counts.map((count) => `${healthKey(count)} × ${count.times}`).sort();
}

const all = (seen: [string, Seen][]) => seen.reduce((tally, [id, what]) => countVisit(tally, id, what), NO_TALLY);

/** What may happen next: a visit, a visit told once more, a sending that arrives, one whose answer is lost, one that does not arrive. */
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('visit' as const), what: kinds }),
    fc.record({ kind: fc.constant('again' as const), which: fc.nat() }),
    fc.record({ kind: fc.constantFrom('arrives' as const, 'answer lost' as const, 'lost' as const) }),
  ),
  { maxLength: 60 },
);

test('nothing is lost and nothing counts twice whatever of the way to the server fails', () => {
  fc.assert(
    fc.property(steps, (happened) => {
      let tally: PageTally = NO_TALLY;
      const known: [string, Seen][] = [];
      const server = new Map<string, HealthCount[]>();
      for (const [index, step] of happened.entries()) {
        if (step.kind === 'visit') {
          known.push([`visit ${index}`, step.what]);
          tally = countVisit(tally, `visit ${index}`, step.what);
        } else if (step.kind === 'again') {
          const [id, what] = known[step.which % known.length] ?? [];
          if (id !== undefined && what) tally = countVisit(tally, id, what);
        } else {
          tally = handOver(tally, `batch ${index}`);
          const { leaving } = tally;
          if (!leaving || step.kind === 'lost') continue;
          if (server.has(leaving.id)) expect(server.get(leaving.id)).toEqual(leaving.counts);
          server.set(leaving.id, leaving.counts);
          if (step.kind === 'arrives') tally = handedOver(tally, leaving.id);
        }
      }
      const unknownToServer = tally.leaving && !server.has(tally.leaving.id) ? tally.leaving.counts : [];
      const everywhere = [...[...server.values()].flat(), ...tally.gathered, ...unknownToServer];

      expect(sum(everywhere)).toBe(known.length);
      for (const [, what] of known) {
        const key = healthKey({ ...what, times: 1 });
        const own = everywhere.filter((count) => healthKey(count) === key);
        expect(sum(own)).toBe(known.filter(([, other]) => healthKey({ ...other, times: 1 }) === key).length);
      }
    }),
    { numRuns: 500 },
  );
});

test('what is on its way stays when the server has taken something else, and goes when it has taken this', () => {
  const [seen] = fc.sample(visits, { numRuns: 1, seed: 7 });
  const leaving = handOver(countVisit(all(seen ?? []), 'last', fc.sample(kinds, 1)[0] as Seen), 'this');

  expect(handedOver(leaving, 'other')).toBe(leaving);
  expect(handedOver(leaving, 'this').leaving).toBeNull();
});

test('the order in which visits come does not matter', () => {
  fc.assert(
    fc.property(
      visits.chain((seen) => fc.tuple(fc.constant(seen), fc.shuffledSubarray(seen, { minLength: seen.length }))),
      ([seen, shuffled]) => {
        expect(sorted(all(shuffled).gathered)).toEqual(sorted(all(seen).gathered));
      },
    ),
  );
});

test('the same visit told again leaves everything as it is', () => {
  fc.assert(
    fc.property(visits, (seen) => {
      const once = all(seen);

      for (const [id, what] of seen) expect(countVisit(once, id, what)).toBe(once);
    }),
  );
});

test('what is kept stays small and is always what the server takes, the newest of it when there is too much', () => {
  let tally: PageTally = NO_TALLY;
  const what: Seen = {
    ...{ on: '2026-11-26', network: 'vk', page: 'wall', layout: 'unknown', verdict: 'off', roles: [] },
    ...{ revision: 0, version: '1.0.0' },
  };
  for (let index = 0; index < 1_000; index += 1) {
    const on = index < 500 ? '2026-11-25' : '2026-11-26';
    tally = countVisit(tally, `visit ${index}`, { ...what, on, revision: index });
  }

  const { leaving } = handOver(tally, '01a213bb-4f7f-756f-a4ab-f37916402e61');
  expect(pageHealthSchema.parse(leaving)).toEqual(leaving);
  expect(tally.gathered).toHaveLength(HEALTH_LIMITS.countsAtOnce);
  expect(new Set(tally.gathered.map(({ on }) => on))).toEqual(new Set(['2026-11-26']));
  expect(tally.gathered.at(-1)).toMatchObject({ revision: 999 });
  expect(tally.visits.length).toBeLessThanOrEqual(100);
});

test('what is older than a month is forgotten when the next visit is counted, and what is as old as that is not', () => {
  const [[, what]] = fc.sample(
    visits.filter(({ length }) => length > 0),
    1,
  )[0] as [[string, Seen]];
  const old = countVisit(countVisit(NO_TALLY, 'a', { ...what, on: '2026-10-26' }), 'b', { ...what, on: '2026-10-27' });

  expect(countVisit(old, 'c', { ...what, on: '2026-11-26' }).gathered.map(({ on }) => on)).toEqual(['2026-10-27', '2026-11-26']);
});
