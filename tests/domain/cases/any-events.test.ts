import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clocksOf, runsOf } from '../../../lib/domain/cases/clocks.ts';
import { escalations } from '../../../lib/domain/cases/escalations.ts';
import type { CaseContext, CaseEvent } from '../../../lib/domain/cases/model.ts';
import { violations } from '../../../lib/domain/cases/violations.ts';
import { walkEvents } from '../../../lib/domain/cases/walk.ts';
import { ASSIGNMENT_STATES, type Profile } from '../../../lib/domain/regulations/profile.ts';
import { EVENT_TYPES } from '../../../lib/domain/regulations/vocabulary.ts';
import { everyRegulation } from '../support/regulations.ts';
import { contextOf } from '../support/scenario.ts';

/** Whatever a record says, legal or not, in any order: the derivation answers, always alike, and forgets nothing it has settled. */

const START = Date.UTC(2025, 8, 8, 3, 0);
const MINUTE = 60_000;
const ASSIGNMENTS = ['a1', 'a2', 'a3'];

function dataOf(profile: Profile): fc.Arbitrary<Record<string, unknown>> {
  const moment = fc.oneof(
    fc.integer({ min: 0, max: 30_000 }).map((minutes) => START + minutes * MINUTE),
    fc.constantFrom(-1, 0, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 'завтра', null),
  );
  const minutes = fc.oneof(fc.integer({ min: -10, max: 2000 }), fc.constantFrom(Number.NaN, 1e12, 'много'));
  const field = (values: unknown[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
  return fc
    .record({
      importance: field([...profile.importance.levels, 7]),
      extension: field(['hours', 'measures']),
      what: field(['part', 'consolidated']),
      field: field(['externalDeadline', 'internalDeadline']),
      reason: field(['danger', 'abuse', 'cannotPublish', 'duplicate']),
      bodies: fc.option(fc.uniqueArray(fc.constantFrom(...ASSIGNMENTS), { maxLength: 3 }), { nil: undefined }),
      lead: field([...ASSIGNMENTS, 'nobody']),
      critical: field([true, false]),
      executor: field(['ivan', 'olga']),
      to: field(['approving', 'the prosecutor', 5]),
      externalDeadline: fc.option(moment, { nil: undefined }),
      internalDeadline: fc.option(moment, { nil: undefined }),
      reworkDeadline: fc.option(moment, { nil: undefined }),
      agreedTerm: fc.option(moment, { nil: undefined }),
      agreedDate: fc.option(moment, { nil: undefined }),
      stageLimits: fc.option(fc.record({ draft: moment, approval: minutes, rework: minutes }), { nil: undefined }),
      limits: fc.option(fc.record({ draft: minutes, part: minutes }), { nil: undefined }),
      effectiveAt: fc.option(moment, { nil: undefined }),
    })
    .map((data) => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)));
}

function eventsOf(profile: Profile, isInOrder: boolean): fc.Arbitrary<CaseEvent[]> {
  const kinds = [...profile.replyKinds, ...profile.scope.kinds.map((kind) => kind.id), 'unheard'];
  const named = (values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const event = fc.record({
    type: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...profile.flow.map((step) => step.event.split('{')[0] ?? '')) },
      fc.constantFrom(...EVENT_TYPES, 'never.heard'),
    ),
    after: fc.integer({ min: isInOrder ? 0 : -200, max: 300 }),
    assignment: named(ASSIGNMENTS),
    draft: named(['d1', 'd2']),
    kind: named(kinds),
    mode: named(['auto', 'manual']),
    data: dataOf(profile),
  });
  return fc.array(event, { maxLength: 30 }).map((told) => {
    let at = START;
    return told.map(({ after, assignment, draft, kind, mode, ...rest }, index): CaseEvent => {
      at += after * MINUTE;
      const about = Object.entries({ assignment, draft, kind, mode }).filter(([, value]) => value !== undefined);
      return { ...rest, ...Object.fromEntries(about), id: `e${index}`, at, by: 'system' };
    });
  });
}

const all = everyRegulation().map((profile): [string, Profile, CaseContext] => [
  profile.profile,
  profile,
  contextOf({ regulation: profile.profile, office: 'OMS', centre: 'OMC', rows: [], now: '' }),
]);

describe.each(all)('any events of %s', (_, profile, context) => {
  test('lead to a defined state, and every clock to an answer', () => {
    fc.assert(
      fc.property(eventsOf(profile, false), fc.integer({ min: -300, max: 20_000 }), (events, minutes) => {
        const now = START + minutes * MINUTE;
        const walk = walkEvents(events, context);
        const { facts } = walk;

        if (events.length > 0 && facts.state !== null) expect(ASSIGNMENT_STATES).toContain(facts.state);
        for (const one of facts.assignments.values()) expect(ASSIGNMENT_STATES).toContain(one.state);
        expect(facts.history).toHaveLength(events.length);
        for (const run of runsOf(walk, now)) {
          expect(['running', 'met', 'late', 'expired', 'void']).toContain(run.state);
          expect(Number.isFinite(run.startedAt) && (run.deadlineAt === null || Number.isFinite(run.deadlineAt))).toBe(true);
          if (run.stoppedAt !== null) expect(run.stoppedAt).toBeGreaterThanOrEqual(run.startedAt);
          if (run.state === 'running') expect(run.stoppedAt).toBeNull();
        }
        for (const one of violations({ events }, context, now)) {
          const rule = profile.clocks.find((clock) => clock.id === one.clock);
          expect(rule?.severity).toBe('violation');
          expect(rule?.limit.kind).not.toBe('immediate');
        }
        for (const one of escalations({ events }, context, now)) expect(one.dueAt).toBeGreaterThanOrEqual(one.raisedAt);
      }),
      { numRuns: 150 },
    );
  });

  test('are derived alike every time, from a copy as well', () => {
    fc.assert(
      fc.property(eventsOf(profile, true), (events) => {
        const derive = (told: CaseEvent[]) => clocksOf(walkEvents(told, context), START + 5000 * MINUTE);

        expect(derive(structuredClone(events))).toEqual(derive(events));
      }),
      { numRuns: 40 },
    );
  });

  test('leave what has stopped as it was', () => {
    fc.assert(
      fc.property(eventsOf(profile, true), fc.nat({ max: 30 }), (events, cut) => {
        const told = events.filter((event) => !event.type.startsWith('outage.'));
        const before = walkEvents(told.slice(0, cut), context).instances;
        const after = walkEvents(told, context).instances;

        for (const [index, one] of before.entries()) {
          if (!one.end) continue;
          expect(after[index]?.end).toEqual(one.end);
          expect(after[index]?.reckoned?.deadlineAt).toBe(one.reckoned?.deadlineAt);
        }
      }),
      { numRuns: 60 },
    );
  });
});
