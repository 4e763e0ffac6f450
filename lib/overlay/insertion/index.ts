import type { OfficialAccount } from '../../domain/cases/model.ts';
import type { MessageRef } from '../../domain/ids.ts';
import type { InsertOutcome } from '../../domain/messages/seen.ts';
import type { Page, Site } from '../../sites/site.ts';
import { awaitComposer } from './await-composer.ts';
import { insertReply } from './insert-reply.ts';

export interface AskedInsertion {
  ref: MessageRef;
  text: string;
  accounts: OfficialAccount[];
  confirmed: boolean;
  override: boolean;
}

/** Finds the message, has the network open its reply box, and fills it; nothing is sent. */
export async function insertIntoPage(site: Site, page: Page, asked: AskedInsertion): Promise<InsertOutcome> {
  const live = livePage(page);
  if (live.doc.visibilityState !== 'visible') return { ok: false, reason: 'tab-hidden' };
  const message = site.locate(asked.ref, live)?.read();
  if (!message || message.deleted) return { ok: false, reason: 'message-not-found' };
  const composer = await awaitComposer(site, asked.ref, live, new AbortController().signal);
  if (!composer) return { ok: false, reason: 'composer-not-found' };
  return insertReply({ site, composer, page: live, ...asked });
}

/** Opening a box may change the address without a reload: it is read anew each time it is asked for. */
function livePage(page: Page): Page {
  return {
    ...page,
    get url() {
      return page.doc.defaultView ? new URL(page.doc.defaultView.location.href) : page.url;
    },
  };
}
