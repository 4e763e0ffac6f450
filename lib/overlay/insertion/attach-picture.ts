import type { AttachAnswer, AttachAsked } from '../../protocol/picture-messages.ts';
import type { Composer, Page, Site } from '../../sites/site.ts';
import { caretToEnd } from './caret.ts';
import { type Insertion, refusalNow, settled } from './insert-reply.ts';
import { isAlike } from './same-text.ts';
import { pasteFile } from './strategies.ts';

/** A network shows a preview while the picture is still on its way to it. */
const LOOKS = 50;
const LOOK_MS = 100;

/**
 * Pastes one picture beside the text that was put into the box, under the same conditions, and says how many are seen there then. Where the
 * page does not show what is attached nothing is pasted: what cannot be read back is the person's own act.
 */
export async function attachPicture(
  site: Pick<Site, 'composerFor' | 'isOfficial'>,
  page: Page,
  { picture, at, ...asked }: Omit<AttachAsked, 'picture' | 'of'> & { picture: File },
): Promise<AttachAnswer> {
  const find = () => site.composerFor(asked.ref, page);
  const composer = find();
  if (!composer || !mayAttach({ site, composer, page, ...asked })) return { attached: null };
  const before = composer.attachments?.() ?? null;
  if (before !== at) return { attached: before };
  caretToEnd(composer.box);
  await settled(composer.box);
  if (!mayAttach({ site, composer, page, ...asked }) || composer.attachments?.() !== at) return { attached: null };
  pasteFile(composer.box, picture);
  return { attached: await seenAfter(find, at, composer) };
}

/** The box must hold the very text that the picture was approved with. */
function mayAttach(insertion: Insertion): boolean {
  return refusalNow(insertion) === null && isAlike(insertion.composer.text(), insertion.text);
}

async function seenAfter(find: () => Composer | null, before: number, { box }: Composer): Promise<number> {
  let seen = before;
  for (let look = 0; look < LOOKS && seen <= before; look += 1) {
    await new Promise((done) => box.ownerDocument.defaultView?.setTimeout(done, LOOK_MS));
    seen = find()?.attachments?.() ?? before;
  }
  return seen;
}
