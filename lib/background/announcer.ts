import type { MessageRef } from '../domain/ids.ts';
import { showBadge } from '../platform/action.ts';
import { broadcast, tellTab } from '../platform/messaging.ts';
import { uiLanguage } from '../platform/runtime.ts';
import { networkTabs } from '../platform/tabs.ts';
import { langOf } from '../texts/lang.ts';
import { badgeFor, badgeWithoutSession } from './badge.ts';
import type { Sessions } from './session.ts';
import type { WorkDesk } from './work-desk.ts';

export interface AnnouncerDeps {
  hosts: string[];
  sessions: Sessions;
  work: Pick<WorkDesk, 'counts' | 'catchUp'>;
  serverNow: () => Promise<number>;
}

/** Tells whoever shows cases that they changed: the toolbar, the extension's pages, the tabs before the person's eyes. */
export function createAnnouncer({ hosts, sessions, work, serverNow }: AnnouncerDeps) {
  async function showState(): Promise<void> {
    const session = await sessions.read();
    const lang = langOf(uiLanguage());
    if (!session || session.state === 'expired')
      return await showBadge(badgeWithoutSession(session ? 'expired' : 'signed-out', lang));
    const counts = await work.counts(await serverNow());
    // What cannot be counted yet is shown when it can; until then what was shown stands.
    if (counts) await showBadge(badgeFor(counts, lang));
    else void work.catchUp();
  }

  async function announce(changed: { ids: string[]; refs: MessageRef[] | 'all' }): Promise<void> {
    broadcast({ type: 'cases-changed', ids: changed.ids });
    for (const { id } of await networkTabs(hosts, { active: true })) {
      tellTab(id, 'tab/chips-changed', { refs: changed.refs }).catch(() => undefined);
    }
    await showState();
  }

  return { showState, announce };
}
