import { expect, test, vi } from 'vitest';
import { createPictureDesk } from '../../lib/background/pictures.ts';
import { caseId } from '../../lib/domain/ids.ts';
import { base64Of } from '../../lib/platform/base64.ts';
import { createCache } from '../../lib/store/cache.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import { createPictures, type PictureTable } from '../../lib/store/pictures.ts';
import type { Rows } from '../../lib/store/rows.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';

const CASE = caseId('case-1');
const DAY = 24 * 3_600_000;

function desk(rows: Rows<PictureTable> = memoryRows()) {
  const store = {
    outbox: createOutbox(memoryRows()),
    cache: createCache(memoryRows()),
    pictures: createPictures(rows),
    memoryOnly: false,
  };
  const pictures = createPictureDesk({
    store: async () => store,
    owner: async () => 'anna',
    sessions: { signedIn: async () => null },
  });
  return { store, pictures };
}

test('a picture that was put in is read back from this device when there is no server', async () => {
  const { pictures } = desk();
  const base64 = base64Of(pngOf(1));

  const kept = await pictures.keep(CASE, base64);

  const { hash, type, bytes } = pictureOf(pngOf(1));
  expect(kept).toEqual({ ok: true, hash, type, bytes });
  expect(await pictures.get(CASE, hash)).toEqual({ ok: true, type: 'image/png', base64 });
  expect(await pictures.get(CASE, 'f'.repeat(64))).toEqual({ ok: false, problem: 'away' });
});

test('what is no picture, is too large or finds no room is refused by its own name', async () => {
  const full: Rows<PictureTable> = {
    ...memoryRows<PictureTable>(),
    write: async () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };

  expect(await desk().pictures.keep(CASE, base64Of(Buffer.from('<svg/>')))).toEqual({ ok: false, problem: 'not-a-picture' });
  expect(await desk().pictures.keep(CASE, base64Of(Buffer.concat([pngOf(1), Buffer.alloc(10_000_000)])))).toEqual({
    ok: false,
    problem: 'too-large',
  });
  expect(await desk(full).pictures.keep(CASE, base64Of(pngOf(1)))).toEqual({ ok: false, problem: 'full' });
});

test('a picture stays while a text on this device or a case names it, and goes the day after', async () => {
  const { store, pictures } = desk();
  const shades = [1, 2, 3, 4];
  for (const shade of shades) await pictures.keep(CASE, base64Of(pngOf(shade)));
  await pictures.keep(caseId('masked'), base64Of(pngOf(5)));
  const hashOf = (shade: number) => pictureOf(pngOf(shade)).hash;
  const fields = { pictures: JSON.stringify([{ hash: hashOf(1) }]) };
  await store.outbox.saveDraft('anna', { key: 'reply:1', kind: null, text: 'Проект', fields, savedAt: 1 });
  const named = (id: string, shade: number, type: string) => ({
    document: {
      id: caseId(id),
      number: null,
      regulation: { profile: 'p', version: '1' },
      events: [{ id: 'e', type, at: 1, by: 'system' as const, data: { pictures: [pictureOf(pngOf(shade))] } }],
      texts: {},
      seq: 1,
    },
    ref: 'vk:wall-1_1' as never,
    due: null,
  });
  const put = [named(CASE, 2, 'draft.submitted'), named('masked', 5, 'texts.masked')];
  await store.cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 1, tip: 't' } });
  const here = async (id: string, shade: number) =>
    (await store.pictures.about({ owner: 'anna', caseId: id, hash: hashOf(shade) })) !== null;

  await pictures.sweep();
  expect(await here(CASE, 3)).toBe(true);
  vi.useFakeTimers({ now: Date.now() + 2 * DAY, toFake: ['Date'] });
  await pictures.sweep();
  vi.useRealTimers();

  expect(await Promise.all(shades.map((shade) => here(CASE, shade)))).toEqual([true, true, false, false]);
  expect(await here('masked', 5)).toBe(false);
});
