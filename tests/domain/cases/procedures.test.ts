import { describe, expect, test } from 'vitest';
import { violations } from '../../../lib/domain/cases/violations.ts';
import { at, contextOf, eventsOf, type Row, type Story, story } from '../support/scenario.ts';

/** What the worked cases leave out: each mechanism of the model on the regulation that uses it. */
const a1 = { assignment: 'a1' };
const DAY = '2025-09-09';
const t = (time: string) => `${DAY} ${time}`;

describe('Barnaul: the outer term and the controller’s own', () => {
  const on = { regulation: 'barnaul', office: 'BAR' } as const;
  const final = { ...a1, draft: 'd1', kind: 'final' };
  const noticed = (data: Record<string, unknown> = {}): Row[] => [
    [t('09:10'), 'notice.received', { critical: true, externalDeadline: at(t('17:00'), 'BAR') }],
    [t('09:20'), 'case.routed', { bodies: ['a1'], ...data }],
    [t('09:20'), 'assignment.received', { ...a1, body: 'a' }],
    [t('09:30'), 'competence.confirmed', a1],
  ];
  const placed: Row[] = [
    ...noticed(),
    [t('15:40'), 'draft.submitted', final],
    [t('16:00'), 'draft.approved', final],
    [t('16:05'), 'reply.placed', final],
  ];

  story('sent back by the curator, the reply is owed by the term that the system then shows; the first run keeps its own', {
    ...on,
    rows: [
      ...placed,
      [t('16:30'), 'reply.returned', final],
      [t('16:40'), 'term.changed', { field: 'externalDeadline', externalDeadline: at('2025-09-10 12:00', 'BAR') }],
    ],
    now: t('17:30'),
    runs: { reply: ['2025-09-09 17:00 met', '2025-09-10 12:00 running'] },
    violated: [],
  });

  story('a term that had passed before the return binds nobody', {
    ...on,
    rows: [...placed, ['2025-09-09 17:30', 'reply.returned', final]],
    now: '2025-09-10 09:00',
    runs: { reply: ['2025-09-09 17:00 met', '2025-09-09 17:00 late'] },
    violated: [],
  });

  story('rework has the term that the controller sets, at most half an hour before the outer one', {
    ...on,
    rows: [
      ...noticed(),
      [t('15:00'), 'draft.submitted', final],
      [t('15:10'), 'draft.returned', { ...final, reworkDeadline: at(t('16:45'), 'BAR') }],
    ],
    now: t('16:31'),
    runs: { rework: [t('16:30 late')] },
    violated: ['rework'],
  });

  story('a most that had passed before the return does not bind the term he sets', {
    ...on,
    rows: [
      ...noticed(),
      [t('16:20'), 'draft.submitted', final],
      [t('16:35'), 'draft.returned', { ...final, reworkDeadline: at(t('16:50'), 'BAR') }],
    ],
    now: t('16:51'),
    runs: { rework: [t('16:50 late')] },
    violated: ['rework'],
  });

  story('a term by default alone is a warning, one that he has named a violation', {
    ...on,
    rows: noticed({ internalDeadline: at(t('12:00'), 'BAR') }),
    now: t('12:19'),
    runs: { draft: [t('12:00 late')] },
    violated: ['draft'],
  });

  story('a message that is not critical has no limits', {
    ...on,
    rows: [[t('09:10'), 'notice.received', { critical: false, externalDeadline: at(t('17:00'), 'BAR') }]],
    now: t('18:00'),
    runs: { reply: [], handOver: [] },
    violated: [],
  });

  story('telling the curator that posting is impossible fulfils the telling and only ends the rest', {
    ...on,
    rows: [
      ...placed.slice(0, -1),
      [t('16:05'), 'publish.failed', final],
      [t('16:10'), 'handover.done', { ...final, reason: 'cannotPublish', to: 'куратор', how: 'письмо' }],
    ],
    now: t('18:00'),
    runs: { tellFail: [t('16:20 met')], reply: [t('17:00 void')], verify: [t('16:10 void')] },
    violated: [],
  });
});

describe('Omsk: outages, shortened limits, extensions, parts', () => {
  const on = { regulation: 'omsk-regional', office: 'OMS', centre: 'OMC' } as const;
  const sent = (data: Record<string, unknown> = {}): Row[] => [
    [t('10:15'), 'message.detected'],
    [t('10:15'), 'message.classified', { importance: 'ordinary' }],
    [t('11:30'), 'case.routed', { bodies: ['a1'], ...data }],
    [t('11:30'), 'assignment.received', { ...a1, body: 'a' }],
  ];
  const interim: Row[] = [
    [t('08:30'), 'message.detected'],
    [t('08:30'), 'case.routed', { bodies: ['a1'] }],
    [t('08:30'), 'assignment.received', a1],
    [t('09:00'), 'draft.submitted', { ...a1, draft: 'd1', kind: 'interim' }],
    [t('10:00'), 'draft.approved', { ...a1, draft: 'd1' }],
    [t('10:00'), 'reply.published', { ...a1, draft: 'd1', mode: 'auto' }],
  ];

  story('a failure starts anew what ran in minutes and revives nothing', {
    ...on,
    rows: [...sent(), [t('12:10'), 'outage.started'], [t('15:00'), 'outage.ended']],
    now: t('17:00'),
    runs: { notOurs: [t('12:00 expired')], draft: [t('17:00 running')], routing: [t('11:45 met')] },
  });

  story('what begins during a failure counts from its end', {
    ...on,
    rows: [[t('09:00'), 'outage.started'], ...sent(), [t('14:30'), 'outage.ended']],
    now: t('15:00'),
    runs: { notOurs: [t('15:00 running')], draft: [t('16:30 running')], routing: [t('16:00 met')] },
  });

  story('a term agreed within the eight hours keeps its working length', {
    ...on,
    rows: [
      ...interim,
      [t('10:10'), 'extension.agreed', { extension: 'hours', agreedTerm: at(t('12:00'), 'OMS') }],
      [t('11:00'), 'outage.started'],
      [t('15:00'), 'outage.ended'],
    ],
    now: t('16:00'),
    runs: { finalDraft: [t('17:00 running')] },
  });

  story('a failure leaves limits in days alone', {
    ...on,
    rows: [
      ...interim,
      [t('10:10'), 'extension.agreed', { extension: 'measures', measures: ['m'] }],
      [t('11:00'), 'outage.started'],
      ['2025-09-12 15:00', 'outage.ended'],
    ],
    now: '2025-09-15 10:00',
    runs: { finalReply: ['2025-09-19 16:30 running'], finalDraft: ['2025-09-10 09:45 met'] },
  });

  story('agreed on measures before the interim, the eight working days alone count', {
    ...on,
    rows: [
      ...interim.slice(0, 4),
      [t('09:30'), 'extension.agreed', { extension: 'measures', measures: ['m'] }],
      ...interim.slice(4),
    ],
    now: t('11:00'),
    runs: { finalReply: ['2025-09-19 16:30 running'], finalDraft: [] },
  });

  story('the curator’s shorter limit counts, a longer one does not', {
    ...on,
    rows: sent({ limits: { draft: 60 } }),
    now: t('12:31'),
    runs: { draft: [t('12:30 late')] },
    violated: ['draft'],
  });

  story('a limit told with a new routing is that of the new body', {
    ...on,
    rows: [
      ...sent({ limits: { draft: 300 } }),
      [t('11:40'), 'competence.refused', { ...a1, comment: 'c' }],
      [t('11:45'), 'case.rerouted', { ...a1, bodies: ['a2'], limits: { draft: 30 } }],
      [t('11:45'), 'assignment.received', { assignment: 'a2', body: 'b' }],
    ],
    now: t('12:00'),
    runs: { draft: [t('14:30 void'), t('12:15 running')] },
  });

  story('several bodies: parts, one sent back and one dropped, the common draft from the last approval', {
    ...on,
    rows: [
      [t('08:30'), 'message.detected'],
      [t('09:00'), 'case.routed', { bodies: ['a1', 'a2', 'a3'], lead: 'a1', order: 'parallel' }],
      ...['a1', 'a2', 'a3'].map((assignment): Row => [t('09:00'), 'assignment.received', { assignment, body: 'a' }]),
      [t('10:00'), 'part.submitted', { assignment: 'a2' }],
      [t('10:20'), 'draft.returned', { assignment: 'a2', what: 'part' }],
      [t('10:50'), 'part.submitted', { assignment: 'a2' }],
      [t('11:00'), 'part.approved', { assignment: 'a2' }],
      [t('11:30'), 'case.withoutBody', { assignment: 'a3', reason: 'r' }],
      [t('12:00'), 'draft.submitted', { ...a1, draft: 'd1', kind: 'final' }],
      [t('12:10'), 'draft.approved', { ...a1, draft: 'd1' }],
      [t('12:10'), 'reply.published', { ...a1, draft: 'd1', mode: 'auto' }],
    ],
    now: t('17:00'),
    runs: {
      draft: [],
      part: [t('11:00 late'), t('11:00 met'), t('11:00 late')],
      partOk: [t('11:00 met'), t('11:50 met')],
      partRework: [t('11:20 met')],
      common: [t('14:30 met')],
      rework: [],
    },
  });
});

describe('Novorossiysk: importance, stages, conversion', () => {
  const on = { regulation: 'novorossiysk', office: 'NVR' } as const;
  const about = (kind: string) => ({ ...a1, draft: kind, kind });
  const found = (kind = 'incident'): Row[] => [
    [t('10:00'), 'message.detected', { kind }],
    [t('10:10'), 'message.registered'],
    [t('10:20'), 'case.routed', { bodies: ['a1'] }],
    [t('10:20'), 'assignment.received', { ...a1, body: 'a' }],
  ];
  const interim: Row[] = [
    ...found(),
    [t('11:00'), 'draft.submitted', about('interim')],
    [t('11:10'), 'draft.approved', about('interim')],
    [t('11:20'), 'reply.loaded', about('interim')],
    [t('11:30'), 'reply.published', about('interim')],
  ];
  const again = (when: string): Row => [when, 'draft.submitted', about('final')];

  story('raised late, the shorter limits end now and not in the past', {
    ...on,
    rows: [...found(), [t('15:00'), 'importance.set', { importance: 'high' }]],
    now: t('15:00'),
    runs: { reply: [t('15:00 running')], draft: [t('15:00 running')], register: [t('10:30 met')] },
    violated: [],
  });

  story('raised in time, they count from the original start', {
    ...on,
    rows: [...found(), [t('11:00'), 'importance.set', { importance: 'high' }]],
    now: t('12:31'),
    runs: { reply: [t('14:50 running')], draft: [t('12:30 late')] },
  });

  story('lowered again, they have their full length', {
    ...on,
    rows: [
      ...found(),
      [t('11:00'), 'importance.set', { importance: 'high' }],
      [t('12:00'), 'importance.set', { importance: 'ordinary' }],
    ],
    now: t('13:00'),
    runs: { reply: ['2025-09-10 09:50 running'], draft: [t('15:50 running')] },
  });

  story('after an interim the stages are a warning while the controller has set none', {
    ...on,
    rows: [...interim, again('2025-09-10 10:00')],
    now: '2025-09-10 10:31',
    runs: { approval: [t('11:30 met'), '2025-09-10 10:30 late'] },
    violated: [],
  });

  story('set by him they count from their start, each round anew, and are violations', {
    ...on,
    rows: [
      ...interim,
      [t('12:00'), 'extension.agreed', { stageLimits: { approval: 20, rework: 45, draft: at('2025-09-11 12:00', 'NVR') } }],
      again('2025-09-10 10:00'),
      ['2025-09-10 10:10', 'draft.returned', about('final')],
      again('2025-09-10 10:40'),
    ],
    now: '2025-09-10 11:01',
    runs: {
      finalDraft: ['2025-09-11 12:00 met'],
      approval: [t('11:30 met'), '2025-09-10 10:20 met', '2025-09-10 11:00 late'],
      rework: ['2025-09-10 10:55 met'],
    },
    violated: ['approval'],
  });

  story('a publication has no clock until it is turned into an incident', {
    ...on,
    rows: [
      ['2025-09-06 12:00', 'message.detected', { kind: 'publication' }],
      ['2025-09-08 09:00', 'message.detected', { kind: 'incident' }],
    ],
    now: '2025-09-08 09:31',
    runs: { reply: ['2025-09-08 17:50 running'], register: ['2025-09-08 09:30 late'] },
    violated: ['register'],
  });

  story('a body that comes in later has two hours of its own, capped by the mark', {
    ...on,
    rows: [
      ...found().slice(0, 2),
      [t('10:20'), 'case.routed', { bodies: ['a1', 'a2'] }],
      [t('14:30'), 'competence.refused', { assignment: 'a2', comment: 'c' }],
      [t('14:40'), 'case.rerouted', { assignment: 'a2', bodies: ['a3'] }],
    ],
    now: t('15:55'),
    runs: { part: [t('12:20 late'), t('12:20 late'), t('15:50 late')] },
    violated: ['part', 'part'],
  });
});

describe('Alatyr: who leads', () => {
  const on = { regulation: 'alatyr', office: 'ALA' } as const;
  const routed: Row[] = [
    [t('09:00'), 'message.detected'],
    [t('09:10'), 'case.routed', { bodies: ['a1', 'a2'] }],
    [t('09:10'), 'assignment.received', { ...a1, body: 'a' }],
    [t('09:10'), 'assignment.received', { assignment: 'a2', body: 'b' }],
  ];

  story('named after the parts were asked for, the lead owes none', {
    ...on,
    rows: [
      ...routed,
      [t('10:00'), 'lead.named', { lead: 'a1', order: 'parallel' }],
      [t('10:30'), 'part.submitted', { assignment: 'a2' }],
    ],
    now: t('12:00'),
    runs: { part: [t('11:10 void'), t('11:10 met')], common: [t('13:30 running')] },
    violated: [],
  });

  story('another one named in his place, his part is owed from its first day', {
    ...on,
    rows: [...routed, [t('10:00'), 'lead.named', { lead: 'a1' }], [t('10:30'), 'lead.named', { lead: 'a2' }]],
    now: t('11:00'),
    runs: { part: [t('11:10 running'), t('11:10 void')] },
  });
});

describe('Lebyazhye: posting, several bodies, neutral closing', () => {
  const on = { regulation: 'lebyazhye', office: 'LEB' } as const;
  const received = (...bodies: string[]): Row[] => [
    [t('09:00'), 'message.detected'],
    [t('09:00'), 'message.classified', { importance: 'ordinary' }],
    [t('09:00'), 'case.routed', { bodies }],
    ...bodies.map((assignment): Row => [t('09:00'), 'assignment.received', { assignment, body: 'a', executor: 'ivan' }]),
  ];
  const approved: Row[] = [
    ...received('a1'),
    [t('09:30'), 'draft.submitted', { ...a1, draft: 'd1', kind: 'final' }],
    [t('10:00'), 'draft.approved', { ...a1, draft: 'd1' }],
  ];

  story('posted by hand without a recorded failure, the quarter of an hour is the limit', {
    ...on,
    rows: [...approved, [t('10:16'), 'reply.published', { ...a1, draft: 'd1', mode: 'manual' }]],
    now: t('12:00'),
    runs: { publish: [t('10:15 late')], publishManual: [t('10:15 late')] },
    violated: ['publishManual'],
  });

  story('each body has clocks of its own, and a confirmed end stops those of all who are still at work', {
    ...on,
    rows: [
      ...received('a1', 'a2'),
      [t('09:30'), 'draft.submitted', { ...a1, draft: 'd1', kind: 'final' }],
      [t('11:00'), 'termination.requested', { assignment: 'a2', ground: 'messageGone', screenshot: 's' }],
      [t('14:00'), 'case.terminated', { ground: 'messageGone' }],
    ],
    now: t('16:00'),
    runs: { draft: [t('11:30 met'), t('11:30 void')], approval: [t('10:30 late')] },
    violated: ['approval'],
  });

  story('tagged by mistake: everything that runs ends without a mark', {
    ...on,
    rows: [...received('a1'), [t('09:30'), 'case.closed', { reason: 'taggedByMistake', note: 'n' }]],
    now: '2025-09-10 12:00',
    runs: { draft: [t('11:30 void')], notOurs: [t('10:00 void')] },
    violated: [],
  });

  story('a ground of refusal found after the interim ends the wait for the final', {
    ...on,
    rows: [
      ...received('a1'),
      [t('09:30'), 'draft.submitted', { ...a1, draft: 'd1', kind: 'interim' }],
      [t('10:00'), 'draft.approved', { ...a1, draft: 'd1' }],
      [t('10:05'), 'reply.published', { ...a1, draft: 'd1', mode: 'auto' }],
      ['2025-09-10 10:00', 'case.refused', { ground: 'abuse' }],
    ],
    now: '2025-10-30 12:00',
    runs: { finalDraft: ['2025-09-29 17:00 void'] },
    violated: [],
  });

  story('importance that comes and goes brings the same window in and out', {
    ...on,
    rows: [
      ...received('a1'),
      [t('09:10'), 'importance.set', { importance: 'social' }],
      [t('09:20'), 'importance.set', { importance: 'ordinary' }],
      [t('09:30'), 'importance.set', { importance: 'urgent' }],
    ],
    now: t('09:40'),
    runs: { interimSocial: [t('10:00 running')] },
  });

  test('handed to another executor of the body, the clock goes on and the lateness is that one’s', () => {
    const told: Story = {
      ...on,
      rows: [...received('a1'), [t('11:00'), 'assignment.reassigned', { ...a1, executor: 'olga' }]],
      now: t('12:00'),
    };
    const found = violations({ events: eventsOf(told.rows, 'LEB') }, contextOf(told), at(t('12:00'), 'LEB'));

    expect(found.map((one) => [one.clock, one.executorId, one.holder, one.responsible])).toEqual([
      ['draft', 'olga', 'executor', 'executor'],
    ]);
  });
});
