import type { TextRef } from '../cases/model.ts';

export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

/** A network takes no more with one reply, and no heavier ones. */
export const PICTURE_LIMITS = { perReply: 10, bytes: 10_000_000, side: 20_000 } as const;

/** A picture that goes out with a reply, known by its bytes: those lie beside the case, like its texts. */
export interface Picture {
  /** SHA-256 of the bytes, hex. */
  hash: string;
  type: PictureType;
  bytes: number;
  width: number;
  height: number;
  /** What it shows, in words for those who do not see it. */
  alt?: TextRef;
}

const SIGNS: [PictureType, number, string][] = [
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 8, 'WEBP'],
];

/** What the bytes themselves say they are, by how they begin; null: no picture that the networks take. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | null {
  const found = SIGNS.find(([, from, sign]) => [...sign].every((char, at) => bytes[from + at] === char.charCodeAt(0)));
  if (!found) return null;
  return found[0] === 'image/webp' && !isRiff(bytes) ? null : found[0];
}

function isRiff(bytes: Uint8Array): boolean {
  return [...'RIFF'].every((char, at) => bytes[at] === char.charCodeAt(0));
}

/** The same pictures in the same order with the same words to them. */
export function samePictures(some: Picture[], others: Picture[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, at) => one.hash === others[at]?.hash && one.alt?.hash === others[at]?.alt?.hash)
  );
}

/** What in a list of pictures cannot be: more than a network takes, or one of them twice. */
export function areTooMany(pictures: Picture[]): boolean {
  return pictures.length > PICTURE_LIMITS.perReply || new Set(pictures.map(({ hash }) => hash)).size < pictures.length;
}
