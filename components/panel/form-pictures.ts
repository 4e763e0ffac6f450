import { createContext } from 'preact';
import type { DraftVersion } from '../../lib/domain/cases/model.ts';
import type { Picture } from '../../lib/domain/replies/picture.ts';

/** A picture of a reply being written: as a draft names it, its words not sealed yet. */
export interface FormPicture extends Omit<Picture, 'alt'> {
  alt: string;
}

export type PictureProblem = 'too-large' | 'not-a-picture' | 'broken' | 'full' | 'failed' | 'too-many' | 'twice';
export type AddedPicture = { ok: true; picture: FormPicture } | { ok: false; problem: PictureProblem };

/** `url` holds the bytes themselves. */
export type ReadPicture = { ok: true; url: string } | { ok: false; problem: 'gone' | 'away' };

/** How the views of the panel get at the bytes of a picture of the case that is shown. */
export const ReadPictureContext = createContext<(hash: string) => Promise<ReadPicture>>(async () => ({
  ok: false,
  problem: 'away',
}));

export function picturesOf(version: DraftVersion | undefined, texts: Record<string, string>): FormPicture[] {
  return (version?.pictures ?? []).map(({ alt, ...picture }) => ({ ...picture, alt: (alt && texts[alt.id]) ?? '' }));
}

/** What makes one reply the same as another: its words, its pictures in their order, and the words to them. */
export function signOf(text: string, pictures: FormPicture[] = []): string {
  return JSON.stringify([text.trim(), ...pictures.map(({ hash, alt }) => [hash, alt.trim()])]);
}

/** Nobody's picture is lost: those of one side, and of the other what is not among them. */
export function bothPictures(first: FormPicture[], second: FormPicture[] = []): FormPicture[] {
  return [...first, ...second.filter(({ hash }) => !first.some((one) => one.hash === hash))];
}
