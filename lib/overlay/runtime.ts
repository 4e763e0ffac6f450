import type { MessageRef } from '../domain/ids.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import type { ChipSaid } from '../protocol/messages.ts';
import type { Page, Sighting, Site } from '../sites/site.ts';
import type { Lang } from '../texts/lang.ts';
import { createChip } from './chip.ts';
import { watchPage } from './page-watch.ts';
import { createPlacements } from './placements.ts';
import { createReplyWatch, type ReplySighting } from './reply-watch.ts';
import { createScanner } from './scanner.ts';
import { createSilence } from './silence.ts';

/** What the overlay asks of the background. */
export interface Background {
  chips(refs: MessageRef[]): Promise<ChipSaid[]>;
  openPanel(message: SeenMessage): Promise<{ panelUrl: string }>;
  repliesSeen(replies: ReplySighting[]): Promise<unknown>;
}

export interface OverlayDeps {
  site: Site;
  doc: Document;
  background: Background;
  lang: Lang;
  now: () => number;
  /** False once the extension was updated under the page. */
  isValid: () => boolean;
  showPanel: (url: string) => void;
  /** `open` only for tests that look inside. */
  shadowMode?: ShadowRootMode;
  /** Nothing is read before: how pages are to be read may have to be learnt first. */
  ready?: Promise<unknown>;
  /** How long a page may stay without a message that its address promises before the person is told, in ms. */
  patienceMs?: number;
}

export interface Overlay {
  page(): Page;
  /** Opens the panel on a message the person pointed at; false when the page's copy of the extension has ended. */
  open(sighting: Sighting): Promise<boolean>;
  /** Asks for the facts of these messages anew; `all` of those on the page. */
  refresh(refs: MessageRef[] | 'all'): void;
  rescan(): void;
  stop(): void;
}

/** Finds messages as the page shows them, asks for their facts once a frame, and keeps a chip beside each. */
export function createOverlay(deps: OverlayDeps): Overlay {
  const { site, doc, background, lang, now, isValid, showPanel, shadowMode, patienceMs, ready } = deps;
  const page = pageAsked(doc, now);
  const placements = createPlacements({
    makeChip: (element) => createChip(doc, () => openFrom(element), shadowMode),
    look: () => ({ theme: site.theme(doc), now: now() }),
  });
  const replies = createReplyWatch(placements, (seen) => background.repliesSeen(seen));
  const silence = createSilence({ doc, lang, patienceMs, shadowMode, verdict: () => site.health(page()).verdict });
  const scanner = createScanner({ site, page, placements, onSighted, onUnknown: ask });

  function onSighted(sightings: Sighting[]): void {
    silence.stop();
    replies.look(sightings);
  }

  /** Silence of the background leaves the page as it is; the next tick asks again. */
  function ask(refs: MessageRef[]): void {
    if (refs.length === 0 || !isValid()) return;
    background.chips(refs).then(learn, () => undefined);
  }

  function learn(facts: ChipSaid[]): void {
    placements.learn(facts);
    if (facts.some(({ isFollowed }) => isFollowed)) replies.look(placements.sightings());
  }

  async function open(sighting: Sighting): Promise<boolean> {
    if (!isValid()) return false;
    const { panelUrl } = await background.openPanel(sighting.read());
    showPanel(panelUrl);
    return true;
  }

  function openFrom(element: Element): void {
    const present = site.messageAround(element, page());
    // The network may have given the element to another message since the chip was drawn.
    const isStill = present?.element === element && present.ref === placements.at(element)?.sighting.ref;
    if (isStill) open(present).catch(() => undefined);
    else scanner.look(element);
  }

  const unwatch = watchPage({
    doc,
    isValid,
    ready,
    onArrival() {
      silence.begin();
      scanner.rescan();
    },
    onFrame: scanner.frame,
    onReturn: scanner.rescan,
  });
  return {
    page,
    open,
    refresh(refs) {
      const onPage = placements.refs();
      ask(refs === 'all' ? onPage : onPage.filter((ref) => refs.includes(ref)));
    },
    rescan: scanner.rescan,
    stop() {
      unwatch();
      silence.stop();
      placements.clear();
    },
  };
}

/** The page as it is each time it is asked for. */
function pageAsked(doc: Document, now: () => number): () => Page {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return () => ({ doc, url: new URL(doc.location.href), now: now(), zone });
}
