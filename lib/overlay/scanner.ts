import type { MessageRef } from '../domain/ids.ts';
import type { Page, Sighting, Site } from '../sites/site.ts';
import type { Touched } from './frame-batch.ts';
import type { Placements } from './placements.ts';

export interface ScannerDeps {
  site: Site;
  page: () => Page;
  placements: Placements;
  /** Told everything that was looked at. */
  onSighted: (sightings: Sighting[]) => void;
  /** Messages on the page whose facts are not known yet; once a frame. */
  onUnknown: (refs: MessageRef[]) => void;
}

/** Keeps the placements true to what the page shows. */
export function createScanner({ site, page, placements, onSighted, onUnknown }: ScannerDeps) {
  function settle(sightings: Sighting[]): void {
    if (sightings.length === 0) return;
    const unknown = placements.put(sightings);
    onSighted(sightings);
    onUnknown(unknown);
  }

  /** Elements that may have been given to another message: the message they hold now is read from the page. */
  function recheck(elements: Element[], current: Page): Sighting[] {
    return elements.flatMap((element) => {
      const present = site.messageAround(element, current);
      const placed = placements.around(element)?.sighting.element;
      const isStale = placed && placed !== present?.element && site.messageAround(placed, current)?.element !== placed;
      if (isStale) placements.drop(placed);
      return present ? [present] : [];
    });
  }

  return {
    /** The element's message as it is at this moment. */
    look(element: Element): void {
      settle(recheck([element], page()));
    },

    /** The whole document, as on arrival at a page. */
    rescan(): void {
      const current = page();
      placements.forgetGone();
      placements.forgive();
      recheck(placements.elements(), current);
      settle(site.findMessages(current.doc, current));
    },

    frame({ added, touched, removedAny }: Touched): void {
      const current = page();
      if (removedAny) placements.forgetGone();
      const found = added.flatMap((root) => site.findMessages(root, current));
      const changed = recheck(
        [...touched].filter((element) => element.isConnected),
        current,
      );
      settle(latest([...changed, ...found]));
    },
  };
}

/** The last word about an element counts. */
function latest(sightings: Sighting[]): Sighting[] {
  return [...new Map(sightings.map((sighting) => [sighting.element, sighting])).values()];
}
