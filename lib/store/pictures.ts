import type { PictureType } from '../domain/replies/picture.ts';
import type { Change, Row, Rows } from './rows.ts';

/** Bytes lie apart from what is known of them, so that looking through all of them loads none. */
export const PICTURE_TABLES = ['about', 'bytes'] as const;
export type PictureTable = (typeof PICTURE_TABLES)[number];

/** A picture of a case, as one person of this device has it. */
export interface PictureKey {
  owner: string;
  caseId: string;
  hash: string;
}

export interface AboutPicture extends PictureKey {
  type: PictureType;
  size: number;
  keptAt: number;
  /** Put in here, and so nowhere else until the server has it; else fetched from there. */
  isOwn: boolean;
  isUploaded: boolean;
}

const CONTENT_VERSION = 1;

export type Pictures = ReturnType<typeof createPictures>;

/** Pictures that go out with replies: put in on this device, or fetched to be looked at. */
export function createPictures(rows: Rows<PictureTable>) {
  async function about(key: PictureKey): Promise<AboutPicture | null> {
    const found = await rows.get('about', keyOfPicture(key));
    return found ? readAbout(found) : null;
  }

  async function change(key: PictureKey, isUploaded: boolean): Promise<boolean> {
    const known = await about(key);
    if (!known || known.isUploaded === isUploaded) return false;
    await rows.write([{ table: 'about', put: aboutRow({ ...known, isUploaded }) }]);
    return true;
  }

  return {
    about,

    async all(): Promise<AboutPicture[]> {
      return (await rows.all('about')).map(readAbout);
    },

    /** Resolves when it is on the disk. Of one that is there already the server has what it had, and whose own it is stays. */
    async keep(picture: AboutPicture, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
      const known = await about(picture);
      const told = known ? { ...known, isOwn: known.isOwn || picture.isOwn, keptAt: picture.keptAt } : picture;
      const row = { key: keyOfPicture(picture), order: picture.keptAt, version: CONTENT_VERSION };
      // The bytes of a known one, too: it may have been swept since it was looked for.
      await rows.write([
        { table: 'bytes', put: { ...row, json: '', bytes } },
        { table: 'about', put: aboutRow(told) },
      ]);
    },

    async bytes(key: PictureKey): Promise<Uint8Array<ArrayBuffer> | null> {
      return (await rows.get('bytes', keyOfPicture(key)))?.bytes ?? null;
    },

    /** False when that was known. */
    markUploaded: (key: PictureKey) => change(key, true),
    /** The server has it no more; false when that was known, or when it is not here. */
    markMissing: (key: PictureKey) => change(key, false),

    /** The server was set back: what it had it may not have. */
    async markAllMissing(owner: string): Promise<void> {
      const own = (await rows.all('about')).map(readAbout).filter((one) => one.owner === owner && one.isUploaded);
      await rows.write(own.map((one) => ({ table: 'about', put: aboutRow({ ...one, isUploaded: false }) })));
    },

    /** Removes those that `isWanted` does not want. */
    async sweep(isWanted: (picture: AboutPicture) => Promise<boolean>): Promise<void> {
      for (const picture of (await rows.all('about')).map(readAbout)) {
        if (!(await isWanted(picture))) await rows.write(removal(keyOfPicture(picture)));
      }
    },
  };
}

function removal(key: string): Change<PictureTable>[] {
  return PICTURE_TABLES.map((table) => ({ table, remove: key }));
}

export function keyOfPicture({ owner, caseId, hash }: PictureKey): string {
  return `${owner} ${caseId} ${hash}`;
}

function aboutRow(picture: AboutPicture): Row {
  return { key: keyOfPicture(picture), order: picture.keptAt, version: CONTENT_VERSION, json: JSON.stringify(picture) };
}

function readAbout(row: Row): AboutPicture {
  return JSON.parse(row.json) as AboutPicture;
}
