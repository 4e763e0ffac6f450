import { describe } from 'vitest';
import { at, type Row, story } from '../support/scenario.ts';

/** What an event says, of whom it says it, and for how long: each where a slip would blame somebody wrongly, or let a broken limit go. */
const DAY = '2025-09-09';
const t = (time: string) => `${DAY} ${time}`;
const a1 = { assignment: 'a1' };
const a2 = { assignment: 'a2' };

describe('Omsk: what is said of one event', () => {
  const on = { regulation: 'omsk-regional', office: 'OMS', centre: 'OMC' } as const;
  const final = { ...a1, draft: 'd1', kind: 'final' };
  const interim = { ...a1, draft: 'd1', kind: 'interim' };
  const routed = (...bodies: string[]): Row[] => [
    [t('09:00'), 'message.detected'],
    [t('09:05'), 'message.classified'],
    [t('09:10'), 'case.routed', { bodies, lead: 'a1' }],
    ...bodies.map((assignment): Row => [t('09:10'), 'assignment.received', { assignment, body: assignment }]),
  ];
  const interimPosted: Row[] = [
    [t('09:30'), 'draft.submitted', interim],
    [t('09:40'), 'draft.approved', interim],
    [t('09:41'), 'reply.published', interim],
  ];

  story('a part sent back once does not make the later return of the whole draft one of a part', {
    ...on,
    rows: [
      ...routed('a1', 'a2'),
      [t('09:30'), 'part.submitted', a1],
      [t('09:40'), 'draft.returned', { ...a1, what: 'part' }],
      [t('09:50'), 'part.submitted', a1],
      [t('09:55'), 'part.submitted', a2],
      [t('10:00'), 'part.approved', a1],
      [t('10:05'), 'part.approved', a2],
      [t('10:30'), 'draft.submitted', final],
      [t('10:40'), 'draft.returned', final],
    ],
    now: t('11:50'),
    runs: { rework: [t('11:40 late')] },
    violated: ['rework'],
  });

  story('a term agreed anew binds though the former one had passed when its clock began', {
    ...on,
    rows: [
      ...routed('a1'),
      [t('09:20'), 'extension.agreed', { extension: 'hours', agreedTerm: at(t('10:00'), 'OMS') }],
      [t('09:30'), 'draft.submitted', interim],
      [t('10:20'), 'draft.approved', interim],
      [t('10:21'), 'reply.published', interim],
      [t('10:30'), 'extension.agreed', { extension: 'hours', agreedTerm: at(t('15:00'), 'OMS') }],
    ],
    now: t('16:00'),
    runs: { finalDraft: [t('15:00 late')] },
    violated: ['finalDraft'],
  });

  story('a clock that a changed condition has ended keeps its term whatever is agreed later', {
    ...on,
    rows: [
      ...routed('a1'),
      [t('09:15'), 'extension.agreed', { extension: 'measures', agreedTerm: at('2025-09-12 16:00', 'OMS') }],
      ...interimPosted,
      [t('10:00'), 'extension.agreed', { extension: 'hours', agreedTerm: at(t('15:00'), 'OMS') }],
      [t('11:00'), 'extension.agreed', { extension: 'hours', agreedTerm: at(t('17:00'), 'OMS') }],
    ],
    now: t('16:00'),
    runs: { finalReply: [t('15:00 void')] },
  });

  story('in a failure that goes on a limit in days is broken at its end', {
    ...on,
    rows: [
      ...routed('a1'),
      [t('09:15'), 'extension.agreed', { extension: 'measures', measures: ['m'] }],
      ...interimPosted,
      ['2025-09-19 15:00', 'outage.started'],
    ],
    now: '2025-09-19 17:00',
    runs: { finalReply: ['2025-09-19 16:30 late'] },
    violated: ['finalReply'],
  });

  story('a limit in hours waits for the end of the failure', {
    ...on,
    rows: [...routed('a1'), [t('10:00'), 'outage.started']],
    now: t('12:00'),
    runs: { draft: [t('11:10 running')] },
    violated: [],
  });

  const foundAt = (time: string, received: string, submitted: string): Row[] => [
    [time, 'message.detected'],
    [received, 'case.routed', { bodies: ['a1'] }],
    [received, 'assignment.received', { ...a1, body: 'a' }],
    [submitted, 'draft.submitted', final],
    [submitted, 'draft.approved', final],
    [submitted, 'reply.published', final],
  ];

  story('out of hours it is the opening of those who find messages that counts for the record of blame, not that of the body', {
    ...on,
    rows: foundAt(t('20:00'), t('20:20'), '2025-09-10 10:45'),
    now: '2025-09-10 12:00',
    runs: { draft: ['2025-09-10 10:30 late'] },
    violated: [],
  });

  story('after that opening the same lateness is a violation', {
    ...on,
    rows: foundAt(t('20:00'), t('20:20'), '2025-09-10 11:01'),
    now: '2025-09-10 12:00',
    violated: ['draft'],
  });
});

describe('Barnaul: terms of the Controller', () => {
  const on = { regulation: 'barnaul', office: 'BAR' } as const;
  const received = (assignment: string, time: string): Row => [t(time), 'assignment.received', { assignment, body: assignment }];
  const term = (time: string) => ({ internalDeadline: at(t(time), 'BAR') });
  const noticed = (externalDeadline: string): Row => [
    t('08:10'),
    'notice.received',
    { critical: true, externalDeadline: at(t(externalDeadline), 'BAR') },
  ];
  const final = { ...a1, draft: 'd1', kind: 'final' };

  story('a term told with a new routing is that of the new body, also where the routing names the one that it replaces', {
    ...on,
    rows: [
      noticed('17:00'),
      [t('08:20'), 'case.routed', { bodies: ['a1'], ...term('12:00') }],
      received('a1', '08:20'),
      [t('08:40'), 'competence.refused', a1],
      [t('08:50'), 'case.routed', { ...a1, bodies: ['a2'], ...term('15:00') }],
      received('a2', '08:50'),
    ],
    now: t('14:00'),
    runs: { draft: [t('12:00 void'), t('15:00 running')] },
    violated: ['check'],
  });

  story('a term told with a new routing moves nothing for the body that still holds its part', {
    ...on,
    rows: [
      noticed('17:00'),
      [t('08:20'), 'case.routed', { bodies: ['a1', 'a2'], ...term('12:00') }],
      received('a1', '08:20'),
      received('a2', '08:20'),
      [t('08:30'), 'competence.confirmed', a2],
      [t('08:40'), 'competence.refused', a1],
      [t('08:50'), 'case.routed', { bodies: ['a3'], ...term('15:00') }],
      received('a3', '08:50'),
      [t('08:55'), 'competence.confirmed', { assignment: 'a3' }],
    ],
    now: t('14:00'),
    runs: { draft: [t('12:00 void'), t('12:00 late'), t('15:00 running')] },
    violated: ['draft'],
  });

  story('an outer term that had passed when the reply was sent back gives way to the one that the system then shows', {
    ...on,
    rows: [
      noticed('09:00'),
      [t('08:20'), 'case.routed', { bodies: ['a1'], ...term('08:50') }],
      received('a1', '08:20'),
      [t('08:22'), 'competence.confirmed', a1],
      [t('08:28'), 'draft.submitted', final],
      [t('08:45'), 'draft.approved', final],
      [t('08:50'), 'reply.placed', final],
      [t('09:30'), 'reply.returned', final],
      [t('09:40'), 'term.changed', { field: 'externalDeadline', externalDeadline: at(t('13:00'), 'BAR') }],
    ],
    now: t('14:00'),
    runs: { reply: [t('09:00 met'), t('13:00 late')] },
    violated: ['reply'],
  });

  story('a body’s own text after the Controller’s one is checked in half an hour like any other', {
    ...on,
    rows: [
      noticed('17:00'),
      [t('08:20'), 'case.routed', { bodies: ['a1', 'a2'], ...term('12:00') }],
      received('a1', '08:20'),
      received('a2', '08:20'),
      [t('08:30'), 'competence.confirmed', a1],
      [t('08:30'), 'competence.confirmed', a2],
      [t('09:10'), 'part.submitted', a1],
      [t('09:20'), 'part.submitted', a2],
      [t('09:50'), 'draft.submitted', { what: 'consolidated', kind: 'final', draft: 'c' }],
      [t('10:00'), 'reply.placed', { draft: 'c' }],
      [t('10:30'), 'reply.returned', { draft: 'c' }],
      [t('10:35'), 'lead.named', { lead: 'a1' }],
      [t('10:40'), 'draft.returned', { draft: 'c', reworkDeadline: at(t('11:30'), 'BAR') }],
      [t('10:50'), 'deputy.agreed', a1],
      [t('11:00'), 'draft.submitted', { ...a1, draft: 'd5', kind: 'final' }],
    ],
    now: t('13:00'),
    runs: { verify: [t('11:30 late')] },
    violated: ['rework', 'verify'],
  });
});

describe('Lebyazhye: an end that counts from its request', () => {
  const on = { regulation: 'lebyazhye', office: 'LEB' } as const;
  const final = { ...a1, draft: 'd1', kind: 'final' };

  story('a failure to publish that came after the request begins nothing once the request is granted', {
    ...on,
    rows: [
      [t('09:00'), 'message.detected'],
      [t('09:01'), 'message.classified'],
      [t('09:02'), 'case.routed', { bodies: ['a1'] }],
      [t('09:03'), 'assignment.received', { ...a1, body: 'a' }],
      [t('09:30'), 'draft.submitted', final],
      [t('09:40'), 'draft.approved', final],
      [t('10:20'), 'termination.requested', a1],
      [t('10:30'), 'publish.failed', final],
      [t('10:40'), 'case.terminated'],
    ],
    now: t('16:00'),
    runs: { publishManual: [] },
  });
});

describe('Novorossiysk: a return before anybody holds the case', () => {
  story('ends none of the clocks of the case', {
    regulation: 'novorossiysk',
    office: 'NVR',
    rows: [
      [t('09:00'), 'message.detected', { kind: 'incident' }],
      [t('09:10'), 'competence.refused'],
    ],
    now: t('12:00'),
    runs: { reply: [t('17:50 running')], register: [t('09:30 late')] },
    violated: ['register'],
  });
});
