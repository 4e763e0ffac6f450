import { expect, test } from 'vitest';
import { curator } from '../support/place.ts';
import { opening } from './commands.ts';
import { createModelDevice } from './model-device.ts';
import { createModelServer } from './model-server.ts';

const CASES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => opening(name));

test('a reading of several pages does not go on over a cache that was forgotten meanwhile, and then begins anew', async () => {
  const server = createModelServer();
  server.push(CASES, curator, 'boris', null);
  let pages = 0;
  const anna = createModelDevice('anna', curator, {
    ...server,
    changes(cursor) {
      pages += 1;
      // The first answer only tells which feed it is.
      if (pages === 4) void anna.store().cache.forget(true);
      return server.changes(cursor);
    },
  });

  const first = await anna.sync();
  const { cache } = anna.store();
  const left = [await cache.cursor(), await cache.reference(), await cache.documents()];
  const second = await anna.sync();

  expect(first).toMatchObject({ kind: 'trouble' });
  expect(left).toEqual([null, null, []]);
  expect(second).toMatchObject({ kind: 'done' });
  expect(await anna.store().cache.documents()).toHaveLength(CASES.length);
});

test('the next page is asked for while one is stored, and a device that dies between the two misses nothing', async () => {
  const server = createModelServer();
  server.push(CASES, curator, 'boris', null);
  let ahead = 0;
  for (let diesAt = 0; diesAt < 16; diesAt += 1) {
    const asked: number[] = [];
    const anna = createModelDevice('anna', curator, {
      ...server,
      changes(cursor) {
        asked.push(cursor?.after ?? 0);
        return server.changes(cursor);
      },
    });

    await anna.sync([], diesAt);
    const stored = (await anna.store().cache.cursor())?.after ?? 0;
    if ((asked.splice(0).at(-1) ?? 0) > stored) ahead += 1;
    await anna.sync();

    expect(asked[0]).toBe(stored);
    expect(await anna.store().cache.documents()).toHaveLength(CASES.length);
  }
  expect(ahead).toBeGreaterThan(0);
});

test('how far it has come is told after each page but the last, which ends it', async () => {
  const server = createModelServer();
  server.push(CASES, curator, 'boris', null);
  const anna = createModelDevice('anna', curator, server);

  await anna.sync();
  const parts = anna.told.slice(0, -1).map(Number);

  expect(parts.length).toBeGreaterThan(1);
  expect(parts).toEqual(parts.toSorted((a, b) => a - b));
  expect(parts[0]).toBeGreaterThan(0);
  expect(parts.at(-1)).toBeLessThan(100);
  expect(anna.told.at(-1)).toBeNull();
});
