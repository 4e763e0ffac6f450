import { describe, expect, test } from 'vitest';
import { clocks } from '../../../lib/domain/cases/clocks.ts';
import type { CaseContext, CaseEvent } from '../../../lib/domain/cases/model.ts';
import { violations } from '../../../lib/domain/cases/violations.ts';
import { caseScript, context, curator, executor, profileFrom, profileText, ref } from '../support/case-script.ts';
import { at, local } from '../support/worktime.ts';

/** Rules of clocks that other regulations need, tried on this one with a line changed. */
function changed(from: string, to: string): CaseContext {
  if (!profileText.includes(from)) throw new Error(`not in the profile: ${from}`);
  return { ...context, profile: profileFrom(profileText.replace(from, to)) };
}

type Row = [at: string, type: string, event?: Partial<CaseEvent> | undefined];

const opened: Row[] = [
  ['2025-09-09 09:00', 'message.detected'],
  ['2025-09-09 09:00', 'message.classified'],
  ['2025-09-09 09:00', 'case.routed', { data: { bodies: ['a1'] } }],
  ['2025-09-09 09:00', 'assignment.received', { assignment: 'a1', data: { body: 'roads' } }],
];

function runs(on: CaseContext, rows: Row[], now: string, only: string[]): string[] {
  return clocks({ events: eventsOf(rows) }, on, at(now))
    .filter((clock) => only.includes(clock.clock))
    .map((clock) => `${clock.clock} ${local(clock.startedAt)} → ${local(clock.deadlineAt)} ${clock.state} ${clock.severity}`);
}

function eventsOf(rows: Row[]): CaseEvent[] {
  return rows.map(([when, type, event], index) => ({ id: String(index), type, at: at(when), by: 'system', data: {}, ...event }));
}

const DRAFT = 'limit: {kind: fixed, n: 150, u: wmin}';

describe('importance', () => {
  test('that rises brings its window in with the original start', () => {
    const script = caseScript();
    script.open('2025-09-09 09:00');
    script.give('set-importance', curator, '2025-09-09 09:20', { importance: 'urgent', reason: ref('r') });

    expect(script.runs('interimSocial', '2025-09-09 09:30')).toEqual(['2025-09-09 09:00 → 2025-09-09 10:00 running']);
    script.give('set-importance', curator, '2025-09-09 09:40', { importance: 'ordinary', reason: ref('r') });
    expect(script.runs('interimSocial', '2025-09-09 09:45')).toEqual(['2025-09-09 09:00 → 2025-09-09 10:00 void']);
  });

  test('that shortens a limit into the past makes nobody late for the time before it rose', () => {
    const halved = changed(DRAFT, `${DRAFT}, modifiers: [{when: "importance=urgent", factor: 0.5}]`);
    const rows: Row[] = [...opened, ['2025-09-09 11:00', 'importance.set', { data: { importance: 'urgent' } }]];

    expect(runs(halved, rows, '2025-09-09 11:00', ['draft'])).toEqual([
      'draft 2025-09-09 09:00 → 2025-09-09 11:00 running violation',
    ]);
    expect(
      runs(
        halved,
        rows.toSpliced(4, 1, ['2025-09-09 09:30', 'importance.set', { data: { importance: 'urgent' } }]),
        '2025-09-09 10:00',
        ['draft'],
      ),
    ).toEqual(['draft 2025-09-09 09:00 → 2025-09-09 10:15 running violation']);
  });

  test('that changes after a limit has expired leaves it as it was', () => {
    const longer = changed(DRAFT, `${DRAFT}, modifiers: [{when: "importance=urgent", n: 400}]`);
    const rows: Row[] = [...opened, ['2025-09-09 15:00', 'importance.set', { data: { importance: 'urgent' } }]];

    expect(runs(longer, rows, '2025-09-09 15:30', ['draft'])).toEqual([
      'draft 2025-09-09 09:00 → 2025-09-09 11:30 late violation',
    ]);
  });
});

describe('what was settled at the start', () => {
  test('does not change a clock that runs when only a live attribute could', () => {
    const single = changed(DRAFT, `${DRAFT}, when: "multiBody=false"`);
    const rows: Row[] = [
      ...opened,
      ['2025-09-09 09:10', 'case.rerouted', { assignment: 'a0', data: { bodies: ['a2'] } }],
      ['2025-09-09 09:10', 'assignment.received', { assignment: 'a2', data: { body: 'housing' } }],
    ];

    expect(runs(single, rows, '2025-09-09 09:30', ['draft'])).toEqual([
      'draft 2025-09-09 09:00 → 2025-09-09 11:30 running violation',
    ]);
  });
});

describe('limits', () => {
  test('before another clock follow it, and a deadline before the start is shown but never a violation', () => {
    const before = changed(
      'start: "draft.submitted{kind=final|interim}", stop: [draft.approved, draft.returned, case.refused, case.terminated], limit: {kind: fixed, n: 60, u: wmin}',
      'start: "draft.submitted{kind=final|interim}", stop: [draft.approved, draft.returned, case.refused, case.terminated], limit: {kind: before, clock: notOurs, n: 30}',
    );
    const early: Row[] = [...opened, ['2025-09-09 09:10', 'draft.submitted', { assignment: 'a1', kind: 'final' }]];
    const late: Row[] = [...opened, ['2025-09-09 09:40', 'draft.submitted', { assignment: 'a1', kind: 'final' }]];

    expect(runs(before, early, '2025-09-09 09:20', ['approval'])).toEqual([
      'approval 2025-09-09 09:10 → 2025-09-09 09:30 running violation',
    ]);
    expect(runs(before, late, '2025-09-09 09:50', ['approval'])).toEqual([
      'approval 2025-09-09 09:40 → 2025-09-09 09:30 late warn',
    ]);
  });

  test('with a cap end by it, and until the own limit is passed as well it is a warning only', () => {
    const capped = changed(DRAFT, `${DRAFT}, cap: [notOurs], capSeverity: warn`);

    expect(runs(capped, opened, '2025-09-09 10:30', ['draft'])).toEqual(['draft 2025-09-09 09:00 → 2025-09-09 10:00 late warn']);
    expect(runs(capped, opened, '2025-09-09 11:31', ['draft'])).toEqual([
      'draft 2025-09-09 09:00 → 2025-09-09 10:00 late violation',
    ]);
  });

  test('set from outside wait for their date and follow it when it is changed', () => {
    const external = changed(DRAFT, 'limit: {kind: external, field: externalDeadline}');
    const told: Row[] = [...opened, ['2025-09-09 09:05', 'term.changed', { data: { externalDeadline: at('2025-09-09 20:00') } }]];
    const toldAgain: Row[] = [
      ...told,
      ['2025-09-09 09:10', 'term.changed', { data: { externalDeadline: at('2025-09-10 20:00') } }],
    ];

    expect(runs(external, opened, '2025-09-09 09:01', ['draft'])).toEqual([]);
    expect(runs(external, told, '2025-09-09 09:06', ['draft'])).toEqual([
      'draft 2025-09-09 09:00 → 2025-09-09 20:00 running violation',
    ]);
    expect(runs(external, toldAgain, '2025-09-09 09:11', ['draft'])).toEqual([
      'draft 2025-09-09 09:00 → 2025-09-10 20:00 running violation',
    ]);
  });

  test('set by a role are a lighter matter until it has set them, and never later than the most', () => {
    const set = changed(
      DRAFT,
      'limit: {kind: set, by: [curator], field: term, max: {kind: fixed, n: 120, u: wmin}, default: {kind: fixed, n: 90, u: wmin}, defaultSeverity: warn}',
    );
    const named = (term: string): Row[] => [
      ...opened,
      ['2025-09-09 09:05', 'term.changed', { assignment: 'a1', data: { term: at(term) } }],
    ];

    expect(runs(set, opened, '2025-09-09 12:00', ['draft'])).toEqual(['draft 2025-09-09 09:00 → 2025-09-09 10:30 late warn']);
    expect(runs(set, named('2025-09-09 10:00'), '2025-09-09 12:00', ['draft'])).toEqual([
      'draft 2025-09-09 09:00 → 2025-09-09 10:00 late violation',
    ]);
    expect(runs(set, named('2025-09-09 16:00'), '2025-09-09 12:00', ['draft'])).toEqual([
      'draft 2025-09-09 09:00 → 2025-09-09 11:00 late violation',
    ]);
  });

  test('bound by a most that had passed before they began are not bound at all', () => {
    const approval =
      'start: "draft.submitted{kind=final|interim}", stop: [draft.approved, draft.returned, case.refused, case.terminated], limit: ';
    const bound = changed(
      `${approval}{kind: fixed, n: 60, u: wmin}`,
      `${approval}{kind: set, by: [curator], field: term, max: {kind: before, clock: notOurs, n: 0}, default: {kind: fixed, n: 60, u: wmin}}`,
    );
    const sent = (when: string): Row[] => [...opened, [when, 'draft.submitted', { assignment: 'a1', kind: 'final' }]];

    expect(runs(bound, sent('2025-09-09 09:30'), '2025-09-09 09:31', ['approval'])).toEqual([
      'approval 2025-09-09 09:30 → 2025-09-09 10:00 running violation',
    ]);
    expect(runs(bound, sent('2025-09-09 10:10'), '2025-09-09 10:11', ['approval'])).toEqual([
      'approval 2025-09-09 10:10 → 2025-09-09 11:10 running violation',
    ]);
  });

  test('shortened for one case end earlier, and cannot be lengthened so', () => {
    const override = changed(
      'repeats:',
      'caseOverrides: {by: curator, clocks: [draft], rule: shortenOnly, field: limits, carriedBy: [case.routed], cl: "x"}\nrepeats:',
    );
    const routed = (minutes: number): Row[] =>
      opened.toSpliced(2, 1, ['2025-09-09 09:00', 'case.routed', { data: { bodies: ['a1'], limits: { draft: minutes } } }]);

    expect(runs(override, routed(40), '2025-09-09 09:30', ['draft'])).toEqual([
      'draft 2025-09-09 09:00 → 2025-09-09 09:40 running violation',
    ]);
    expect(runs(override, routed(400), '2025-09-09 09:30', ['draft'])).toEqual([
      'draft 2025-09-09 09:00 → 2025-09-09 11:30 running violation',
    ]);
  });
});

describe('an outage', () => {
  const restarting = changed('outage: null', 'outage: {mode: restart, units: [min, hour]}');
  const broken: Row[] = [...opened, ['2025-09-09 10:30', 'outage.started'], ['2025-09-09 14:00', 'outage.ended']];

  test('starts anew the minutes that were running and leaves what had expired', () => {
    expect(runs(restarting, broken, '2025-09-09 14:10', ['draft', 'notOurs'])).toEqual([
      'notOurs 2025-09-09 09:00 → 2025-09-09 10:00 expired violation',
      'draft 2025-09-09 09:00 → 2025-09-09 16:30 running violation',
    ]);
  });

  test('makes nobody late while it lasts', () => {
    expect(runs(restarting, broken.slice(0, 5), '2025-09-09 13:30', ['draft'])).toEqual([
      'draft 2025-09-09 09:00 → 2025-09-09 11:30 running violation',
    ]);
  });
});

describe('a lenient reading', () => {
  const lenient = changed('violationUses: chosen', 'violationUses: lenient, lenientOutOfHours: nextWorkingDay');
  const early = opened.map(([, type, event], index): Row => [index === 0 ? '2025-09-09 07:50' : '2025-09-09 08:30', type, event]);

  test('shows who is late when the message came before the opening, and blames nobody until the next day', () => {
    expect(runs(lenient, early, '2025-09-09 14:00', ['draft'])).toEqual(['draft 2025-09-09 08:30 → 2025-09-09 11:00 late warn']);
    expect(violations({ events: eventsOf(early) }, lenient, at('2025-09-10 10:30'))).toEqual([]);
    expect(violations({ events: eventsOf(early) }, lenient, at('2025-09-10 10:31')).map((one) => one.clock)).toEqual(['draft']);
  });
});

describe('ends', () => {
  test('void what runs when the case is refused, and keep what was late', () => {
    const rows: Row[] = [
      ...opened,
      ['2025-09-09 09:30', 'draft.submitted', { assignment: 'a1', kind: 'final' }],
      ['2025-09-09 14:00', 'case.refused', { data: { ground: 'abuse' } }],
    ];

    expect(runs(context, rows, '2025-09-09 15:00', ['draft', 'notOurs', 'approval'])).toEqual([
      'notOurs 2025-09-09 09:00 → 2025-09-09 10:00 expired violation',
      'draft 2025-09-09 09:00 → 2025-09-09 11:30 met violation',
      'approval 2025-09-09 09:30 → 2025-09-09 10:30 late violation',
    ]);
    expect(runs(context, [...opened, ['2025-09-09 09:10', 'case.refused']], '2025-09-09 15:00', ['draft', 'notOurs'])).toEqual([
      'notOurs 2025-09-09 09:00 → 2025-09-09 10:00 void violation',
      'draft 2025-09-09 09:00 → 2025-09-09 11:30 void violation',
    ]);
  });

  test('of one body leave the clocks of the other alone', () => {
    const script = caseScript();
    const first = script.open('2025-09-09 09:00', { bodies: ['roads', 'housing'] });
    script.give('refuse-competence', executor, '2025-09-09 09:10', { assignment: first, comment: ref('c') });

    expect(script.runs('draft', '2025-09-09 09:20')).toEqual([
      '2025-09-09 09:00 → 2025-09-09 11:30 void',
      '2025-09-09 09:00 → 2025-09-09 11:30 running',
    ]);
  });

  test('of one body leave the clocks of the case alone, those of all void them', () => {
    const open = changed('stop: [case.routed, case.withoutBody, case.refused]', 'stop: [case.withoutBody]');
    const rows: Row[] = [
      ...opened.slice(0, 2),
      ['2025-09-09 09:00', 'case.routed', { data: { bodies: ['a1', 'a2'] } }],
      ['2025-09-09 09:05', 'reply.published', { assignment: 'a1', kind: 'final' }],
      ['2025-09-09 09:06', 'reply.published', { assignment: 'a2', kind: 'final' }],
    ];

    expect(runs(open, rows.slice(0, -1), '2025-09-09 09:07', ['routing'])).toEqual([
      'routing 2025-09-09 09:00 → 2025-09-09 09:15 running warn',
    ]);
    expect(runs(open, rows, '2025-09-09 09:07', ['routing'])).toEqual(['routing 2025-09-09 09:00 → 2025-09-09 09:15 void warn']);
  });

  test('a window used too late is a violation, an unused one is none', () => {
    const script = caseScript();
    const assignment = script.open('2025-09-09 09:00');
    expect(script.violations('2025-09-09 10:30')).toEqual([]);
    script.give('refuse-competence', executor, '2025-09-09 10:30', { assignment, comment: ref('c') });

    expect(script.violations('2025-09-09 10:35')).toEqual(['notOurs']);
  });

  test('of one draft are not the ends of another', () => {
    const about = (draft: string, kind: string) => ({ assignment: 'a1', draft, kind });
    const rows: Row[] = [
      ...opened,
      ['2025-09-09 09:10', 'draft.submitted', about('d1', 'interim')],
      ['2025-09-09 09:20', 'draft.approved', about('d1', 'interim')],
      ['2025-09-09 09:25', 'reply.published', { ...about('d1', 'interim'), mode: 'manual' }],
      ['2025-09-09 09:26', 'draft.submitted', about('d2', 'final')],
      ['2025-09-09 09:27', 'draft.approved', about('d2', 'final')],
      ['2025-09-09 09:28', 'proof.attached', about('d2', 'final')],
    ];

    expect(runs(context, rows, '2025-09-09 09:30', ['proof'])).toEqual([
      'proof 2025-09-09 09:25 → 2025-09-09 09:40 running warn',
    ]);
    rows.push(['2025-09-09 09:35', 'proof.attached', about('d1', 'interim')]);
    expect(runs(context, rows, '2025-09-09 09:50', ['proof'])).toEqual(['proof 2025-09-09 09:25 → 2025-09-09 09:40 met warn']);
  });

  test('by hand concern the approval that failed, not the next one', () => {
    const rows: Row[] = [
      ...opened,
      ['2025-09-09 09:10', 'draft.submitted', { assignment: 'a1', kind: 'final' }],
      ['2025-09-09 09:20', 'draft.approved', { assignment: 'a1' }],
      ['2025-09-09 09:25', 'publish.failed', { assignment: 'a1' }],
      ['2025-09-09 09:30', 'draft.approved', { assignment: 'a1' }],
    ];

    expect(runs(context, rows.slice(0, -1), '2025-09-09 09:26', ['publish', 'publishManual'])).toEqual([
      'publish 2025-09-09 09:20 → 2025-09-09 09:35 void warn',
      'publishManual 2025-09-09 09:20 → 2025-09-09 09:35 running violation',
    ]);
    expect(runs(context, rows, '2025-09-09 09:31', ['publish']).at(-1)).toBe(
      'publish 2025-09-09 09:30 → 2025-09-09 09:45 running warn',
    );
  });

  test('recorded by hand at once, without a failure noted before, still count from the approval', () => {
    const rows: Row[] = [
      ...opened,
      ['2025-09-09 09:30', 'draft.submitted', { assignment: 'a1', kind: 'final' }],
      ['2025-09-09 09:40', 'draft.approved', { assignment: 'a1' }],
      ['2025-09-09 10:10', 'reply.published', { assignment: 'a1', mode: 'manual' }],
    ];

    expect(runs(context, rows, '2025-09-09 10:20', ['publish', 'publishManual'])).toEqual([
      'publish 2025-09-09 09:40 → 2025-09-09 09:55 late warn',
      'publishManual 2025-09-09 09:40 → 2025-09-09 09:55 late violation',
    ]);
  });
});
