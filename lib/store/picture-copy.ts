import { hexOf, nameOfKey, type OwnFiles } from './own-files.ts';
import { type AboutPicture, keyOfPicture, type PictureKey, type Pictures } from './pictures.ts';

export const PICTURE_FOLDER = 'unsent-pictures';
/** Bytes that a copy leaves to what is typed: a text needs its place more than a picture needs a second one. */
const LEFT_FREE = 100_000_000;

/**
 * Pictures with a second copy of those that were put in here and the server has not: it goes when the server has them, and comes again when
 * the server has lost them. The copy helps where it can and stops nothing where it cannot.
 */
export function withPictureCopy(pictures: Pictures, files: OwnFiles): Pictures {
  const forget = async (key: PictureKey) => files.remove(await nameOfPicture(key)).catch(() => undefined);

  async function follow(key: PictureKey): Promise<void> {
    const about = await pictures.about(key);
    if (!about || !isWaiting(about)) return await forget(key);
    const bytes = await pictures.bytes(key);
    if (!bytes || !(await hasRoom(bytes.length))) return;
    await files.put(await nameOfPicture(key), copyOf(about, bytes)).catch(() => undefined);
  }

  async function following(key: PictureKey, change: Promise<boolean>): Promise<boolean> {
    const isChanged = await change;
    if (isChanged) await follow(key);
    return isChanged;
  }

  return {
    ...pictures,
    async keep(picture, bytes) {
      await pictures.keep(picture, bytes);
      await follow(picture);
    },
    markUploaded: (key) => following(key, pictures.markUploaded(key)),
    markMissing: (key) => following(key, pictures.markMissing(key)),
    async markAllMissing(owner) {
      await pictures.markAllMissing(owner);
      for (const about of await pictures.all()) if (about.owner === owner && isWaiting(about)) await follow(about);
    },
    async sweep(isWanted) {
      const gone: PictureKey[] = [];
      await pictures.sweep(async (picture) => {
        const isKept = await isWanted(picture);
        if (!isKept) gone.push(picture);
        return isKept;
      });
      for (const key of gone) await forget(key);
    },
  };
}

/**
 * Puts back the pictures that the database has lost, and clears away copies of what the server has. Never rejects: what cannot be put back
 * now stays where it is.
 */
export async function recoverPictures(pictures: Pictures, files: OwnFiles): Promise<void> {
  try {
    const names = await files.names();
    if (names.length === 0) return;
    const known = new Map<string, AboutPicture>();
    for (const about of await pictures.all()) known.set(await nameOfPicture(about), about);
    for (const name of names) {
      const about = known.get(name);
      if (about && !isWaiting(about)) await files.remove(name);
      if (about) continue;
      const lost = await readCopy(name, await files.read(name));
      if (lost) await pictures.keep(lost.about, lost.bytes);
    }
  } catch {
    // No room, or no database: another start may have them.
  }
}

function isWaiting({ isOwn, isUploaded }: AboutPicture): boolean {
  return isOwn && !isUploaded;
}

async function hasRoom(bytes: number): Promise<boolean> {
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  return quota - usage - bytes > LEFT_FREE;
}

function nameOfPicture(key: PictureKey): Promise<string> {
  return nameOfKey(keyOfPicture(key));
}

/** What is known of the picture on the first line, its bytes after it. */
function copyOf(about: AboutPicture, bytes: Uint8Array<ArrayBuffer>): Blob {
  return new Blob([`${JSON.stringify(about)}\n`, bytes]);
}

/** Null when the file was not written to its end, or is not what its name says. */
async function readCopy(
  name: string,
  file: Blob | null,
): Promise<{ about: AboutPicture; bytes: Uint8Array<ArrayBuffer> } | null> {
  const content = file && new Uint8Array(await file.arrayBuffer());
  const end = content ? content.indexOf(10) : -1;
  if (!content || end < 0) return null;
  const about = readAbout(new TextDecoder().decode(content.subarray(0, end)));
  const bytes = content.slice(end + 1);
  const isWhole = about !== null && (await nameOfPicture(about)) === name && (await hexOf(bytes)) === about.hash;
  return isWhole ? { about, bytes } : null;
}

function readAbout(line: string): AboutPicture | null {
  try {
    return JSON.parse(line) as AboutPicture | null;
  } catch {
    return null;
  }
}
