import { type Command, picturesIn, type Refusal } from '../../lib/domain/cases/commands.ts';

/** A picture that lies here for a case; `size` in bytes. */
export interface HeldPicture {
  case_id: string;
  hash: string;
  type: string;
  size: number;
}

/** Every picture that a command names lies here for its case and is what the command says of it. */
export function checkPictures(command: Command, held: HeldPicture[]): Refusal | null {
  const own = new Map(held.filter((one) => one.case_id === command.caseId).map((one) => [one.hash, one]));
  const pictures = picturesIn(command);
  const missing = pictures.find(({ hash }) => !own.has(hash));
  if (missing) return { code: 'picture-missing', clause: null, detail: missing.hash };
  const isSaidWrong = pictures.some(({ hash, type, bytes }) => own.get(hash)?.type !== type || own.get(hash)?.size !== bytes);
  return isSaidWrong ? { code: 'unknown-value', clause: null, detail: 'pictures' } : null;
}
