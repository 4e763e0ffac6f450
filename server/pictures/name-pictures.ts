import { type Command, picturesIn, type Refusal } from '../../lib/domain/cases/commands.ts';
import type { Trx } from '../db/connect.ts';

/**
 * Every picture that a command names lies here for its case and is what the command says of it; from now on it is kept as long as the case's
 * texts. Locks what it names until the transaction ends, so that none is taken away meanwhile.
 */
export async function namePictures(trx: Trx, command: Command, now: number): Promise<Refusal | null> {
  const pictures = picturesIn(command);
  if (pictures.length === 0) return null;
  const hashes = pictures.map(({ hash }) => hash);
  const held = await trx
    .selectFrom('picture')
    .select(['hash', 'type', (eb) => eb.fn<number>('octet_length', ['bytes']).as('size')])
    .where('case_id', '=', command.caseId)
    .where('hash', 'in', hashes)
    .orderBy('hash')
    .forUpdate()
    .execute();
  const missing = pictures.find(({ hash }) => !held.some((one) => one.hash === hash));
  if (missing) return { code: 'picture-missing', clause: null, detail: missing.hash };
  const isSaidWrong = pictures.some((one) => {
    const kept = held.find(({ hash }) => hash === one.hash);
    return kept?.type !== one.type || kept.size !== one.bytes;
  });
  if (isSaidWrong) return { code: 'unknown-value', clause: null, detail: 'pictures' };
  await trx
    .updateTable('picture')
    .set({ named_at: now })
    .where('case_id', '=', command.caseId)
    .where('hash', 'in', hashes)
    .where('named_at', 'is', null)
    .execute();
  return null;
}
