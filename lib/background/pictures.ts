import { OWN_EVENTS } from '../domain/cases/own-events.ts';
import { PICTURE_LIMITS, pictureTypeOf } from '../domain/replies/picture.ts';
import { base64Of, bytesOfBase64 } from '../platform/base64.ts';
import { deviceNow } from '../platform/clock.ts';
import { sha256OfBytes } from '../platform/hashing.ts';
import type { GotPicture, KeptPicture } from '../protocol/picture-messages.ts';
import { isFull } from '../store/full.ts';
import type { Store } from '../store/open-store.ts';
import type { AboutPicture, PictureKey } from '../store/pictures.ts';
import { fetchPicture } from '../sync/api-client.ts';
import type { Sessions } from './session.ts';

const DAY_MS = 24 * 3_600_000;
const SWEPT = 'pictures-swept';

export interface PictureDeskDeps {
  store: () => Promise<Store>;
  owner: () => Promise<string | null>;
  sessions: Pick<Sessions, 'signedIn'>;
}

/** Pictures of replies on this device: put in, looked at, and cleared away when nothing names them any more. */
export function createPictureDesk({ store, owner, sessions }: PictureDeskDeps) {
  const keyOf = async (caseId: string, hash: string): Promise<PictureKey> => ({ owner: (await owner()) ?? '', caseId, hash });

  async function fetched(key: PictureKey): Promise<GotPicture> {
    const session = await sessions.signedIn();
    const answer = session && (await fetchPicture(session, key.caseId, key.hash));
    if (!answer?.ok) return { ok: false, problem: answer?.failure.kind === 'refused' ? 'gone' : 'away' };
    const bytes = answer.value;
    const type = pictureTypeOf(bytes);
    if (type === null || (await sha256OfBytes(bytes)) !== key.hash) return { ok: false, problem: 'gone' };
    const about = { ...key, type, size: bytes.length, keptAt: deviceNow(), isOwn: false, isUploaded: true };
    // To be looked at without the server, too; where there is no room, it is looked at this once.
    await (await store()).pictures.keep(about, bytes).catch(() => undefined);
    return { ok: true, type, base64: base64Of(bytes) };
  }

  async function isWanted(picture: AboutPicture, named: ReadonlySet<string>): Promise<boolean> {
    if (picture.isOwn && (named.has(picture.hash) || deviceNow() - picture.keptAt < DAY_MS)) return true;
    const document = await (await store()).cache.document(picture.caseId);
    if (!document || document.events.some(({ type }) => type === OWN_EVENTS.textsMasked)) return false;
    return JSON.stringify(document.events).includes(picture.hash);
  }

  return {
    /** Answers when it is on the disk. */
    async keep(caseId: string, base64: string): Promise<KeptPicture> {
      const bytes = bytesOfBase64(base64);
      if (bytes.length > PICTURE_LIMITS.bytes) return { ok: false, problem: 'too-large' };
      const type = pictureTypeOf(bytes);
      if (type === null) return { ok: false, problem: 'not-a-picture' };
      const key = await keyOf(caseId, await sha256OfBytes(bytes));
      try {
        const about = { ...key, type, size: bytes.length, keptAt: deviceNow(), isOwn: true, isUploaded: false };
        await (await store()).pictures.keep(about, bytes);
      } catch (problem) {
        if (isFull(problem)) return { ok: false, problem: 'full' };
        throw problem;
      }
      return { ok: true, hash: key.hash, type, bytes: bytes.length };
    },

    async get(caseId: string, hash: string): Promise<GotPicture> {
      const key = await keyOf(caseId, hash);
      const { pictures } = await store();
      const [about, bytes] = [await pictures.about(key), await pictures.bytes(key)];
      return about && bytes ? { ok: true, type: about.type, base64: base64Of(bytes) } : await fetched(key);
    },

    /** Once a day: what neither a text on this device nor a case names any more goes, and so does what was masked. */
    async sweep(): Promise<void> {
      const { outbox, pictures } = await store();
      const at = (await outbox.kept<number>(SWEPT)) ?? 0;
      if (Math.abs(deviceNow() - at) < DAY_MS) return;
      const named = await outbox.namedHashes();
      await pictures.sweep((picture) => isWanted(picture, named));
      await outbox.keep(SWEPT, deviceNow());
    },

    /** What was only looked at does not stay on the device of somebody who has signed out. */
    async dropFetched(): Promise<void> {
      await (await store()).pictures.sweep(async ({ isOwn }) => isOwn);
    },
  };
}
