import { type Command, picturesIn } from '../domain/cases/commands.ts';
import type { PictureKey } from '../store/pictures.ts';
import type { Failure } from './http.ts';
import type { Pass } from './push.ts';

/**
 * A command is told before its pictures are sent: the moment of the act is settled then, however long they take. While they are on their way
 * the commands of its case wait behind it, those of other cases do not.
 */
export interface Lacking {
  /** Commands that the server has been told and will take when it has their pictures, by id. */
  told: Map<string, Command>;
  /** Those whose pictures were sent, or cannot be: what the server says of them now is final. */
  tried: Set<string>;
}

export function nothingLacking(): Lacking {
  return { told: new Map(), tried: new Set() };
}

/** What may go now, in its order: nothing goes before what its own case waits for. */
export function sendable(commands: Command[], { told, tried }: Lacking): Command[] {
  const waiting = new Set<string>();
  return commands.filter((command) => {
    if (waiting.has(command.caseId)) return false;
    // Whether the server has its pictures is known by the answer only.
    if (picturesIn(command).length > 0) waiting.add(command.caseId);
    return !told.has(command.id) || tried.has(command.id);
  });
}

/** Sends the pictures of one command. A picture that the server will not take, or that is not here, is no failure: the next answer says it. */
export async function sendPictures(pass: Pass, command: Command): Promise<Failure | null> {
  for (const { hash } of picturesIn(command)) {
    const failure = await upload(pass, { owner: pass.owner, caseId: command.caseId, hash });
    if (failure) return failure;
  }
  return null;
}

async function upload({ api, pictures }: Pass, key: PictureKey): Promise<Failure | null> {
  const isThere = (await pictures.about(key))?.isUploaded !== false;
  const bytes = isThere ? null : await pictures.bytes(key);
  if (!bytes) return null;
  const sent = await api.putPicture(key.caseId, key.hash, bytes);
  if (sent.ok) await pictures.markUploaded(key);
  return sent.ok || sent.failure.kind === 'refused' ? null : sent.failure;
}

/** The server lacks what it was believed to have. */
export async function markLacking({ pictures, owner }: Pass, command: Command): Promise<void> {
  for (const { hash } of picturesIn(command)) await pictures.markMissing({ owner, caseId: command.caseId, hash });
}
