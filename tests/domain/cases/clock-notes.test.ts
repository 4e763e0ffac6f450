import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockNotes } from '../../../lib/domain/cases/clock-notes.ts';
import { clocks } from '../../../lib/domain/cases/clocks.ts';
import { evolve } from '../../../lib/domain/cases/evolve.ts';
import type { Case, CaseEvent } from '../../../lib/domain/cases/model.ts';
import { isOwnEvent } from '../../../lib/domain/cases/own-events.ts';
import { caseScript, context, message } from '../support/case-script.ts';
import { offersTo, stageFor, take } from '../support/free-play.ts';
import { life } from '../support/life.ts';
import { everyRegulation } from '../support/regulations.ts';
import { at, local, office } from '../support/worktime.ts';

/** Writes what is due at a moment and tells it: `clock mark`, or `clock violation`. */
function noting(script: ReturnType<typeof caseScript>, on = context) {
  return (when: string): string[] => {
    const { notes } = clockNotes(script.case(), on, at(when));
    for (const note of notes) script.record({ ...note, at: when });
    return notes.map(inWords);
  };
}

function inWords({ type, data }: CaseEvent): string {
  return `${data.clock} ${type === 'violation.noted' ? 'violation' : data.mark}`;
}

function nextOf(script: ReturnType<typeof caseScript>, when: string): string {
  const { nextAt } = clockNotes(script.case(), context, at(when));
  return nextAt === null ? 'never' : local(nextAt);
}

describe('marks of a clock', () => {
  test('each is noted once, at its share of working time, and the violation with it', () => {
    const script = caseScript();
    script.open('2023-03-14 08:00');
    const note = noting(script);

    expect(nextOf(script, '2023-03-14 08:00')).toBe('2023-03-14 09:15');
    expect(note('2023-03-14 09:14')).toEqual([]);
    expect(note('2023-03-14 09:15')).toEqual(['draft 50']);
    expect(note('2023-03-14 09:20')).toEqual([]);
    expect(nextOf(script, '2023-03-14 09:20')).toBe('2023-03-14 10:00');
    expect(note('2023-03-14 10:00')).toEqual(['draft 80']);
    expect(note('2023-03-14 10:30')).toEqual([]);
    expect(nextOf(script, '2023-03-14 10:30')).toBe('2023-03-14 10:30');
    expect(note('2023-03-14 10:31')).toEqual(['draft 100', 'draft violation']);
    expect(note('2023-03-20 10:31')).toEqual([]);
  });

  test('one falls on a whole millisecond when the work began on any and a date ends it', () => {
    const script = life('lebyazhye');
    script.give('09:00', 'curator', 'open-case', {
      ...{ message, topic: 'Дороги', location: 'Мира, 1', importance: 'ordinary', bodies: ['roads'] },
    });
    const assignment = script.share('roads');
    const interim = {
      assignment,
      draft: 'd1',
      kind: 'interim',
      text: { id: 't', hash: 'h' },
      agreedDate: at('2025-09-19 10:00'),
    };
    script.give('09:30', 'executor@roads', 'submit-draft', interim);
    script.give('09:40', 'curator', 'approve-draft', { assignment, draft: 'd1', textId: 't' });
    script.give('2025-09-09 09:50:00.433', 'executor@roads', 'record-publication', {
      ...{ assignment, draft: 'd1', mode: 'auto', permalink: 'https://vk.com/wall-1_2?reply=3' },
      ...{ publishedAt: at('2025-09-09 09:50:00.433'), text: null, textSha256: null, matches: null },
    });

    const { nextAt } = clockNotes(script.case(), script.context(), at('2025-09-09 09:51'));

    expect(clocks(script.case(), script.context(), at('2025-09-09 09:51')).map((one) => one.clock)).toContain('finalDraft');
    expect(nextAt).toBe(Math.round(nextAt ?? Number.NaN));
  });

  test('all that were missed are noted at once, each once, when nobody looked meanwhile', () => {
    const script = caseScript();
    script.open('2023-03-14 08:00');
    const note = noting(script);

    expect(note('2023-03-17 12:00')).toEqual(['draft 50', 'draft 80', 'draft 100', 'draft violation']);
    expect(note('2023-03-17 12:00')).toEqual([]);
  });

  test('none is noted of what was done in time, whenever one looks', () => {
    const script = caseScript();
    const assignment = script.open('2023-03-14 08:00');
    script.submit('2023-03-14 09:00', assignment);

    expect(noting(script)('2023-03-14 09:10')).toEqual([]);
    expect(clockNotes(script.case(), context, at('2023-03-14 09:10')).notes).toEqual([]);
  });

  test('a violation is noted after the fact too, with who had the work and who answers by the text', () => {
    const script = caseScript();
    const assignment = script.open('2023-03-14 08:00');
    script.submit('2023-03-14 11:00', assignment);

    const [noted] = clockNotes(script.case(), context, at('2023-03-14 11:10')).notes;

    expect(noted).toMatchObject({
      ...{ type: 'violation.noted', by: 'system', assignment, at: at('2023-03-14 11:10') },
      data: {
        ...{
          clock: 'draft',
          clause: '11, 17, 19',
          holder: 'executor',
          responsible: 'executor',
          executorId: 'ivan',
          bodyId: 'roads',
        },
        ...{ deadlineAt: at('2023-03-14 10:30'), doneAt: at('2023-03-14 11:00'), to: 'same' },
      },
    });
  });

  test('a mark is told again when the deadline moved and put it into the future, and not otherwise', () => {
    const opening = (from: string) => {
      const week = { ...office.week, tue: [[from, '17:00']] as [string, string][] };
      const bodies = context.bodies.map((body) => ({ ...body, schedule: { ...office, week } }));
      return { ...context, bodies };
    };
    const script = caseScript();
    script.open('2023-03-14 08:00');
    expect(noting(script)('2023-03-14 09:20')).toEqual(['draft 50']);

    expect(noting(script, opening('07:30'))('2023-03-14 09:25')).toEqual([]);
    expect(noting(script, opening('09:00'))('2023-03-14 10:10')).toEqual([]);
    expect(noting(script, opening('09:00'))('2023-03-14 10:15')).toEqual(['draft 50']);
    expect(noting(script, opening('09:00'))('2023-03-14 10:20')).toEqual([]);
  });

  test('what was noted holds back no act that arrives later and was done before', () => {
    const script = caseScript();
    const assignment = script.open('2023-03-14 08:00');
    noting(script)('2023-03-14 12:00');
    expect(script.violations('2023-03-14 12:01')).toEqual(['draft']);

    script.submit('2023-03-14 10:00', assignment);

    expect(script.violations('2023-03-14 10:59')).toEqual([]);
  });
});

test('nothing is told of limits that a failure of the system has halted, until they count anew', () => {
  const script = life('omsk-regional');
  const told = (when: string) =>
    clockNotes(script.case(), script.context(), at(`2025-09-09 ${when}`))
      .notes.map(inWords)
      .filter((one) => one.startsWith('draft'));
  script.give('09:00', 'curator', 'open-case', {
    message,
    topic: 'Дороги',
    location: 'Мира, 1',
    importance: 'ordinary',
    bodies: ['roads'],
  });
  expect(told('10:10')).toEqual(['draft 50']);

  script.give('10:00', 'curator', 'start-outage', { who: 'Центр' });
  expect(told('10:10')).toEqual([]);
  script.give('11:00', 'curator', 'end-outage', {});

  expect(told('11:50')).toEqual([]);
  expect(told('12:05')).toEqual(['draft 50']);
});

test('a failure that is told of later counts from its own moment whatever was noted meanwhile', () => {
  const script = life('omsk-regional');
  script.give('09:00', 'curator', 'open-case', {
    message,
    topic: 'Дороги',
    location: 'Мира, 1',
    importance: 'ordinary',
    bodies: ['roads'],
  });
  script.note('10:10');

  script.give('10:30', 'curator', 'start-outage', { who: 'Центр', at: at('2025-09-09 09:50') });

  expect(script.newest()).toMatchObject({ type: 'outage.started', at: at('2025-09-09 09:50') });
});

const press = fc.record({
  pick: fc.nat(),
  choice: fc.nat({ max: 59 }),
  /** People press at any ms. */
  ms: fc.integer({ min: 0, max: 400 * 60_000 }),
});

/** The same presses, with the notes written after each and without them. */
function playTwice(profile: Parameters<typeof stageFor>[0], presses: { pick: number; choice: number; ms: number }[]) {
  const stage = stageFor(profile);
  let [plain, noted]: [Case | null, Case | null] = [null, null];
  let now = at('2025-09-01 08:00');
  for (const [index, one] of presses.entries()) {
    now += one.ms;
    const offers = offersTo(stage, plain);
    const offer = offers[one.pick % Math.max(1, offers.length)];
    if (!offer) break;
    const how = { id: `c${index}`, now, choice: one.choice };
    const without: ReturnType<typeof take> = take(stage, plain, offer, how);
    const beside: ReturnType<typeof take> = take(stage, noted, offer, how);
    expect(beside.decision).toEqual(without.decision);
    plain = without.after;
    noted = beside.after && withNotes(beside.after, stage.context, now);
    if (noted) expect((clockNotes(noted, stage.context, now).nextAt ?? 0) % 1).toBe(0);
  }
  return { plain, noted, context: stage.context, now };
}

function withNotes(state: Case, on: typeof context, now: number): Case {
  return clockNotes(state, on, now).notes.reduce((after: Case, note) => evolve(after, note), state);
}

describe.each(everyRegulation())('under $profile', (profile) => {
  test('notes change no decision and no clock, and none is written twice', () => {
    fc.assert(
      fc.property(fc.array(press, { minLength: 5, maxLength: 25 }), (presses) => {
        const { plain, noted, context: on, now } = playTwice(profile, presses);
        if (!plain || !noted) return;
        const later = now + 90 * 24 * 3_600_000;
        const whole = withNotes(noted, on, later);
        const own = whole.events.filter(isOwnEvent);

        expect(whole.events.filter((event) => !isOwnEvent(event))).toEqual(plain.events);
        expect(clocks(whole, on, later)).toEqual(clocks(plain, on, later));
        expect({ ...whole, events: [] }).toEqual({ ...plain, events: [] });
        expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
        expect(clockNotes(whole, on, later).notes).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});
