import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { type AboutPicture, createPictures, type PictureTable } from '../../lib/store/pictures.ts';
import { pngOf } from '../support/pictures.ts';

beforeEach(async () => {
  for (const name of ['vovremya-cache', 'vovremya-outbox', 'vovremya-pictures']) await deleteDB(name);
});

function about(hash: string, owner = 'anna'): AboutPicture {
  return { owner, caseId: 'case-1', hash, type: 'image/png', size: 3, keptAt: 5, isOwn: true, isUploaded: false };
}

test('a picture is there byte for byte with what is known of it when the store is opened anew', async () => {
  const bytes = new Uint8Array(pngOf(3));
  await (await openStore('test')).pictures.keep(about('a'), bytes);

  const { pictures } = await openStore('test');

  expect(await pictures.bytes(about('a'))).toEqual(bytes);
  expect(await pictures.about(about('a'))).toEqual(about('a'));
  expect(await pictures.bytes(about('a', 'boris'))).toBeNull();
});

test('what is known of a picture stays when it is put in again', async () => {
  const { pictures } = await openStore('test');
  await pictures.keep(about('a'), new Uint8Array(3));
  expect(await pictures.markUploaded(about('a'))).toBe(true);
  expect(await pictures.markUploaded(about('a'))).toBe(false);

  await pictures.keep(about('a'), new Uint8Array(3));

  expect(await pictures.about(about('a'))).toMatchObject({ isUploaded: true });
  await pictures.markAllMissing('boris');
  expect(await pictures.about(about('a'))).toMatchObject({ isUploaded: true });
  await pictures.markAllMissing('anna');
  expect(await pictures.about(about('a'))).toMatchObject({ isUploaded: false });
});

test('a picture that is put in again is whole when it was being cleared away at that very moment', async () => {
  const rows = memoryRows<PictureTable>();
  const pictures = createPictures(rows);
  await pictures.keep(about('a'), new Uint8Array(3));
  const sweptBetween: typeof rows = {
    ...rows,
    async write(changes) {
      await pictures.sweep(async () => false);
      await rows.write(changes);
    },
  };

  await createPictures(sweptBetween).keep(about('a'), new Uint8Array(3));

  expect([await pictures.about(about('a')), await pictures.bytes(about('a'))]).toEqual([about('a'), new Uint8Array(3)]);
});

test('a picture that was only looked at becomes the person’s own when he puts it in himself', async () => {
  const { pictures } = await openStore('test');
  await pictures.keep({ ...about('a'), isOwn: false, isUploaded: true }, new Uint8Array(3));

  await pictures.keep({ ...about('a'), keptAt: 9 }, new Uint8Array(3));
  expect(await pictures.about(about('a'))).toMatchObject({ isOwn: true, isUploaded: true, keptAt: 9 });

  await pictures.keep({ ...about('a'), isOwn: false }, new Uint8Array(3));
  expect(await pictures.about(about('a'))).toMatchObject({ isOwn: true });
});

test('bytes and all that is known go together when nothing wants a picture any more', async () => {
  const { pictures } = await openStore('test');
  for (const hash of ['a', 'b']) await pictures.keep(about(hash), new Uint8Array(3));

  await pictures.sweep(async ({ hash }) => hash === 'b');

  expect([await pictures.bytes(about('a')), await pictures.about(about('a'))]).toEqual([null, null]);
  expect(await pictures.bytes(about('b'))).toEqual(new Uint8Array(3));
});

test('every picture that a kept text names is known by its hash', async () => {
  const { outbox } = await openStore('test');
  const hash = 'c'.repeat(64);
  expect(await outbox.namedHashes()).toEqual(new Set());

  const fields = { pictures: JSON.stringify([{ hash }]) };
  await outbox.saveDraft('anna', { key: 'reply:1', kind: null, text: '', fields, savedAt: 1 });

  expect(await outbox.namedHashes()).toEqual(new Set([hash]));
});
