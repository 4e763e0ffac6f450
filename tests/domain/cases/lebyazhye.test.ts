import { describe, expect, test } from 'vitest';
import { previewOpenCase } from '../../../lib/domain/cases/preview.ts';
import { approve, caseScript, context, curator, executor, neighbour, publication, ref } from '../support/case-script.ts';
import { at, local } from '../support/worktime.ts';

/** The worked cases S-LEB-1…7 of the regulation's scenarios: every deadline there, and who was late. */
describe('Lebyazhye', () => {
  test('S-LEB-1: lunch and one rework leave nobody late', () => {
    const script = caseScript();
    const assignment = script.open('2023-03-14 10:52');
    script.submit('2023-03-14 13:40', assignment);
    const textId = script.newestText();
    script.give('return-draft', curator, '2023-03-14 14:30', { assignment, draft: 'd1', textId, recommendations: ref('r') });
    script.submit('2023-03-14 15:05', assignment);
    approve(script, '2023-03-14 15:20', assignment);
    script.give('record-publication', executor, '2023-03-14 15:27', publication(assignment, '2023-03-14 15:26'));
    const later = '2023-03-20 12:00';

    expect(script.runs('notOurs', later)).toEqual(['2023-03-14 10:52 → 2023-03-14 11:52 expired']);
    expect(script.runs('draft', later)).toEqual(['2023-03-14 10:52 → 2023-03-14 14:22 met']);
    expect(script.runs('approval', later)).toEqual([
      '2023-03-14 13:40 → 2023-03-14 14:40 met',
      '2023-03-14 15:05 → 2023-03-14 16:05 met',
    ]);
    expect(script.runs('rework', later)).toEqual(['2023-03-14 14:30 → 2023-03-14 15:30 met']);
    expect(script.runs('publish', later)).toEqual(['2023-03-14 15:20 → 2023-03-14 15:35 met']);
    expect(script.runs('interimSocial', later)).toEqual([]);
    expect(script.violations(later)).toEqual([]);
    expect(script.case().state).toBe('published');
    expect(
      script
        .case()
        .events.map((event) => event.type)
        .slice(-2),
    ).toEqual(['reply.published', 'proof.attached']);
  });

  test('S-LEB-2: an interim over four days off is posted by hand in time and gives fourteen working days', () => {
    const script = caseScript();
    const assignment = script.open('2023-02-22 14:40', { importance: 'social' });
    script.submit('2023-02-22 15:30', assignment, { kind: 'interim', agreedDate: at('2023-04-28 12:00') });
    approve(script, '2023-02-27 08:20', assignment);
    script.give('report-publish-failure', executor, '2023-02-27 08:25', { assignment, draft: 'd1', error: ref('e') });
    script.give('record-publication', executor, '2023-02-27 08:31', publication(assignment, '2023-02-27 08:31', 'manual'));
    const later = '2023-03-01 12:00';

    expect(script.runs('interimSocial', later)).toEqual(['2023-02-22 14:40 → 2023-02-22 15:40 met']);
    expect(script.runs('draft', later)).toEqual(['2023-02-22 14:40 → 2023-02-27 09:10 met']);
    expect(script.runs('approval', later)).toEqual(['2023-02-22 15:30 → 2023-02-27 08:30 met']);
    expect(script.runs('publish', later)).toEqual(['2023-02-27 08:20 → 2023-02-27 08:35 void']);
    expect(script.runs('publishManual', later)).toEqual(['2023-02-27 08:20 → 2023-02-27 08:35 met']);
    expect(script.runs('proof', later)).toEqual(['2023-02-27 08:31 → 2023-02-27 08:46 met']);
    expect(script.runs('finalDraft', later)).toEqual(['2023-02-27 08:31 → 2023-03-20 17:00 running']);
    expect(script.violations(later)).toEqual([]);
    expect(script.case().state).toBe('interimPublished');
    expect(script.violations('2023-03-20 17:00')).toEqual([]);
    expect(script.violations('2023-03-20 17:01')).toEqual(['finalDraft']);
  });

  test('S-LEB-2: the date agreed in the interim counts when it is earlier than fourteen working days', () => {
    const script = caseScript();
    const assignment = script.open('2023-02-22 14:40', { importance: 'social' });
    script.submit('2023-02-22 15:30', assignment, { kind: 'interim', agreedDate: at('2023-03-10 17:00') });
    approve(script, '2023-02-27 08:20', assignment);
    script.give('record-publication', executor, '2023-02-27 08:31', publication(assignment, '2023-02-27 08:31'));
    script.submit('2023-03-09 10:00', assignment, { draft: 'd2' });

    expect(script.runs('finalDraft', '2023-03-21 10:00')).toEqual(['2023-02-27 08:31 → 2023-03-10 17:00 met']);
  });

  test('S-LEB-3: given back on Friday evening, the message goes to another body with fresh limits', () => {
    const script = caseScript();
    const assignment = script.open('2023-03-17 15:20');
    script.give('refuse-competence', executor, '2023-03-17 15:50', { assignment, comment: ref('c') });
    script.give('reroute', curator, '2023-03-20 08:30', { assignment, bodies: ['housing'] });
    const later = '2023-03-20 08:45';

    expect(script.runs('notOurs', later)).toEqual([
      '2023-03-17 15:20 → 2023-03-20 08:20 met',
      '2023-03-20 08:30 → 2023-03-20 09:30 running',
    ]);
    expect(script.runs('reroute', later)).toEqual(['2023-03-17 15:50 → 2023-03-20 08:50 met']);
    expect(script.runs('draft', later)).toEqual([
      '2023-03-17 15:20 → 2023-03-20 09:50 void',
      '2023-03-20 08:30 → 2023-03-20 11:00 running',
    ]);
    expect(script.case().assignments.map((one) => [one.bodyId, one.state])).toEqual([
      ['roads', 'closed'],
      ['housing', 'drafting'],
    ]);
    expect(script.attempt('refuse-competence', executor, later, { assignment, comment: ref('c') })?.code).toBe('wrong-stage');
    expect(script.attempt('refuse-competence', neighbour, later, { assignment: 'c3.0', comment: ref('c') })).toBeNull();
  });

  test.each([
    ['2023-05-11 11:50', '2023-05-11 13:05'],
    ['2023-05-11 16:45', '2023-05-11 17:00'],
    ['2023-05-11 16:50', '2023-05-12 08:05'],
  ])('S-LEB-4: fifteen minutes by hand count from the approval at %s', (approvedAt, deadline) => {
    const script = caseScript();
    const assignment = script.open('2023-05-11 09:00');
    script.submit('2023-05-11 11:00', assignment);
    approve(script, approvedAt, assignment);
    script.give('report-publish-failure', executor, local(at(approvedAt) + 4 * 60_000), {
      assignment,
      draft: 'd1',
      error: ref('e'),
    });

    expect(script.runs('publishManual', approvedAt)).toEqual([`${approvedAt} → ${deadline} running`]);
    expect(script.runs('publish', approvedAt)).toEqual([`${approvedAt} → ${deadline} void`]);
  });

  test.each([
    ['2023-05-11 13:04', []],
    ['2023-05-11 13:05', []],
    ['2023-05-11 13:10', ['publishManual']],
  ])('S-LEB-4: noticed at 12:40 and posted at %s, the reply is late as the clause says', (postedAt, late) => {
    const script = caseScript();
    const assignment = script.open('2023-05-11 09:00');
    script.submit('2023-05-11 11:00', assignment);
    approve(script, '2023-05-11 11:50', assignment);
    script.give('report-publish-failure', executor, '2023-05-11 12:40', { assignment, draft: 'd1', error: ref('e') });
    script.give('record-publication', executor, postedAt, publication(assignment, postedAt, 'manual'));

    expect(script.violations('2023-05-15 12:00')).toEqual(late);
  });

  test('L7: a failure found after the limit is late from the approval, not from its finding', () => {
    const script = caseScript();
    const assignment = script.open('2023-05-11 09:00');
    script.submit('2023-05-11 11:00', assignment);
    approve(script, '2023-05-11 11:30', assignment);
    script.give('report-publish-failure', executor, '2023-05-11 14:00', { assignment, draft: 'd1', error: ref('e') });
    script.give('record-publication', executor, '2023-05-11 14:05', publication(assignment, '2023-05-11 14:05', 'manual'));

    expect(script.runs('publishManual', '2023-05-11 15:00')).toEqual(['2023-05-11 11:30 → 2023-05-11 11:45 late']);
  });

  test('S-LEB-6: an earlier reply outside the system is approved and only its link is filed', () => {
    const script = caseScript();
    const assignment = script.open('2025-06-11 15:00');
    script.submit('2025-06-11 15:40', assignment, { kind: 'alreadyPublished', publishedAt: at('2025-06-11 11:20') });
    approve(script, '2025-06-16 08:15', assignment);
    expect(
      script.attempt('record-publication', executor, '2025-06-16 08:20', publication(assignment, '2025-06-16 08:20'))?.code,
    ).toBe('wrong-stage');
    script.give('attach-proof', executor, '2025-06-16 08:22', {
      assignment,
      draft: 'd1',
      permalink: 'https://vk.com/wall-1_2?reply=9',
    });
    const later = '2025-06-17 12:00';

    expect(script.runs('draft', later)).toEqual(['2025-06-11 15:00 → 2025-06-16 09:30 met']);
    expect(script.runs('approvalSoft', later)).toEqual(['2025-06-11 15:40 → 2025-06-16 08:40 met']);
    expect(script.runs('proofOutside', later)).toEqual(['2025-06-16 08:15 → 2025-06-16 08:30 met']);
    expect(script.runs('publish', later)).toEqual([]);
    expect(script.case().state).toBe('published');
    expect(script.case().assignments[0]?.drafts[0]?.publication).toMatchObject({
      publishedAt: at('2025-06-11 11:20'),
      mode: 'manual',
    });
  });

  test('S-LEB-7: a confirmed termination counts from its request, so nobody is late', () => {
    const { script, assignment } = beforeTermination();
    script.record({
      type: 'case.terminated',
      at: '2025-09-11 08:20',
      by: 'system',
      data: { ground: 'messageGone', to: 'terminated', moves: [assignment] },
    });

    expect(script.runs('publishManual', '2025-09-12 12:00')).toEqual(['2025-09-10 16:50 → 2025-09-11 08:05 void']);
    expect(script.clocks('2025-09-12 12:00').filter((clock) => clock.state === 'running' || clock.state === 'late')).toEqual([]);
    expect(script.case().state).toBe('terminated');
  });

  test('S-LEB-7: a declined termination lets the fifteen minutes run on', () => {
    const { script, assignment } = beforeTermination();
    script.record({
      type: 'termination.declined',
      at: '2025-09-11 08:20',
      by: 'system',
      assignment,
      data: { reason: ref('r'), to: 'same' },
    });

    expect(script.violations('2025-09-11 08:21')).toEqual(['publishManual']);
  });

  test('the form shows the limits to come when importance is chosen', () => {
    const shown = (importance: string) =>
      previewOpenCase({ importance, bodies: ['roads'] }, context, at('2023-02-22 14:40')).map(
        (clock) => `${clock.clock} ${local(clock.deadlineAt)}`,
      );

    expect(shown('ordinary')).toEqual(['notOurs 2023-02-22 15:40', 'draft 2023-02-27 09:10']);
    expect(shown('urgent')).toEqual(['notOurs 2023-02-22 15:40', 'draft 2023-02-27 09:10', 'interimSocial 2023-02-22 15:40']);
  });
});

function beforeTermination() {
  const script = caseScript();
  const assignment = script.open('2025-09-10 15:00');
  script.submit('2025-09-10 16:00', assignment);
  approve(script, '2025-09-10 16:50', assignment);
  script.give('report-publish-failure', executor, '2025-09-10 16:56', { assignment, draft: 'd1', error: ref('e') });
  script.record({
    type: 'termination.requested',
    at: '2025-09-10 16:58',
    by: 'system',
    assignment,
    data: { ground: 'messageGone', permalink: 'x', to: 'same' },
  });
  return { script, assignment };
}
