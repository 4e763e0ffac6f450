import type { MessageRef } from '../domain/ids.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import type { ChipFacts } from '../protocol/messages.ts';
import type { Page, Sighting, Site } from '../sites/site.ts';
import type { Lang } from '../texts/lang.ts';
import { CHIP_TAG, createChip } from './chip.ts';
import { type Touched, watchFrames } from './frame-batch.ts';
import { createPlacements, type Placements } from './placements.ts';
import { createReplyWatch, type ReplySighting } from './reply-watch.ts';

/** What the overlay asks of the background. */
export interface Background {
  chips(refs: MessageRef[]): Promise<ChipFacts[]>;
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
}

export interface Overlay {
  page(): Page;
  placements: Placements;
  /** Opens the panel on a message the person pointed at. */
  open(sighting: Sighting): Promise<boolean>;
  /** Asks for the facts of these messages anew; `all` of those on the page. */
  refresh(refs: MessageRef[] | 'all'): void;
  /** Looks at the whole document again. */
  rescan(): void;
  stop(): void;
}

/** Finds messages as the page shows them, asks for their facts once a frame, and keeps a chip beside each. */
export function createOverlay(deps: OverlayDeps): Overlay {
  const { site, doc, background, now } = deps;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const page = (): Page => ({ doc, url: new URL(doc.location.href), now: now(), zone });
  const look = () => ({ lang: deps.lang, theme: site.theme(doc), now: now() });
  const makeChip = (element: Element) => createChip(doc, () => openFrom(element), deps.shadowMode);
  const placements = createPlacements({ makeChip, look });
  const replies = createReplyWatch(placements, (seen) => background.repliesSeen(seen));
  let address = doc.location.href;

  function openFrom(element: Element): void {
    const placement = placements.at(element);
    const present = site.messageAround(element, page());
    // The network may have given the element to another message since the chip was drawn.
    if (placement && present?.element === element && present.ref === placement.sighting.ref) void open(present);
    else scan([element]);
  }

  async function open(sighting: Sighting): Promise<boolean> {
    if (!deps.isValid()) return false;
    const { panelUrl } = await background.openPanel(sighting.read());
    deps.showPanel(panelUrl);
    return true;
  }

  function refresh(refs: MessageRef[] | 'all'): void {
    const onPage = placements.refs();
    ask(refs === 'all' ? onPage : onPage.filter((ref) => refs.includes(ref)));
  }

  function ask(refs: MessageRef[]): void {
    if (refs.length === 0 || !deps.isValid()) return;
    background.chips(refs).then(
      (facts) => {
        placements.learn(facts);
        replies.look(placements.all().map(({ sighting }) => sighting));
      },
      () => undefined,
    );
  }

  function settle(sightings: Sighting[]): void {
    if (sightings.length === 0) return;
    const unknown = placements.put(sightings);
    replies.look(sightings);
    ask(unknown);
  }

  function scan(roots: ParentNode[]): void {
    const current = page();
    settle(roots.flatMap((root) => site.findMessages(root, current)));
  }

  function rescan(): void {
    placements.forgetGone();
    placements.forgive();
    recheck(placements.all().map(({ sighting }) => sighting.element));
    scan([doc]);
  }

  /** Elements that may have been given to another message: the message they hold now is read from the page. */
  function recheck(elements: Element[]): Sighting[] {
    const current = page();
    return elements.flatMap((element) => {
      const present = site.messageAround(element, current);
      const placed = placements.around(element);
      if (placed && placed.sighting.element !== present?.element && !holds(placed, current))
        placements.drop(placed.sighting.element);
      return present ? [present] : [];
    });
  }

  function holds({ sighting }: { sighting: Sighting }, current: Page): boolean {
    return site.messageAround(sighting.element, current)?.element === sighting.element;
  }

  function onFrame({ added, touched, removedAny }: Touched): void {
    if (!deps.isValid()) return;
    if (doc.location.href !== address) {
      address = doc.location.href;
      rescan();
      return;
    }
    if (removedAny) placements.forgetGone();
    const current = page();
    const found = added.flatMap((root) => site.findMessages(root, current));
    const changed = recheck([...touched].filter((element) => element.isConnected));
    settle(unique([...changed, ...found]));
  }

  const unwatch = watchFrames(doc, isOwn, onFrame);
  scan([doc]);
  return {
    page,
    placements,
    open,
    refresh,
    rescan,
    stop() {
      unwatch();
      placements.clear();
    },
  };
}

/** The last word about an element counts. */
function unique(sightings: Sighting[]): Sighting[] {
  return [...new Map(sightings.map((sighting) => [sighting.element, sighting])).values()];
}

function isOwn(node: Node): boolean {
  return node.nodeType === 1 && (node as Element).localName === CHIP_TAG;
}
