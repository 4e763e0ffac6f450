import type { CaseId } from '../domain/ids.ts';
import type { PicturesPut } from '../domain/messages/seen.ts';
import type { Picture } from '../domain/replies/picture.ts';
import { tellTab } from '../platform/messaging.ts';
import type { AttachAsked } from '../protocol/picture-messages.ts';
import type { Core } from './core.ts';

/**
 * Puts the pictures of an approved reply beside its text, one after another, as far as the page takes them and shows that it did. Those that
 * were there already, as when the reply is inserted again, are not put in twice.
 */
export async function attachPictures(
  { pictures }: Pick<Core, 'pictures'>,
  tabId: number,
  caseId: CaseId,
  approved: Picture[],
  asked: Omit<AttachAsked, 'picture' | 'at' | 'of'>,
): Promise<PicturesPut> {
  let attached = 0;
  for (const [at, { hash }] of approved.entries()) {
    const got = await pictures.get(caseId, hash);
    if (!got.ok) break;
    const picture = { name: `vovremya-${at + 1}.${got.type.replace('image/', '')}`, type: got.type, base64: got.base64 };
    const seen = (
      await tellTab(tabId, 'tab/attach', { ...asked, picture, at, of: approved.length }).catch(() => ({ attached: null }))
    ).attached;
    attached = Math.min(seen ?? attached, approved.length);
    if (seen !== at + 1) break;
  }
  return { attached, of: approved.length };
}
