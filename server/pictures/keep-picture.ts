import { createHash } from 'node:crypto';
import { PICTURE_LIMITS, type PictureType, pictureTypeOf } from '../../lib/domain/replies/picture.ts';
import type { Trx } from '../db/connect.ts';

/** A device names what it sends soon after; who leaves more than this behind sends pictures and no drafts. */
const MOST_UNNAMED = 40;

export interface SentPicture {
  tenantId: string;
  personId: string;
  caseId: string;
  hash: string;
  type: PictureType;
  bytes: Uint8Array<ArrayBuffer>;
  /** Epoch ms, UTC. */
  now: number;
}

/** What the bytes are; or in what way they are not the picture that the address names. */
export function judgePicture(
  hash: string,
  bytes: Uint8Array,
): { ok: true; type: PictureType } | { ok: false; detail: 'type' | 'hash' } {
  const type = bytes.length > PICTURE_LIMITS.bytes ? null : pictureTypeOf(bytes);
  if (type === null) return { ok: false, detail: 'type' };
  const isItself = createHash('sha256').update(bytes).digest('hex') === hash;
  return isItself ? { ok: true, type } : { ok: false, detail: 'hash' };
}

/** Keeps a picture for a case; the same one again only starts its week anew. False: this person has left too many behind unnamed. */
export async function keepPicture(trx: Trx, sent: SentPicture): Promise<boolean> {
  const { count } = await trx
    .selectFrom('picture')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('uploaded_by', '=', sent.personId)
    .where('named_at', 'is', null)
    .where('hash', '<>', sent.hash)
    .executeTakeFirstOrThrow();
  if (count >= MOST_UNNAMED) return false;
  await trx
    .insertInto('picture')
    .values({
      tenant_id: sent.tenantId,
      case_id: sent.caseId,
      hash: sent.hash,
      type: sent.type,
      bytes: Buffer.from(sent.bytes),
      uploaded_by: sent.personId,
      uploaded_at: sent.now,
      named_at: null,
    })
    .onConflict((kept) => kept.columns(['tenant_id', 'case_id', 'hash']).doUpdateSet({ uploaded_at: sent.now }))
    .execute();
  return true;
}

export async function findPicture(trx: Trx, caseId: string, hash: string) {
  return await trx
    .selectFrom('picture')
    .select(['type', 'bytes', 'uploaded_by'])
    .where('case_id', '=', caseId)
    .where('hash', '=', hash)
    .executeTakeFirst();
}
