import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '../../../lib/domain/cases/model.ts';
import { ownDuty } from '../../../lib/domain/cases/own-duty.ts';
import { status } from '../../../lib/domain/cases/status.ts';
import type { Profile } from '../../../lib/domain/regulations/profile.ts';
import { caseScript, context, executor, neighbour } from '../support/case-script.ts';
import { offersTo, stageFor, take } from '../support/free-play.ts';
import { everyRegulation } from '../support/regulations.ts';
import { at, local } from '../support/worktime.ts';

const HOUR = 3_600_000;
const presses = fc.array(fc.record({ pick: fc.nat(), choice: fc.nat({ max: 59 }), minutes: fc.integer({ min: 0, max: 300 }) }), {
  minLength: 3,
  maxLength: 20,
});

/** A case that went some way by acts that somebody was offered. */
function walked(
  profile: Profile,
  steps: { pick: number; choice: number; minutes: number }[],
): { state: Case | null; now: number } {
  const stage = stageFor(profile);
  let state: Case | null = null;
  let now = at('2025-09-01 08:00');
  for (const [index, { pick, choice, minutes }] of steps.entries()) {
    now += minutes * 60_000;
    const offers = offersTo(stage, state);
    const offer = offers[pick % Math.max(1, offers.length)];
    if (offer) state = take(stage, state, offer, { id: `c${index}`, now, choice }).after;
  }
  return { state, now };
}

test('ends with its deadline and presses from four fifths of its limit on', () => {
  const script = caseScript();
  script.open('2025-09-09 09:00');

  const duty = ownDuty(script.case(), context, executor);

  expect([duty?.soonAt, duty?.deadlineAt].map((moment) => local(moment ?? 0))).toEqual(['2025-09-09 11:00', '2025-09-09 11:30']);
  expect(ownDuty(script.case(), context, neighbour)).toBeNull();
});

describe.each(everyRegulation().map((profile) => [profile.profile, profile] as const))('under %s', (_, profile) => {
  test('says of every moment what the status says then, whoever looks', () => {
    const { people, context: town } = stageFor(profile);

    fc.assert(
      fc.property(presses, fc.array(fc.integer({ min: 0, max: 90 * 24 * HOUR }), { maxLength: 4 }), (steps, later) => {
        const { state, now } = walked(profile, steps);
        if (!state) return;
        for (const person of people) {
          const duty = ownDuty(state, town, person);
          const edges = duty ? [duty.soonAt - 1, duty.soonAt, duty.deadlineAt, duty.deadlineAt + 1] : [];
          for (const moment of [now, ...later.map((ms) => now + ms), ...edges.filter((edge) => edge >= now)]) {
            const shown = status(state, town, person, moment);
            expect(shown.mine).toBe(duty !== null);
            if (!duty) continue;
            const level = moment > duty.deadlineAt ? 'late' : moment >= duty.soonAt ? 'soon' : 'calm';
            expect([shown.clock?.deadlineAt, shown.level]).toEqual([duty.deadlineAt, level]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
