import { describe, expect, test } from 'vitest';
import { decide } from '../../../lib/domain/cases/decide.ts';
import type { Actor } from '../../../lib/domain/cases/model.ts';
import { caseId } from '../../../lib/domain/ids.ts';
import {
  approve,
  caseScript,
  context,
  curator,
  executor,
  message,
  neighbour,
  publication,
  ref,
  stored,
} from '../support/case-script.ts';
import { at } from '../support/worktime.ts';

const opening = { message, topic: 'Дороги', location: 'Мира, 1', importance: 'ordinary', bodies: ['roads'] };
const T = '2025-09-09 10:00';

function drafting() {
  const script = caseScript();
  return { script, assignment: script.open('2025-09-09 09:00') };
}

function approving(text?: string) {
  const { script, assignment } = drafting();
  script.give('submit-draft', executor, '2025-09-09 09:30', { assignment, draft: 'd1', kind: 'final', text: ref('t1') }, [
    stored('t1', text),
  ]);
  return { script, assignment };
}

function approved() {
  const { script, assignment } = approving();
  approve(script, '2025-09-09 09:40', assignment);
  return { script, assignment };
}

describe('opening a case', () => {
  test('detects, classifies, routes and hands over at once, the same on both sides', () => {
    const command = {
      id: 'c1',
      caseId: caseId('case-1'),
      type: 'open-case' as const,
      occurredAt: at(T),
      args: { ...opening, bodies: ['roads', 'housing'] },
      texts: [],
    };
    const decision = decide(null, command, curator, context, at(T));

    expect(
      decision.ok && decision.events.map((event) => [event.id, event.type, event.by, event.assignment, event.data.to]),
    ).toEqual([
      ['c1:0', 'message.detected', { personId: 'kira', role: 'curator' }, undefined, 'new'],
      ['c1:1', 'message.classified', { personId: 'kira', role: 'curator' }, undefined, 'classified'],
      ['c1:2', 'case.routed', { personId: 'kira', role: 'curator' }, undefined, 'assigned'],
      ['c1:3', 'assignment.received', 'system', 'c1.0', 'drafting'],
      ['c1:4', 'assignment.received', 'system', 'c1.1', 'drafting'],
    ]);
    expect(decision.ok && decision.events.slice(3).map((event) => event.data.executor)).toEqual(['ivan', 'olga']);
  });

  test.each([
    ['the topic is blank', { topic: '  ' }, 'missing-data', 'topic', '8'],
    ['the place is not given', { location: '' }, 'missing-data', 'location', '8'],
    ['no body is named', { bodies: [] }, 'missing-data', 'bodies', '5(2), 8, 14, 20'],
    ['a body is unknown', { bodies: ['moon'] }, 'unknown-body', 'moon', '5(2), 8, 14, 20'],
    ['the importance is unknown', { importance: 'huge' }, 'unknown-value', 'importance', '2, 5(1), 8'],
    [
      'the network is switched off',
      { message: { ...message, network: 'other' as 'vk' } },
      'network-not-enabled',
      'other',
      '2, 5(1), 8',
    ],
    [
      'the channel is outside the regulation',
      { message: { ...message, channel: 'board' as 'post' } },
      'unknown-value',
      'channel',
      '2, 5(1), 8',
    ],
  ])('is refused when %s', (_, change, code, detail, clause) => {
    expect(caseScript().attempt('open-case', curator, T, { ...opening, ...change })).toEqual({ code, detail, clause });
  });

  test('is refused when the case is there or the person is no curator', () => {
    const { script } = drafting();

    expect(script.attempt('open-case', curator, T, opening)?.code).toBe('case-exists');
    expect(caseScript().attempt('open-case', executor, T, opening)).toEqual({
      code: 'not-your-role',
      clause: '2, 5(1), 8',
      detail: 'curator',
    });
  });

  test('counts from what the person did, never from the future', () => {
    const command = {
      id: 'c1',
      caseId: caseId('case-1'),
      type: 'open-case' as const,
      occurredAt: at('2025-09-09 12:00'),
      args: opening,
      texts: [],
    };
    const decision = decide(null, command, curator, context, at('2025-09-09 11:00'));

    expect(decision.ok && decision.events.map((event) => event.at)).toEqual(Array(4).fill(at('2025-09-09 11:00')));
  });
});

describe('rights', () => {
  test('are refused to another body when the work is not theirs', () => {
    const { script, assignment } = drafting();

    expect(script.attempt('refuse-competence', neighbour, T, { assignment, comment: ref('c') })?.code).toBe('not-your-body');
  });

  test('are refused to a person without the role, with the clause of the step', () => {
    const { script, assignment } = approving();
    const head: Actor = { personId: 'h', roles: ['head'], bodyId: 'roads' };

    expect(script.attempt('approve-draft', executor, T, { assignment, draft: 'd1', textId: 't1' })).toEqual({
      code: 'not-your-role',
      clause: '12, 13',
      detail: 'curator',
    });
    expect(script.attempt('approve-draft', head, T, { assignment, draft: 'd1', textId: 't1' })?.code).toBe('not-your-role');
  });

  test('know no case before it is opened', () => {
    expect(caseScript().attempt('set-importance', curator, T, { importance: 'social', reason: ref('r') })?.code).toBe(
      'unknown-case',
    );
  });
});

describe('drafts', () => {
  test('are refused when the text is stale, so that nobody approves what was not read', () => {
    const { script, assignment } = approving();
    script.give('return-draft', curator, '2025-09-09 09:45', {
      assignment,
      draft: 'd1',
      textId: 't1',
      recommendations: ref('r'),
    });
    script.give('submit-draft', executor, '2025-09-09 09:50', { assignment, draft: 'd1', kind: 'final', text: ref('t2') }, [
      stored('t2'),
    ]);

    expect(script.attempt('approve-draft', curator, T, { assignment, draft: 'd1', textId: 't1' })?.code).toBe('stale-draft');
    expect(
      script.attempt('return-draft', curator, T, { assignment, draft: 'd1', textId: 't1', recommendations: ref('r') })?.code,
    ).toBe('stale-draft');
    expect(script.attempt('approve-draft', curator, T, { assignment, draft: 'd1', textId: 't2' })).toBeNull();
    expect(script.case().assignments[0]?.drafts[0]).toMatchObject({ approvedTextId: 't2', recommendations: null });
  });

  test('are not taken over what a colleague wrote meanwhile, saved or sent, with the same draft or another', () => {
    const { script, assignment } = drafting();
    const text = (id: string, base?: string | null, draft = 'd1') => ({
      ...{ assignment, draft, kind: 'final', text: ref(id) },
      ...(base === undefined ? {} : { base }),
    });
    script.give('save-draft', executor, '2025-09-09 09:10', text('s1', null), [stored('s1')]);
    const attempts = [text('s2', null), text('s2', null, 'd2'), text('s2', 'other')];

    for (const type of ['save-draft', 'submit-draft'] as const) {
      for (const args of attempts) {
        expect(script.attempt(type, executor, T, args, [stored('s2')])).toMatchObject({
          code: 'stale-draft',
          clause: expect.anything(),
        });
      }
    }
    script.give('save-draft', executor, '2025-09-09 09:12', text('s2', 's1'), [stored('s2')]);
    // Who does not tell what he began from is asked nothing.
    script.give('save-draft', executor, '2025-09-09 09:14', text('s3'), [stored('s3')]);
    expect(script.case().assignments[0]?.drafts[0]?.versions.map((version) => version.text.id)).toEqual(['s1', 's2', 's3']);
    expect(script.case().events.some(({ data }) => 'base' in data)).toBe(false);
  });

  test('can be saved without moving the case by who may submit, and by nobody while they are being judged', () => {
    const { script, assignment } = drafting();
    const saving = { assignment, draft: 'd1', kind: 'final', text: ref('s1') };
    script.give('save-draft', executor, '2025-09-09 09:10', saving);

    expect(script.case().assignments[0]).toMatchObject({
      state: 'drafting',
      drafts: [{ id: 'd1', versions: [{ submitted: false }] }],
    });
    expect(script.attempt('save-draft', curator, T, saving)?.code).toBe('not-your-role');
    script.submit('2025-09-09 09:30', assignment);
    expect(script.attempt('save-draft', executor, T, saving)?.code).toBe('wrong-stage');
  });

  test('are one at a time, and a published one is done with', () => {
    const { script, assignment } = approved();
    script.give('record-publication', executor, T, publication(assignment, T));
    const other = drafting();
    other.script.give('save-draft', executor, T, { assignment: other.assignment, draft: 'd1', kind: 'final', text: ref('s1') });

    expect(script.attempt('save-draft', executor, T, { assignment, draft: 'd1', kind: 'final', text: ref('s') })?.code).toBe(
      'unknown-draft',
    );
    expect(
      other.script.attempt('save-draft', executor, T, {
        assignment: other.assignment,
        draft: 'd2',
        kind: 'final',
        text: ref('s'),
      })?.code,
    ).toBe('unknown-draft');
  });

  test('of an interim need a date that is still ahead', () => {
    const { script, assignment } = drafting();
    const interim = { assignment, draft: 'd1', kind: 'interim', text: ref('t') };
    const texts = [stored('t')];

    expect(script.attempt('submit-draft', executor, T, interim, texts)).toEqual({
      code: 'missing-data',
      clause: '13, 17',
      detail: 'agreedDate',
    });
    expect(script.attempt('submit-draft', executor, T, { ...interim, agreedDate: at(T) }, texts)?.code).toBe('unknown-value');
    expect(script.attempt('submit-draft', executor, T, { ...interim, agreedDate: at('2025-09-19 10:00') }, texts)).toBeNull();
  });

  test('of a second interim are refused with the clause', () => {
    const { script, assignment } = drafting();
    script.submit('2025-09-09 09:30', assignment, { kind: 'interim', agreedDate: at('2025-09-19 10:00') });
    approve(script, '2025-09-09 09:40', assignment);
    script.give('record-publication', executor, '2025-09-09 09:45', publication(assignment, '2025-09-09 09:45'));
    const second = { assignment, draft: 'd2', kind: 'interim', text: ref('t'), agreedDate: at('2025-09-20 10:00') };

    expect(script.attempt('submit-draft', executor, T, second, [stored('t')])).toMatchObject({
      code: 'wrong-stage',
      clause: '13, 17',
    });
    expect(script.attempt('submit-draft', executor, T, { ...second, kind: 'final' }, [stored('t')])).toBeNull();
    script.give('return-draft', curator, T, { assignment, draft: 'd2', textId: 't', recommendations: ref('r') });
    expect(script.attempt('submit-draft', executor, T, second, [stored('t')])).toEqual({
      code: 'wrong-stage',
      clause: '13, 17',
      detail: 'phase=first',
    });
  });

  test.each([
    ['personal data', 'Позвоните Ивану: +7 912 345-67-89', 'final', 'noPd', '18(4)'],
    ['an interim without a date', 'Ответ подготовим позже.', 'interim', 'interimDate', '17'],
  ])('are held back by a blocking rule when the text has %s', (_, text, kind, rule, clause) => {
    const { script, assignment } = drafting();
    const args = { assignment, draft: 'd1', kind, text: ref('t'), agreedDate: at('2025-09-19 10:00') };

    expect(script.attempt('submit-draft', executor, T, args, [stored('t', text)])).toEqual({
      code: 'reply-rule',
      clause,
      detail: rule,
    });
    expect(script.case().assignments[0]?.state).toBe('drafting');
  });

  test('with personal data are let through when that text is public already, for the curator to return', () => {
    const { script, assignment } = drafting();
    const args = { assignment, draft: 'd1', kind: 'alreadyPublished', text: ref('t'), publishedAt: at('2025-09-09 08:00') };

    expect(script.attempt('submit-draft', executor, T, args, [stored('t', 'Звоните: +7 912 345-67-89')])).toBeNull();
  });

  test('are refused when the text is blank or did not come along', () => {
    const { script, assignment } = drafting();
    const args = { assignment, draft: 'd1', kind: 'final', text: ref('t') };

    expect(script.attempt('submit-draft', executor, T, args)?.detail).toBe('text');
    expect(script.attempt('submit-draft', executor, T, args, [stored('t', ' \n')])?.detail).toBe('text');
    expect(script.attempt('submit-draft', executor, T, { ...args, kind: 'poem' }, [stored('t')])?.detail).toBe('kind');
  });
});

describe('publication', () => {
  test('is filed with its link as the proof, at the moment of posting', () => {
    const { script, assignment } = approved();
    script.give('record-publication', executor, '2025-09-10 15:00', publication(assignment, '2025-09-09 09:50'));

    expect(
      script
        .case()
        .events.slice(-2)
        .map((event) => [event.type, event.at, event.kind]),
    ).toEqual([
      ['reply.published', at('2025-09-09 09:50'), 'final'],
      ['proof.attached', at('2025-09-09 09:50'), 'final'],
    ]);
    expect(script.violations('2025-09-11 10:00')).toEqual([]);
  });

  test('cannot be earlier than the approval, whatever the page says', () => {
    const { script, assignment } = approved();
    script.give('record-publication', executor, T, publication(assignment, '2025-09-09 09:00'));

    expect(script.case().events.at(-1)?.at).toBe(at('2025-09-09 09:40'));
  });

  test('of another text is refused until the difference is explained', () => {
    const { script, assignment } = approved();
    const changed = { ...publication(assignment, T), matches: false };

    expect(script.attempt('record-publication', executor, T, changed)).toEqual({
      code: 'missing-data',
      clause: '15, 16',
      detail: 'explanation',
    });
    expect(script.attempt('record-publication', executor, T, { ...changed, explanation: ref('x') })).toBeNull();
    expect(script.case().assignments[0]?.drafts[0]?.publication).toMatchObject({ matches: false, explanation: ref('x') });
  });

  test('is not made up by a link when nothing has been published', () => {
    const { script, assignment } = approved();
    const proof = { assignment, draft: 'd1', permalink: 'https://vk.com/1' };

    expect(script.attempt('attach-proof', executor, T, proof)).toEqual({
      code: 'wrong-stage',
      clause: '16',
      detail: 'not-published',
    });
    script.give('record-publication', executor, T, publication(assignment, T));
    expect(script.attempt('attach-proof', executor, T, proof)).toBeNull();
  });

  test('is refused before the approval and by a neighbour', () => {
    const { script, assignment } = approving();

    expect(script.attempt('record-publication', executor, T, publication(assignment, T))).toMatchObject({
      code: 'wrong-stage',
      clause: '15, 16',
      detail: 'approving',
    });
    approve(script, T, assignment);
    expect(script.attempt('record-publication', neighbour, T, publication(assignment, T))?.code).toBe('not-your-body');
  });
});

describe('several bodies', () => {
  test('answer each for itself, and the case shows the one that is furthest behind', () => {
    const script = caseScript();
    const first = script.open('2025-09-09 09:00', { bodies: ['roads', 'housing'] });
    const second = script.case().assignments[1]?.id ?? '';
    script.submit('2025-09-09 09:30', first);
    approve(script, '2025-09-09 09:40', first);
    script.give('record-publication', executor, '2025-09-09 09:45', publication(first, '2025-09-09 09:45'));

    expect(script.case().assignments.map((one) => one.state)).toEqual(['published', 'drafting']);
    expect(script.case().state).toBe('drafting');
    script.give('refuse-competence', neighbour, T, { assignment: second, comment: ref('c') });
    expect(script.case().state).toBe('classified');
    script.give('close-without-body', curator, T, { assignment: second, reason: ref('r') });
    expect(script.case().state).toBe('published');
  });

  test('may each give an interim, whatever the other has given', () => {
    const script = caseScript();
    const first = script.open('2025-09-09 09:00', { bodies: ['roads', 'housing'] });
    const second = script.case().assignments[1]?.id ?? '';
    const interim = { kind: 'interim', agreedDate: at('2025-09-19 10:00') };
    script.submit('2025-09-09 09:30', first, interim);
    approve(script, '2025-09-09 09:40', first);
    script.give('record-publication', executor, '2025-09-09 09:45', publication(first, '2025-09-09 09:45'));
    const other = { assignment: second, draft: 'd2', text: ref('t'), ...interim };

    expect(script.attempt('submit-draft', neighbour, T, other, [stored('t')])).toBeNull();
  });
});
