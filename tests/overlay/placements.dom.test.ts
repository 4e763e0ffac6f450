import { beforeEach, expect, test } from 'vitest';
import type { MessageRef } from '../../lib/domain/ids.ts';
import { createChip } from '../../lib/overlay/chip.ts';
import { createPlacements } from '../../lib/overlay/placements.ts';
import type { ChipSaid } from '../../lib/protocol/messages.ts';
import type { Sighting } from '../../lib/sites/site.ts';

beforeEach(() => document.body.replaceChildren());

const placements = createPlacements({
  makeChip: () => createChip(document, () => undefined),
  look: () => ({ theme: 'light', now: 0 }),
});

function sightingOf(id: number): Sighting {
  const element = document.body.appendChild(document.createElement('article'));
  const anchor = element.appendChild(document.createElement('time'));
  const read = () => {
    throw new Error('nobody reads it here');
  };
  return { ref: `vk:wall-1_${id}` as MessageRef, element, anchor, place: 'after', read };
}

function said({ ref }: Sighting): ChipSaid {
  return { ref, kind: 'none', text: '＋', label: 'Завести инцидент', level: 'calm', isFollowed: false };
}

test('a feed scrolled for long keeps the facts of what it shows and of the latest, and forgets the rest', () => {
  const shown = sightingOf(0);
  placements.put([shown]);
  placements.learn([said(shown)]);
  let last = shown;
  let mostKept = 0;
  for (let id = 1; id <= 5_000; id++) {
    last = sightingOf(id);
    placements.put([last]);
    placements.learn([said(last)]);
    if (id < 5_000) last.element.remove();
    placements.forgetGone();
    if (id % 70 === 0) mostKept = Math.max(mostKept, known(id));
  }

  expect(mostKept).toBeGreaterThan(250);
  expect(mostKept).toBeLessThanOrEqual(300);
  expect(placements.factsOf(shown.ref)).not.toBeNull();
  expect(placements.put([shown, last])).toEqual([]);
});

function known(upTo: number): number {
  const ids = Array.from({ length: upTo + 1 }, (_, id) => `vk:wall-1_${id}` as MessageRef);
  return ids.filter((ref) => placements.factsOf(ref) !== null).length;
}
