import { at, type Row, type Story } from '../../support/scenario.ts';

const on = { regulation: 'barnaul', office: 'BAR' } as const;
const a1 = { assignment: 'a1' };
const final = { ...a1, draft: 'd1', kind: 'final' };

function notice(when: string, externalDeadline: string | null): Row {
  return [
    when,
    'notice.received',
    { externalNumber: '12345', critical: true, externalDeadline: externalDeadline && at(externalDeadline, 'BAR') },
  ];
}

function handedOver(when: string, data: Record<string, unknown> = {}): Row[] {
  return [
    [when, 'case.routed', { bodies: ['a1'], topic: 't', ...data }],
    [when, 'assignment.received', { ...a1, body: 'a' }],
  ];
}

const check = (when: string, deadline: string): Story => ({
  ...on,
  rows: [notice('2025-09-10 09:00', '2025-09-12 17:00'), ...handedOver(when)],
  now: deadline,
  runs: { check: [`${deadline} running`] },
});

export const barnaul: Record<string, Story> = {
  'S-BAR-1 an external deadline and the deputy’s agreement': {
    ...on,
    rows: [
      notice('2025-09-09 09:10', '2025-09-09 17:00'),
      ...handedOver('2025-09-09 09:20'),
      ['2025-09-09 09:45', 'competence.confirmed', a1],
      ['2025-09-09 15:30', 'deputy.agreed', a1],
      ['2025-09-09 15:40', 'draft.submitted', final],
      ['2025-09-09 16:00', 'draft.approved', final],
      ['2025-09-09 16:05', 'reply.placed', final],
    ],
    now: '2025-09-10 12:00',
    checks: { 'BAR-1.1': 'handOver', 'BAR-1.2': 'check', 'BAR-1.3': 'draft', 'BAR-1.4': 'verify' },
    runs: {
      reply: ['2025-09-09 17:00 met'],
      handOver: ['2025-09-09 09:25 met'],
      check: ['2025-09-09 09:50 met'],
      draft: ['2025-09-09 16:30 met'],
      verify: ['2025-09-09 16:10 met'],
    },
    violated: [],
  },
  'S-BAR-1 the head of the body stays silent: a violation': {
    ...on,
    rows: [notice('2025-09-09 09:10', '2025-09-09 17:00'), ...handedOver('2025-09-09 09:20')],
    now: '2025-09-09 09:51',
    runs: { check: ['2025-09-09 09:50 late'] },
    violated: ['check'],
  },
  'S-BAR-2 a lunch of 48 minutes: handed over before it': {
    ...check('2025-09-10 11:15', '2025-09-10 12:33'),
    checks: { 'BAR-2.1': 'check' },
  },
  'S-BAR-2 ending with the opening of lunch': {
    ...check('2025-09-10 11:00', '2025-09-10 11:30'),
    checks: { 'BAR-2.2': 'check' },
  },
  'S-BAR-2 handed over in it': { ...check('2025-09-10 11:45', '2025-09-10 12:48'), checks: { 'BAR-2.3': 'check' } },
  'S-BAR-3 a short Friday before a holiday': {
    ...on,
    rows: [notice('2023-11-03 14:30', '2023-11-07 10:00'), ...handedOver('2023-11-03 14:50')],
    now: '2023-11-07 09:31',
    checks: { 'BAR-3.1': 'check', 'BAR-3.2': 'draft' },
    runs: { check: ['2023-11-07 08:20 late'], draft: ['2023-11-07 09:30 late'], reply: ['2023-11-07 10:00 running'] },
    violated: ['check'],
  },
  'S-BAR-6 threats late on a short day': {
    ...on,
    rows: [notice('2025-06-11 15:40', '2025-06-16 12:00'), ['2025-06-11 15:50', 'case.refused', { ground: 'threat' }]],
    now: '2025-06-11 16:00',
    checks: { 'BAR-6.1': 'tellAbuse' },
    runs: {
      tellAbuse: ['2025-06-16 08:05 running'],
      handOver: ['2025-06-11 15:55 void'],
      reply: ['2025-06-16 12:00 void'],
    },
    violated: [],
  },
  'S-BAR-8 a consolidated reply: parts by a term of the controller’s own, his text without a check': {
    ...on,
    rows: [
      notice('2025-09-11 08:30', '2025-09-11 16:00'),
      ['2025-09-11 08:40', 'case.routed', { bodies: ['a1', 'a2'], topic: 't', internalDeadline: at('2025-09-11 13:30', 'BAR') }],
      ['2025-09-11 08:40', 'assignment.received', { assignment: 'a1', body: 'a' }],
      ['2025-09-11 08:40', 'assignment.received', { assignment: 'a2', body: 'b' }],
      ['2025-09-11 09:00', 'competence.confirmed', { assignment: 'a1' }],
      ['2025-09-11 09:05', 'competence.confirmed', { assignment: 'a2' }],
      ['2025-09-11 12:30', 'deputy.agreed', { assignment: 'a1' }],
      ['2025-09-11 12:40', 'part.submitted', { assignment: 'a1' }],
      ['2025-09-11 13:00', 'deputy.agreed', { assignment: 'a2' }],
      ['2025-09-11 13:40', 'part.submitted', { assignment: 'a2' }],
      ['2025-09-11 15:00', 'draft.submitted', { draft: 'common', kind: 'final', what: 'consolidated' }],
      ['2025-09-11 15:40', 'reply.placed', { draft: 'common' }],
      ['2025-09-11 17:00', 'reply.published', { draft: 'common', mode: 'auto' }],
    ],
    now: '2025-09-12 12:00',
    checks: { 'BAR-8.2': 'check' },
    runs: {
      check: ['2025-09-11 09:10 met', '2025-09-11 09:10 met'],
      draft: ['2025-09-11 13:30 met', '2025-09-11 13:30 late'],
      verify: [],
      reply: ['2025-09-11 16:00 met'],
    },
    violated: ['draft'],
  },
  'S-BAR-8 the same without a term of his own: half an hour before the outer one': {
    ...on,
    rows: [notice('2025-09-11 08:30', '2025-09-11 16:00'), ...handedOver('2025-09-11 08:40')],
    now: '2025-09-11 09:00',
    checks: { 'BAR-8.1': 'draft' },
  },
};
