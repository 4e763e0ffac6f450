import type { MessageRef } from '../domain/ids.ts';
import { showBadge } from '../platform/action.ts';
import { broadcast, tellTab } from '../platform/messaging.ts';
import { uiLanguage } from '../platform/runtime.ts';
import { networkTabs } from '../platform/tabs.ts';
import type { Reference } from '../protocol/api.ts';
import { langOf } from '../texts/lang.ts';
import { badgeFor, badgeWithoutSession } from './badge.ts';
import type { Shelf } from './case-shelf.ts';
import type { Sessions } from './session.ts';

export interface AnnouncerDeps {
  hosts: string[];
  sessions: Sessions;
  shelf: Shelf;
  reference: () => Promise<Reference | null>;
  serverNow: () => Promise<number>;
}

/** Tells whoever shows cases that they changed: the toolbar, the extension's pages, the tabs before the person's eyes. */
export function createAnnouncer({ hosts, sessions, shelf, reference, serverNow }: AnnouncerDeps) {
  async function showState(): Promise<void> {
    const [session, known] = [await sessions.read(), await reference()];
    const lang = langOf(uiLanguage());
    if (!session || session.state === 'expired')
      return await showBadge(badgeWithoutSession(session ? 'expired' : 'signed-out', lang));
    if (known) await showBadge(badgeFor(await shelf.live(), known, await serverNow(), lang));
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
