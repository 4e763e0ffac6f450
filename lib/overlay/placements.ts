import type { MessageRef } from '../domain/ids.ts';
import type { ChipFacts } from '../protocol/messages.ts';
import type { Sighting } from '../sites/site.ts';
import type { Chip, ChipLook } from './chip.ts';

/** How often a chip that the page throws away is put back before the page is let have its way. */
const PUT_BACK_LIMIT = 5;
const PUT_BACK_WINDOW_MS = 5_000;

export interface Placement {
  sighting: Sighting;
  chip: Chip | null;
  putBackAt: number[];
}

export interface PlacementDeps {
  makeChip: (element: Element) => Chip;
  look: () => ChipLook;
}

/** Which element shows which message, and the chip beside it. An element shows the chip of the message it holds now, or none. */
export function createPlacements({ makeChip, look }: PlacementDeps) {
  const placements = new Map<Element, Placement>();
  const facts = new Map<MessageRef, ChipFacts>();

  function render(placement: Placement, now: ChipLook): void {
    const { sighting } = placement;
    const known = facts.get(sighting.ref);
    if (!known || known.kind === 'hidden') {
      placement.chip?.host.remove();
      return;
    }
    placement.chip ??= makeChip(sighting.element);
    placement.chip.show(known, now);
    putInPlace(placement, placement.chip, now.now);
  }

  function place(sighting: Sighting, current: ChipLook): void {
    const present = placements.get(sighting.element);
    const placement = present ?? { sighting, chip: null, putBackAt: [] };
    if (present && present.sighting.ref !== sighting.ref) present.chip?.host.remove();
    placement.sighting = sighting;
    placements.set(sighting.element, placement);
    render(placement, current);
  }

  function drop(element: Element): void {
    placements.get(element)?.chip?.host.remove();
    placements.delete(element);
  }

  return {
    /** Returns the messages whose facts are not known yet. The theme is measured once for all: it makes the page compute its style. */
    put(sightings: Sighting[]): MessageRef[] {
      const current = look();
      for (const sighting of sightings) place(sighting, current);
      return [...new Set(sightings.map(({ ref }) => ref).filter((ref) => !facts.has(ref)))];
    },

    /** The element no longer holds a message that can be told. */
    drop,

    forgetGone(): void {
      for (const element of placements.keys()) if (!element.isConnected) drop(element);
    },

    learn(news: ChipFacts[]): void {
      for (const fact of news) facts.set(fact.ref, fact);
      const changed = new Set(news.map(({ ref }) => ref));
      const current = look();
      for (const placement of placements.values()) if (changed.has(placement.sighting.ref)) render(placement, current);
    },

    /** The closest element around `node` (inclusive) that has a placement. */
    around(node: Element): Placement | null {
      for (let up: Element | null = node; up; up = up.parentElement) {
        const placement = placements.get(up);
        if (placement) return placement;
      }
      return null;
    },

    at: (element: Element) => placements.get(element) ?? null,
    all: () => [...placements.values()],
    refs: () => [...new Set([...placements.values()].map(({ sighting }) => sighting.ref))],
    factsOf: (ref: MessageRef) => facts.get(ref) ?? null,

    /** Another page, another chance. */
    forgive(): void {
      for (const placement of placements.values()) placement.putBackAt = [];
    },

    clear(): void {
      for (const element of [...placements.keys()]) drop(element);
      facts.clear();
    },
  };
}

export type Placements = ReturnType<typeof createPlacements>;

function putInPlace({ sighting, putBackAt }: Placement, { host }: Chip, now: number): void {
  const { anchor, place } = sighting;
  if (place === 'after' ? anchor.nextElementSibling === host : host.parentElement === anchor) return;
  while (putBackAt[0] !== undefined && putBackAt[0] < now - PUT_BACK_WINDOW_MS) putBackAt.shift();
  if (putBackAt.length >= PUT_BACK_LIMIT) return;
  putBackAt.push(now);
  if (place === 'after') anchor.after(host);
  else anchor.append(host);
}
