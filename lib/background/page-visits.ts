import { isEnd } from '../domain/cases/facts.ts';
import type { MessageRef } from '../domain/ids.ts';
import type { PlaceOf } from '../domain/messages/place.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import { type After, noteOf } from './aftercare.ts';
import type { CaseView } from './case-shelf.ts';
import { filedReplies, isFiledAs } from './filed-replies.ts';

/** A page is given so long to draw what its address leads to, in ms. */
const DRAWN_AFTER_MS = 5_000;

export interface VisitDeps {
  placeOf: PlaceOf;
  views: (refs: MessageRef[]) => Promise<Map<MessageRef, CaseView>>;
  /** Where the tab is, by the browser's own word, and whether the person sees it; null when it is gone. */
  tabInView: (tabId: number) => Promise<{ url: string; isSeen: boolean } | null>;
  /** Is recognition switched off for the network of this message? */
  isOff: (ref: MessageRef) => Promise<boolean>;
  /** The message as the page in the tab shows it now; null when it does not. */
  reread: (tabId: number, ref: MessageRef) => Promise<SeenMessage | null>;
  /** Does the page say in words that what its address led to is not there? */
  saysGone: (tabId: number) => Promise<boolean>;
  tell: (view: CaseView, after: After) => Promise<void>;
  /** Epoch ms by the device's clock. */
  deviceNow: () => number;
  serverNow: () => Promise<number>;
}

/**
 * Looks, where a person stays at the very address of a filed reply or of a message in work, whether it is still there. What is missing
 * among many comments proves nothing: a page may not have drawn it. What is missing at its own address, on a page that is read well, does.
 */
export function createPageVisits(deps: VisitDeps) {
  const since = new Map<number, { address: string; at: number }>();

  async function judge(tabId: number, address: string): Promise<void> {
    const place = deps.placeOf(address);
    if (!place?.isOwn || (await deps.isOff(place.ref))) return;
    const views = await deps.views([place.ref, ...place.above]);
    const own = views.get(place.ref);
    if (own && !isEnd(own.state.state)) await lookForMessage(tabId, own, place.above.at(-1) ?? null);
    for (const ref of place.above) {
      const above = views.get(ref);
      if (above) await lookForReply(tabId, above, place.ref);
    }
  }

  async function lookForMessage(tabId: number, view: CaseView, top: MessageRef | null): Promise<void> {
    const { ref, permalink } = view.state.message;
    const seen = await deps.reread(tabId, ref);
    if (seen && !seen.deleted) return await deps.tell(view, { ref, note: null });
    const isGone = seen !== null || (top ? (await deps.reread(tabId, top)) !== null : await deps.saysGone(tabId));
    const note = noteOf(view, 'gone', null, { ref, permalink }, await deps.serverNow());
    if (isGone) await deps.tell(view, { ref, note });
  }

  /** A reply that is there is told of by the page itself. */
  async function lookForReply(tabId: number, view: CaseView, ref: MessageRef): Promise<void> {
    const now = await deps.serverNow();
    const draft = filedReplies(view, now).find((one) => isFiledAs(one, { ref, permalink: '' }, deps.placeOf));
    if (!draft?.publication || (await deps.reread(tabId, ref)) !== null) return;
    const isRead = (await deps.reread(tabId, view.state.message.ref)) !== null;
    const note = noteOf(view, 'unseen', draft, { ref, permalink: draft.publication.permalink }, now);
    if (isRead) await deps.tell(view, { ref, note });
  }

  return {
    /** A page of a network says that it is looked at; it says so again as long as it is. */
    async seen(tabId: number): Promise<void> {
      const tab = await deps.tabInView(tabId);
      if (!tab?.isSeen) return;
      const { url: address } = tab;
      const known = since.get(tabId);
      const now = deps.deviceNow();
      if (known?.address !== address) since.set(tabId, { address, at: now });
      else if (now - known.at >= DRAWN_AFTER_MS) await judge(tabId, address);
    },
    closed: (tabId: number) => void since.delete(tabId),
  };
}
