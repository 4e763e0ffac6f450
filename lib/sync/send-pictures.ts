import { type Command, picturesIn } from '../domain/cases/commands.ts';
import type { PictureKey } from '../store/pictures.ts';
import type { Failure } from './http.ts';
import type { Pass } from './push.ts';

export type Ready = { ok: true; batch: Command[] } | { ok: false; failure: Failure };

/**
 * Brings the pictures that a batch names to the server before the batch goes. What stands before a command with pictures may be what opens
 * its case, so it goes first and alone. A picture that the server will not take, or that is not here, holds nothing back: the receipt says it.
 */
export async function withPictures(pass: Pass, batch: Command[]): Promise<Ready> {
  for (const [at, command] of batch.entries()) {
    const waiting = await unsentOf(pass, command);
    if (waiting.length === 0) continue;
    if (at > 0) return { ok: true, batch: batch.slice(0, at) };
    for (const key of waiting) {
      const failure = await upload(pass, key);
      if (failure) return { ok: false, failure };
    }
  }
  return { ok: true, batch };
}

/** A server that lacks what it had gets it again: true when there is something to be sent. */
export async function isToBeSentAgain({ pictures, owner }: Pass, { caseId }: Command, hash: string | null): Promise<boolean> {
  return hash !== null && (await pictures.markMissing({ owner, caseId, hash }));
}

async function unsentOf({ pictures, owner }: Pass, command: Command): Promise<PictureKey[]> {
  const keys = picturesIn(command).map(({ hash }) => ({ owner, caseId: command.caseId, hash }));
  const known = await Promise.all(keys.map((key) => pictures.about(key)));
  return keys.filter((_, at) => known[at]?.isUploaded === false);
}

async function upload({ api, pictures }: Pass, key: PictureKey): Promise<Failure | null> {
  const bytes = await pictures.bytes(key);
  if (!bytes) return null;
  const sent = await api.putPicture(key.caseId, key.hash, bytes);
  if (sent.ok) await pictures.markUploaded(key);
  return sent.ok || sent.failure.kind === 'refused' ? null : sent.failure;
}
