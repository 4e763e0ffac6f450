import type { InsertOutcome } from '../../domain/messages/seen.ts';
import type { TabRequests } from '../../protocol/messages.ts';
import type { Page, Site } from '../../sites/site.ts';
import { awaitComposer } from './await-composer.ts';
import { insertReply } from './insert-reply.ts';

/** Opens the network's reply box for the message and puts the approved text into it; sending is the person's own act. */
export async function insertIntoPage(
  site: Site,
  page: Page,
  signal: AbortSignal,
  asked: TabRequests['tab/insert']['in'],
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
  return await insertReply({ site, composer, page: live, ...asked });
}
