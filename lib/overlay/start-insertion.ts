import type { MessageRef } from '../domain/ids.ts';
import { bytesOfBase64 } from '../platform/base64.ts';
import { answerInTab } from '../platform/messaging.ts';
import { attachPicture } from './insertion/attach-picture.ts';
import { createConfirmedNames } from './insertion/confirmed-names.ts';
import { isCovered } from './insertion/cover.ts';
import { insertIntoPage } from './insertion/insert-into-page.ts';
import { arriveAtPage } from './present-page.ts';
import { saysGone } from './says-gone.ts';

/** Answers what the background seldom asks of a page: to put a reply into a box, whether the panel can be seen, whether the page says that its message is gone. */
export function startInsertion(): void {
  arriveAtPage('insertion', ({ site, page, dock, signal }) => {
    const put = new Map<MessageRef, string>();
    const names = createConfirmedNames();
    const covered = () => {
      const panel = dock.shown();
      return panel !== null && isCovered(page().doc, panel);
    };
    const makeRoom = (ref: MessageRef) => {
      const box = site.composerFor(ref, page())?.box;
      if (box) dock.yieldTo(box);
    };
    const stop = answerInTab({
      'tab/covered': async () => ({ covered: covered() }),
      'tab/says-gone': async () => ({ isGone: saysGone(page().doc) }),
      'tab/insert': async (asked) => {
        if (covered()) return { ok: false, reason: 'panel-covered' };
        const place = { url: page().url, ref: asked.ref, accounts: asked.accounts };
        const confirmed = asked.confirmed || names.has(place);
        const outcome = await insertIntoPage(site, page(), signal, { ...asked, confirmed, earlier: put.get(asked.ref) });
        if (outcome.ok && asked.confirmed) names.add(place);
        if (outcome.ok && outcome.strategy !== 'clipboard') put.set(asked.ref, asked.text);
        if (outcome.ok && asked.pictures === 0) makeRoom(asked.ref);
        return outcome;
      },
      'tab/attach': async ({ picture: { name, type, base64 }, ...asked }) => {
        if (covered() || put.get(asked.ref) !== asked.text) return { attached: null };
        const picture = new File([bytesOfBase64(base64)], name, { type });
        const confirmed = asked.confirmed || names.has({ url: page().url, ref: asked.ref, accounts: asked.accounts });
        const answer = await attachPicture(site, page(), { ...asked, confirmed, picture });
        // While one is missing the panel stays: it says what is to be done.
        if (answer.attached === asked.of) makeRoom(asked.ref);
        return answer;
      },
    });
    signal.addEventListener('abort', stop);
  });
}
