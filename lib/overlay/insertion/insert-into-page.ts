import type { OfficialAccount } from '../../domain/cases/model.ts';
import type { MessageRef } from '../../domain/ids.ts';
import type { InsertOutcome } from '../../domain/messages/seen.ts';
import type { Composer, Page, Site } from '../../sites/site.ts';
import { awaitComposer } from './await-composer.ts';
import { insertReply } from './insert-reply.ts';

export interface AskedInsertion {
  ref: MessageRef;
  text: string;
  accounts: OfficialAccount[];
  confirmed: boolean;
  override: boolean;
  earlier?: string | undefined;
}

/** Opens the network's reply box for the message and puts the approved text into it; sending is the person's own act. */
export async function insertIntoPage(
  site: Pick<Site, 'locate' | 'composerFor' | 'openComposer' | 'isOfficial'>,
  page: Page,
  signal: AbortSignal,
  asked: AskedInsertion,
): Promise<InsertOutcome> {
  // Opening the box may open the message's own page under the same document: its address is read anew each time.
  const live: Page = {
    ...page,
    get url() {
      return new URL(page.doc.location.href);
    },
  };
  if (live.doc.visibilityState !== 'visible') return { ok: false, reason: 'tab-hidden' };
  const found = site.locate(asked.ref, live);
  if (!found || found.read().deleted) return { ok: false, reason: 'message-not-found' };
  found.element.scrollIntoView({ block: 'center' });
  const composer = await awaitComposer(site, asked.ref, live, signal);
  if (!composer) return { ok: false, reason: 'composer-not-found' };
  const following = followed(composer, () => site.composerFor(asked.ref, live));
  return await insertReply({ site, composer: following, page: live, ...asked });
}

/** Some networks put a new box in place of the one that was written into: it is the same reply. */
function followed(first: Composer, findAnew: () => Composer | null): Composer {
  let present = first;
  const current = () => {
    if (!present.box.isConnected) present = findAnew() ?? present;
    return present;
  };
  return {
    get box() {
      return current().box;
    },
    identity: () => current().identity(),
    text: () => current().text(),
    belongsTo: (ref) => current().belongsTo(ref),
  };
}
