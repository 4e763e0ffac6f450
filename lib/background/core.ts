import type { MessageRef } from '../domain/ids.ts';
import type { PlaceOf } from '../domain/messages/place.ts';
import { deviceNow } from '../platform/clock.ts';
import { alone } from '../platform/lock.ts';
import { broadcast, tellTab } from '../platform/messaging.ts';
import { ownVersion } from '../platform/runtime.ts';
import { networkTabs, tabInView } from '../platform/tabs.ts';
import type { Reference } from '../protocol/api.ts';
import { openStore } from '../store/open-store.ts';
import { apiClient } from '../sync/api-client.ts';
import { call } from '../sync/call.ts';
import { createSync, type SyncDeps } from '../sync/sync.ts';
import { createAftercare } from './aftercare-desk.ts';
import { createAnnouncer } from './announcer.ts';
import { pageInTab } from './ask-page.ts';
import { indexOfDocument } from './case-index.ts';
import { createShelf } from './case-shelf.ts';
import { createInsertions } from './insertions.ts';
import { createOutcomes } from './outcomes.ts';
import { createPageHealth, type PageHealthDeps } from './page-health.ts';
import { isSwitchedOff, rulesFor } from './page-rules.ts';
import { createPictureDesk } from './pictures.ts';
import { createPresenceDesk } from './presence.ts';
import { createSeen, watchRoom } from './seen.ts';
import { createSessions, type Sessions } from './session.ts';
import { createSyncLoop } from './sync-loop.ts';
import { tabVisits } from './tab-visits.ts';
import { createWorkDesk } from './work-desk.ts';

/** A page of the extension that asked something this recently may still be looking. */
const PAGE_LOOKS_MS = 60_000;

export type Core = ReturnType<typeof createCore>;

/** Everything the background's handlers share. State that matters is in the store; what is here may be lost at any moment. */
export function createCore(hosts: string[], placeOf: PlaceOf) {
  const opening = openStore(ownVersion());
  const store = () => opening;
  const outbox = async () => (await opening).outbox;
  const sessions = createSessions(outbox);
  const owner = async () => (await sessions.read())?.owner ?? null;
  const shelf = createShelf(store, owner);
  const insertions = createInsertions(outbox);
  const pictures = createPictureDesk({ store, owner, sessions });
  const seen = createSeen();
  const { tellProgress, keeping } = watchRoom(seen);

  const serverNow = async (): Promise<number> => deviceNow() + ((await sessions.read())?.skewMs ?? 0);

  const reference = async (): Promise<Reference | null> => await (await opening).cache.reference();

  const work = createWorkDesk({ shelf, progress: tellProgress, caughtUp: () => announce({ ids: [], refs: [] }) });

  const { showState, announce } = createAnnouncer({ hosts, sessions, work, serverNow });

  const isOff = (ref: MessageRef) => isSwitchedOff('recognition', ref, { sessions, reference });
  const aftercare = createAftercare({ ...pageInTab, outbox, shelf, placeOf, isOff, announce, deviceNow, serverNow });

  const onOutcome = createOutcomes({ seen, sessions, store, showState, announce });

  const presence = createPresenceDesk({
    now: deviceNow,
    say: () => loop.sayShown(),
    changed: (subject, people) => broadcast({ type: 'presence-changed', subject, people }),
  });

  const pageHealth = createPageHealth(pageHealthDeps({ outbox, sessions, reference, serverNow }));

  const loop = createSyncLoop({
    sync: createSync(syncDeps(store, sessions, tellProgress)),
    connection: sessions.signedIn,
    someoneLooks: async () =>
      deviceNow() - seen.pageAskedAt < PAGE_LOOKS_MS || (await networkTabs(hosts, { active: true })).length > 0,
    onOutcome,
    presence,
    now: deviceNow,
  });

  return {
    hosts,
    store,
    outbox,
    sessions,
    owner,
    shelf,
    work,
    insertions,
    aftercare,
    pictures,
    pageHealth,
    seen,
    serverNow,
    reference,
    keeping,
    showState,
    announce,
    presence,
    loop,
  };
}

function syncDeps(store: SyncDeps['store'], sessions: Sessions, progress: SyncDeps['progress']): SyncDeps {
  return {
    store,
    session: async () => {
      const session = await sessions.signedIn();
      return session && { api: apiClient(session), owner: session.owner, token: session.token, skewMs: session.skewMs };
    },
    indexOf: indexOfDocument,
    progress,
    now: deviceNow,
    random: Math.random,
    alone: (work) => alone('sync', work),
    heard: (serverTime, askedAt) => void sessions.noteSkew(serverTime - Math.round((askedAt + deviceNow()) / 2)),
  };
}

interface PageHealthParts extends Pick<PageHealthDeps, 'outbox' | 'serverNow'> {
  sessions: Sessions;
  reference: () => Promise<Reference | null>;
}

function pageHealthDeps({ outbox, sessions, reference, serverNow }: PageHealthParts): PageHealthDeps {
  return {
    ...{ outbox, session: sessions.read, tabInView, visits: tabVisits, serverNow },
    revisionFor: async (network) => (await rulesFor(network, await sessions.read(), await reference()))?.revision ?? 0,
    askPage: (tabId) => tellTab(tabId, 'tab/report', null).catch(() => null),
    send: (session, body) => call(session, 'POST /api/page-health', { body }),
    alone: (work) => alone('page-health', work),
    now: deviceNow,
    version: ownVersion(),
  };
}
