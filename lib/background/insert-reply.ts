import { approvedVersion } from '../domain/cases/find-draft.ts';
import type { InsertOutcome } from '../domain/messages/seen.ts';
import { tellTab } from '../platform/messaging.ts';
import { bringScript } from '../platform/page-scripts.ts';
import { activateTab, networkTabs } from '../platform/tabs.ts';
import type { PageRequests } from '../protocol/messages.ts';
import { attachPictures } from './attach-pictures.ts';
import { awaiting } from './chip-facts.ts';
import type { Core } from './core.ts';
import { bringUpMessage } from './message-tab.ts';
import { isSwitchedOff } from './page-rules.ts';

/** News that takes longer than this is not waited for: the person is, and offline work goes on. */
const NEWS_WITHIN_MS = 3_000;

/** Puts the approved text into the network's reply box in the tab of the message; what is approved is asked anew, right now. */
export async function insertApproved(core: Core, asked: PageRequests['reply/insert']['in']): Promise<InsertOutcome> {
  await Promise.race([core.loop.kick({ eager: true }), new Promise((resolve) => setTimeout(resolve, NEWS_WITHIN_MS))]);
  const view = await core.shelf.byId(asked.caseId);
  const wanted =
    view && awaiting(view).find(({ assignment, draft }) => assignment.id === asked.assignment && draft.id === asked.draft);
  if (!view || !wanted || wanted.draft.approvedTextId !== asked.textId) return { ok: false, reason: 'stale-text' };

  const { ref, permalink, network } = view.state.message;
  if (await isSwitchedOff('insertion', ref, core)) return { ok: false, reason: 'switched-off' };
  const [front] = await networkTabs(core.hosts, { active: true });
  const tabId = await bringUpMessage(core.hosts, ref, permalink);
  if (tabId === null) {
    // The page opened in vain has nothing to say: the panel where this was asked has.
    if (front) await activateTab(front.id);
    return { ok: false, reason: 'message-not-found' };
  }
  const body = view.context.bodies.find(({ id }) => id === wanted.assignment.bodyId);
  await bringScript(tabId, 'insertion.js');
  const reply = {
    ref,
    text: wanted.text,
    accounts: (body?.officialAccounts ?? []).filter((account) => account.network === network),
    confirmed: asked.confirmed === true,
    override: asked.override !== undefined,
  };
  const pictures = approvedVersion(wanted.draft)?.pictures ?? [];
  const outcome = await tellTab(tabId, 'tab/insert', { ...reply, pictures: pictures.length });
  if (outcome.ok) {
    const { caseId, assignment, draft } = asked;
    await core.insertions.note(ref, {
      caseId,
      assignment,
      draft,
      tabId,
      at: await core.serverNow(),
      override: asked.override ?? null,
    });
  }
  if (!outcome.ok || pictures.length === 0) return outcome;
  // A text that is in the clipboard only is not in the box yet: nothing goes before it.
  const isInBox = outcome.strategy !== 'clipboard';
  const put = isInBox ? await attachPictures(core, tabId, asked.caseId, pictures, reply) : { attached: 0, of: pictures.length };
  return { ...outcome, pictures: put };
}
