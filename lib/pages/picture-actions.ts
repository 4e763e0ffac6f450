import type { AddedPicture, ReadPicture } from '../../components/panel/form-pictures.ts';
import type { CaseId } from '../domain/ids.ts';
import { PICTURE_LIMITS, type Picture, pictureTypeOf } from '../domain/replies/picture.ts';
import { base64Of } from '../platform/base64.ts';
import type { PageClient } from './page-client.ts';

export interface PictureHands {
  client: PageClient;
  shownCase: () => CaseId;
  /** Size of a picture as a browser shows it; null when it cannot. */
  measure: (file: Blob) => Promise<{ width: number; height: number } | null>;
  /** Hands a file to the person, as a download does. */
  saveFile: (name: string, url: string) => Promise<void>;
}

/** The panel's acts on pictures; the bytes themselves are the background's. */
export function pictureActions({ client, shownCase, measure, saveFile }: PictureHands) {
  async function readPicture(hash: string): Promise<ReadPicture> {
    const got = await client.request('pictures/get', { caseId: shownCase(), hash });
    return got.ok ? { ok: true, url: `data:${got.type};base64,${got.base64}` } : got;
  }

  return {
    readPicture,

    addPicture: async (file: File): Promise<AddedPicture> => {
      if (file.size > PICTURE_LIMITS.bytes) return { ok: false, problem: 'too-large' };
      const caseId = shownCase();
      const content = new Uint8Array(await file.arrayBuffer());
      if (pictureTypeOf(content) === null) return { ok: false, problem: 'not-a-picture' };
      const size = await measure(file);
      if (size === null || Math.max(size.width, size.height) > PICTURE_LIMITS.side) return { ok: false, problem: 'broken' };
      const kept = await client.request('pictures/keep', { caseId, base64: base64Of(content) });
      if (!kept.ok) return kept;
      const { hash, type, bytes } = kept;
      return { ok: true, picture: { hash, type, bytes, ...size, alt: '' } };
    },

    /** True when every one was handed over. */
    savePictures: async (pictures: Picture[]): Promise<boolean> => {
      const read = await Promise.all(pictures.map(({ hash }) => readPicture(hash)));
      for (const [at, one] of read.entries()) {
        const type = pictures[at]?.type.replace('image/', '') ?? '';
        if (one.ok) await saveFile(`vovremya-${at + 1}.${type}`, one.url);
      }
      return read.every(({ ok }) => ok);
    },
  };
}
