import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clampOccurredAt, contactAfter, earliestAct, firstContact, impossibleTime } from '../../server/commands/occurred-at.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 2, 5, 12);

const instant = fc.integer({ min: 0, max: 4e12 });
const pauses = fc.array(fc.integer({ min: 0, max: 5 * 60 * MINUTE }), { maxLength: 20 });

/** A device first heard of at `from` and then after each pause. */
function heard(from: number, after: number[]) {
  let at = from;
  let contact = firstContact(from);
  for (const pause of after) {
    at += pause;
    contact = contactAfter(contact, at);
  }
  return { contact, at };
}

test('an act is never after its receipt and never earlier than the device could have held it back, whatever is claimed', () => {
  fc.assert(
    fc.property(instant, instant, instant, pauses, fc.nat(10 * 60 * MINUTE), (occurredAt, sentAt, from, after, later) => {
      const { contact, at } = heard(from, after);
      const receivedAt = at + later;

      const done = clampOccurredAt({ occurredAt, sentAt }, contact, receivedAt);

      expect(done).toBeLessThanOrEqual(receivedAt);
      expect(done).toBeGreaterThanOrEqual(Math.min(receivedAt, earliestAct(contact, receivedAt)));
      expect(done).toBeGreaterThanOrEqual(Math.min(contact.silentFromAt - 2 * MINUTE, receivedAt));
    }),
  );
});

test('an honest act keeps its moment, however wrong the clock of the device is', () => {
  const skews = fc.integer({ min: -10 * 365 * 24 * 60 * MINUTE, max: 10 * 365 * 24 * 60 * MINUTE });
  fc.assert(
    fc.property(skews, fc.integer({ min: 0, max: 8 * 60 * MINUTE }), fc.nat(1_000), (skew, heldFor, transit) => {
      const contact = firstContact(NOON - heldFor);
      const acted = NOON - heldFor;
      const sentAt = NOON - transit + skew;

      const done = clampOccurredAt({ occurredAt: acted + skew, sentAt }, contact, NOON);

      // What is left is the time on the way, and a skew too small to tell from it.
      expect(Math.abs(done - acted)).toBeLessThanOrEqual(31_000);
    }),
  );
});

test('a later act is never put before an earlier one of the same sending', () => {
  fc.assert(
    fc.property(instant, fc.nat(60 * MINUTE), instant, pauses, (occurredAt, later, sentAt, after) => {
      const { contact, at } = heard(NOON, after);
      const clamp = (moment: number) => clampOccurredAt({ occurredAt: moment, sentAt }, contact, at);

      expect(clamp(occurredAt + later)).toBeGreaterThanOrEqual(clamp(occurredAt));
    }),
  );
});

test('acts of an hour without the server keep their moment when the device asks for news before it sends them', () => {
  const away = heard(NOON, [60 * MINUTE, 1_000]);
  const acted = NOON + 5 * MINUTE;

  expect(clampOccurredAt({ occurredAt: acted, sentAt: away.at }, away.contact, away.at)).toBe(acted);
});

test('an act cannot be moved back past the last contact when the device was never away', () => {
  const busy = heard(
    NOON,
    Array.from({ length: 60 }, () => MINUTE),
  );

  const done = clampOccurredAt({ occurredAt: NOON, sentAt: busy.at }, busy.contact, busy.at);

  expect(done).toBe(busy.at - 2 * MINUTE);
});

test('no clock that is merely wrong makes an act impossible, only one that was moved between the act and its sending', () => {
  const DAY = 24 * 60 * MINUTE;
  fc.assert(
    fc.property(fc.integer({ min: -4000 * DAY, max: 4000 * DAY }), fc.integer({ min: 0, max: 60 * DAY }), (skew, heldFor) => {
      expect(impossibleTime({ occurredAt: NOON - heldFor + skew, sentAt: NOON + skew })).toBeNull();
    }),
  );
  expect(impossibleTime({ occurredAt: NOON + DAY, sentAt: NOON })).toBeNull();
  expect(impossibleTime({ occurredAt: NOON + DAY + 1, sentAt: NOON })).toBe('ahead');
  expect(impossibleTime({ occurredAt: NOON - 400 * DAY, sentAt: NOON })).toBeNull();
  expect(impossibleTime({ occurredAt: NOON - 400 * DAY - 1, sentAt: NOON })).toBe('behind');
});
