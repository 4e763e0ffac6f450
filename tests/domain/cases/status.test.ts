import { describe, expect, test } from 'vitest';
import { allowedActions } from '../../../lib/domain/cases/allowed-actions.ts';
import type { Actor, Case } from '../../../lib/domain/cases/model.ts';
import { scheduleOfClock } from '../../../lib/domain/cases/schedules.ts';
import { status } from '../../../lib/domain/cases/status.ts';
import { approve, caseScript, context, curator, executor, neighbour, publication, ref } from '../support/case-script.ts';
import { contextOf, eventsOf, at as ofStory, type Story } from '../support/scenario.ts';
import { at, local, scheduleWith } from '../support/worktime.ts';

function shown(script: ReturnType<typeof caseScript>, actor: Actor, when: string) {
  const { state, clock, minutesLeft, level, mine } = status(script.case(), context, actor, at(when));
  return [state, clock?.clock ?? null, clock ? local(clock.deadlineAt) : null, minutesLeft, level, mine];
}

describe('status', () => {
  test('is the viewer’s own duty when they have one, else the duty of whoever holds the case', () => {
    const script = caseScript();
    const assignment = script.open('2025-09-09 09:00');

    expect(shown(script, executor, '2025-09-09 09:30')).toEqual(['drafting', 'draft', '2025-09-09 11:30', 120, 'calm', true]);
    expect(shown(script, curator, '2025-09-09 09:30')).toEqual(['drafting', 'draft', '2025-09-09 11:30', 120, 'calm', false]);
    expect(shown(script, neighbour, '2025-09-09 09:30').at(-1)).toBe(false);
    script.submit('2025-09-09 09:40', assignment);
    expect(shown(script, curator, '2025-09-09 09:45')).toEqual(['approving', 'approval', '2025-09-09 10:40', 55, 'calm', true]);
  });

  test('never counts a window, though it ends first', () => {
    const script = caseScript();
    script.open('2025-09-09 09:00', { importance: 'urgent' });

    expect(script.clocks('2025-09-09 09:30').some((clock) => clock.clock === 'interimSocial' && clock.state === 'running')).toBe(
      true,
    );
    expect(shown(script, executor, '2025-09-09 09:30')[1]).toBe('draft');
  });

  test.each([
    ['2025-09-09 10:59', 31, 'calm'],
    ['2025-09-09 11:00', 30, 'soon'],
    ['2025-09-09 11:30', 0, 'soon'],
    ['2025-09-09 12:30', -30, 'late'],
    ['2025-09-09 13:10', -40, 'late'],
  ])('at %s leaves %i working minutes and is %s', (when, minutes, level) => {
    const script = caseScript();
    script.open('2025-09-09 09:00');

    expect(shown(script, executor, when).slice(3, 5)).toEqual([minutes, level]);
  });

  test('has nothing to press about when the reply is published', () => {
    const script = caseScript();
    const assignment = script.open('2025-09-09 09:00');
    script.submit('2025-09-09 09:10', assignment);
    approve(script, '2025-09-09 09:20', assignment);
    script.give('record-publication', executor, '2025-09-09 09:25', publication(assignment, '2025-09-09 09:25'));

    expect(shown(script, executor, '2025-09-10 09:00')).toEqual(['published', null, null, null, null, false]);
  });

  test('goes by the schedule of the organisation that must act', () => {
    const centre = scheduleWith({
      tue: [
        ['09:00', '10:00'],
        ['15:00', '18:00'],
      ],
    });
    const two = { ...context, schedules: { centre } };
    const script = caseScript(two);
    const assignment = script.open('2025-09-09 09:00');
    script.submit('2025-09-09 09:30', assignment);

    expect(script.runs('draft', '2025-09-09 09:31')).toEqual(['2025-09-09 09:00 → 2025-09-09 11:30 met']);
    expect(script.runs('approval', '2025-09-09 09:31')).toEqual(['2025-09-09 09:30 → 2025-09-09 15:30 running']);
    const approval = script.clocks('2025-09-09 09:31').find((clock) => clock.clock === 'approval');
    expect(approval && scheduleOfClock(approval, script.case(), two)).toBe(centre);
  });
});

test('a case seen under another schedule is reckoned anew', () => {
  const script = caseScript();
  script.open('2025-09-09 09:00');
  const short = scheduleWith({
    tue: [
      ['09:00', '10:00'],
      ['11:00', '18:00'],
    ],
  });
  const other = { ...context, bodies: context.bodies.map((body) => ({ ...body, schedule: short })) };
  const ends = [context, other].map((on) =>
    local(status(script.case(), on, executor, at('2025-09-09 09:01')).clock?.deadlineAt ?? 0),
  );

  expect(ends).toEqual(['2025-09-09 11:30', '2025-09-09 12:30']);
});

describe('allowed actions', () => {
  function commands(script: ReturnType<typeof caseScript>, actor: Actor): string[] {
    const all = allowedActions(script.case(), actor, context).map(({ command, kind }) => (kind ? `${command}/${kind}` : command));
    return [...new Set(all)].sort();
  }

  test('are what each may do at each stage', () => {
    const script = caseScript();
    const assignment = script.open('2025-09-09 09:00');
    const writing = ['final', 'interim', 'alreadyPublished'].flatMap((kind) => [`save-draft/${kind}`, `submit-draft/${kind}`]);

    const always = ['close-case', 'reassign', 'refuse-case', 'set-importance'];
    const own = ['reassign', 'request-termination'];

    expect(commands(script, executor)).toEqual([...own, 'refuse-competence', ...writing].sort());
    expect(commands(script, neighbour)).toEqual([]);
    expect(commands(script, curator)).toEqual(always);
    script.submit('2025-09-09 09:10', assignment);
    expect(commands(script, curator)).toEqual(['agree-extension', 'approve-draft/final', ...always, 'return-draft/final'].sort());
    expect(commands(script, executor)).toEqual(own);
    approve(script, '2025-09-09 09:20', assignment);
    expect(commands(script, executor)).toEqual(['report-publish-failure/final', 'record-publication/final', ...own].sort());
    script.give('record-publication', executor, '2025-09-09 09:25', publication(assignment, '2025-09-09 09:25'));
    expect(commands(script, executor)).toEqual(['attach-proof/final']);
  });

  test('of a returned message are the curator’s', () => {
    const script = caseScript();
    const assignment = script.open('2025-09-09 09:00');
    script.give('refuse-competence', executor, '2025-09-09 09:10', { assignment, comment: ref('c') });

    expect(commands(script, curator)).toEqual(['close-case', 'close-without-body', 'refuse-case', 'reroute', 'set-importance']);
    expect(commands(script, executor)).toEqual([]);
  });

  test('name the clause and what is to be filled in', () => {
    const script = caseScript();
    const assignment = script.open('2025-09-09 09:00');

    expect(
      allowedActions(script.case(), executor, context).find((one) => one.kind === 'interim' && one.command === 'submit-draft'),
    ).toEqual({
      command: 'submit-draft',
      assignment,
      draft: null,
      kind: 'interim',
      details: {},
      step: 'submitInt',
      clause: '13, 17',
      needs: ['text', 'agreedDate'],
    });
  });

  test('without a case are to open one, for a curator', () => {
    expect(allowedActions(null, curator, context).map((one) => one.command)).toEqual(['open-case', 'detect-message']);
    expect(allowedActions(null, executor, context)).toEqual([]);
  });
});

test('whoever serves every body has his own clocks before him, though his office is a body too', () => {
  const told: Story = {
    regulation: 'novorossiysk',
    office: 'NVR',
    rows: [
      ['2025-09-09 10:00', 'message.detected', { kind: 'incident' }],
      ['2025-09-09 10:10', 'message.registered'],
      ['2025-09-09 10:20', 'case.routed', { bodies: ['a1'] }],
      ['2025-09-09 10:20', 'assignment.received', { assignment: 'a1', body: 'a' }],
      ['2025-09-09 11:00', 'draft.submitted', { assignment: 'a1', draft: 'd1', kind: 'final' }],
    ],
    now: '2025-09-09 11:05',
  };
  const events = eventsOf(told.rows, told.office);
  const assignments = [{ id: 'a1', bodyId: 'a', state: 'approving' }];
  const state = { events, state: 'approving', assignments } as unknown as Case;
  const seenBy = (roles: string[], bodyId: string | null) =>
    status(state, contextOf(told), { personId: 'p', roles, bodyId }, ofStory(told.now, told.office));

  expect(seenBy(['controller'], null)).toMatchObject({ mine: true, clock: { clock: 'approval' } });
  expect(seenBy(['operator'], 'b')).toMatchObject({ mine: true, clock: { clock: 'reply' } });
  expect(seenBy(['executor'], 'b')).toMatchObject({ mine: false });
});
