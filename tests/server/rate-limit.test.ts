import { expect, test } from 'vitest';
import { createRateLimit } from '../../server/policies/rate-limit.ts';

test('whoever asked too much waits as long as he is told, and then goes on', () => {
  const limit = createRateLimit({ burst: 2, perSecond: 0.5 });

  const answers = [0, 0, 0, 1_000, 2_000, 2_000].map((at) => limit.take('anna', at));

  expect(answers).toEqual([null, null, 2, 1, null, 2]);
});

test('whoever goes on asking is not let off when a hundred thousand others ask between', () => {
  const limit = createRateLimit({ burst: 1, perSecond: 0.001 });
  limit.take('anna', 0);
  let letOff = 0;

  for (let other = 0; other < 100_000; other += 1) {
    limit.take(`other ${other}`, 0);
    if (other % 5_000 === 0 && limit.take('anna', 0) === null) letOff += 1;
  }

  expect(letOff).toBe(0);
});

test('keys that were heard of longest ago are forgotten, so that memory is bounded', () => {
  const limit = createRateLimit({ burst: 1, perSecond: 0.001 });
  limit.take('anna', 0);
  limit.take('boris', 0);
  for (let other = 0; other < 9_999; other += 1) limit.take(`other ${other}`, 0);

  expect(limit.take('boris', 0)).not.toBeNull();
  expect(limit.take('anna', 0)).toBeNull();
});

test('a clock that is set back takes nothing from anybody', () => {
  const limit = createRateLimit({ burst: 2, perSecond: 1 });

  expect([limit.take('anna', 10_000), limit.take('anna', 0), limit.take('anna', 1_000)]).toEqual([null, null, null]);
});
