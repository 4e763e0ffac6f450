import { deleteDB } from 'idb';
import { type Cache, createCache } from './cache.ts';
import { CACHE_TABLES, type CacheTable } from './cache-rows.ts';
import { type DatabaseOptions, idbRows } from './idb-rows.ts';
import { memoryRows } from './memory-rows.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { OUTBOX_TABLES, type OutboxTable } from './outbox-rows.ts';
import { openFiles } from './own-files.ts';
import { PICTURE_FOLDER, recoverPictures, withPictureCopy } from './picture-copy.ts';
import { createPictures, PICTURE_TABLES, type Pictures, type PictureTable } from './pictures.ts';
import type { Rows } from './rows.ts';
import { addDuties, leave, makeCache, makeTables } from './schema.ts';
import { recoverUnsent, UNSENT_FOLDER, withCopy } from './unsent-copy.ts';

export interface Store {
  outbox: Outbox;
  cache: Cache;
  pictures: Pictures;
  /** Nothing of what the person does is kept over a restart: must be said. */
  memoryOnly: boolean;
}

const OUTBOX: DatabaseOptions<OutboxTable> = {
  name: 'vovremya-outbox',
  tables: OUTBOX_TABLES,
  // Never more: what it holds exists nowhere else, and a step that fails would shut it up.
  steps: [makeTables],
  durability: 'strict',
};
const CACHE: DatabaseOptions<CacheTable> = {
  name: 'vovremya-cache',
  tables: CACHE_TABLES,
  steps: [makeCache, leave, leave, addDuties],
  durability: 'relaxed',
};
/** Apart from the outbox, whose schema never changes: that they cannot be opened holds back no text. */
const PICTURES: DatabaseOptions<PictureTable> = {
  name: 'vovremya-pictures',
  tables: PICTURE_TABLES,
  steps: [makeTables],
  durability: 'strict',
};
const TRIES = 3;
const PAUSE_MS = 200;

/**
 * Opens the databases and puts back what those that hold the unsent have lost; never rejects. `program`: the version of what derives from
 * the cases. `now`: the device's clock, epoch ms.
 */
export async function openStore(program: string, now = Date.now): Promise<Store> {
  const [outbox, cache, pictures] = await Promise.all([openOutbox(now), openCache(), openPictures()]);
  return {
    outbox: outbox.own,
    cache: createCache(cache ?? memoryRows<CacheTable>(), program),
    pictures: pictures.own,
    memoryOnly: outbox.isInMemory || pictures.isInMemory,
  };
}

async function openOutbox(now: () => number): Promise<{ own: Outbox; isInMemory: boolean }> {
  const copy = await openFiles(UNSENT_FOLDER);
  let recover = async () => {};
  const rows = await openPatiently(OUTBOX, () => recover());
  const own = createOutbox(rows ?? memoryRows<OutboxTable>());
  if (copy) recover = () => recoverUnsent(own, copy, now());
  await recover();
  return { own: copy ? withCopy(own, copy) : own, isInMemory: rows === null };
}

async function openPictures(): Promise<{ own: Pictures; isInMemory: boolean }> {
  const copy = await openFiles(PICTURE_FOLDER);
  let recover = async () => {};
  const rows = await openPatiently(PICTURES, () => recover());
  const own = createPictures(rows ?? memoryRows<PictureTable>());
  if (copy) recover = () => recoverPictures(own, copy);
  await recover();
  return { own: copy ? withPictureCopy(own, copy) : own, isInMemory: rows === null };
}

async function openPatiently<T extends string>(options: DatabaseOptions<T>, lost?: () => Promise<void>): Promise<Rows<T> | null> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    try {
      return await idbRows(options, lost);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (tried + 1)));
    }
  }
  return null;
}

/** The cache can be had again from the server: a broken or newer one is dropped, and one that cannot be dropped is left for a fresh name. */
async function openCache(): Promise<Rows<CacheTable> | null> {
  const present = await openPatiently(CACHE);
  if (present) return present;
  await deleteDB(CACHE.name).catch(() => undefined);
  return (await openPatiently(CACHE)) ?? (await openPatiently({ ...CACHE, name: `${CACHE.name}-2` }));
}
