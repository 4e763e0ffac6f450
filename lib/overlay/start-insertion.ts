import type { MessageRef } from '../domain/ids.ts';
import { bytesOfBase64 } from '../platform/base64.ts';
import { answerInTab } from '../platform/messaging.ts';
import { attachPicture } from './insertion/attach-picture.ts';
import { isCovered } from './insertion/cover.ts';
import { insertIntoPage } from './insertion/insert-into-page.ts';
import { arriveAtPage } from './present-page.ts';

/** Answers the background's wish to put a reply into a box, and whether the panel can be seen; comes into a page with the first such wish. */
export function startInsertion(): void {
  arriveAtPage('insertion', ({ site, page, dock, signal }) => {
    const put = new Map<MessageRef, string>();
    const covered = () => {
      const panel = dock.shown();
      return panel !== null && isCovered(page().doc, panel);
    };
    const stop = answerInTab({
      'tab/covered': async () => ({ covered: covered() }),
      'tab/insert': async (asked) => {
        if (covered()) return { ok: false, reason: 'panel-covered' };
        const outcome = await insertIntoPage(site, page(), signal, { ...asked, earlier: put.get(asked.ref) });
        if (outcome.ok && outcome.strategy !== 'clipboard') put.set(asked.ref, asked.text);
        const box = outcome.ok ? site.composerFor(asked.ref, page())?.box : undefined;
        if (box) dock.yieldTo(box);
        return outcome;
      },
      'tab/attach': async ({ picture: { name, type, base64 }, ...asked }) => {
        if (covered() || put.get(asked.ref) !== asked.text) return { attached: null };
        return await attachPicture(site, page(), { ...asked, picture: new File([bytesOfBase64(base64)], name, { type }) });
      },
    });
    signal.addEventListener('abort', stop);
  });
}
