import { answerInTab } from '../platform/messaging.ts';
import { insertIntoPage } from './insertion/insert-into-page.ts';
import { arriveAtPage } from './present-page.ts';

/** Answers the background's wish to put a reply into a box; comes into a page with the first such wish. */
export function startInsertion(): void {
  arriveAtPage('insertion', ({ site, page, dock, signal }) => {
    const stop = answerInTab({
      'tab/insert': async (asked) => {
        const outcome = await insertIntoPage(site, page(), signal, asked);
        const box = outcome.ok ? site.composerFor(asked.ref, page())?.box : undefined;
        if (box) dock.yieldTo(box);
        return outcome;
      },
    });
    signal.addEventListener('abort', stop);
  });
}
