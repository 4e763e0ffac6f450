import type { MessageRef } from '../domain/ids.ts';
import type { ChipSaid } from '../protocol/messages.ts';
import type { Sighting } from '../sites/site.ts';
import type { Chip, ChipLook } from './chip.ts';

/** How often a chip that the page throws away is put back before the page is let have its way. */
const PUT_BACK_LIMIT = 5;
const PUT_BACK_WINDOW_MS = 5_000;

/** Of so many messages at most the facts are kept when they have gone from the page: a feed scrolled all day must not grow. */
const KEPT_FACTS = 250;
/** So many more gather before the oldest are looked for. */
const FORGOTTEN_AT_ONCE = 50;

export interface Placement {
  sighting: Sighting;
  chip: Chip | null;
  makeChip: () => Chip;
  putBackAt: number[];
}

export interface PlacementDeps {
  makeChip: (element: Element) => Chip;
  look: () => ChipLook;
}

/** Which element shows which message, and the chip beside it. An element shows the chip of the message it holds now, or none. */
export function createPlacements({ makeChip, look }: PlacementDeps) {
  const placements = new Map<Element, Placement>();
  const facts = new Map<MessageRef, ChipSaid>();

  function place(sighting: Sighting, current: () => ChipLook): void {
    const placement = placements.get(sighting.element) ?? {
      sighting,
      chip: null,
      makeChip: () => makeChip(sighting.element),
      putBackAt: [],
    };
    placement.sighting = sighting;
    placements.set(sighting.element, placement);
    render(placement, facts.get(sighting.ref), current);
  }

  function drop(element: Element): void {
    placements.get(element)?.chip?.host.remove();
    placements.delete(element);
  }

  return {
    /** Returns the messages whose facts are not known yet. */
    put(sightings: Sighting[]): MessageRef[] {
      const current = once(look);
      for (const sighting of sightings) place(sighting, current);
      return [...new Set(sightings.map(({ ref }) => ref).filter((ref) => !facts.has(ref)))];
    },

    /** The element no longer holds a message that can be told. */
    drop,

    forgetGone(): void {
      for (const element of placements.keys()) if (!element.isConnected) drop(element);
      if (facts.size > KEPT_FACTS + FORGOTTEN_AT_ONCE) forgetOldest(facts, placements);
    },

    learn(news: ChipSaid[]): void {
      for (const fact of news) facts.set(fact.ref, fact);
      const changed = new Set(news.map(({ ref }) => ref));
      const current = once(look);
      for (const placement of placements.values()) {
        const { ref } = placement.sighting;
        if (changed.has(ref)) render(placement, facts.get(ref), current);
      }
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
    elements: () => [...placements.keys()],
    sightings: () => [...placements.values()].map(({ sighting }) => sighting),
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

/** None that is on the page. */
function forgetOldest(facts: Map<MessageRef, ChipSaid>, placements: Map<Element, Placement>): void {
  const shown = new Set([...placements.values()].map(({ sighting }) => sighting.ref));
  for (const ref of facts.keys()) {
    if (facts.size <= KEPT_FACTS) return;
    if (!shown.has(ref)) facts.delete(ref);
  }
}

function render(placement: Placement, known: ChipSaid | undefined, look: () => ChipLook): void {
  if (!known || known.kind === 'hidden') {
    placement.chip?.host.remove();
    return;
  }
  placement.chip ??= placement.makeChip();
  placement.chip.show(known, look());
  putInPlace(placement, placement.chip, look().now);
}

function putInPlace({ sighting, putBackAt }: Placement, { host }: Chip, now: number): void {
  const { anchor, place } = sighting;
  if (place === 'after' ? anchor.nextElementSibling === host : host.parentElement === anchor) return;
  while (putBackAt[0] !== undefined && putBackAt[0] < now - PUT_BACK_WINDOW_MS) putBackAt.shift();
  if (putBackAt.length >= PUT_BACK_LIMIT) return;
  putBackAt.push(now);
  if (place === 'after') anchor.after(host);
  else anchor.append(host);
}

/** Measuring the theme makes the page compute its style: at most once for all chips of a frame, and not when none is drawn. */
function once<R>(measure: () => R): () => R {
  let measured: { value: R } | null = null;
  return () => {
    measured ??= { value: measure() };
    return measured.value;
  };
}
