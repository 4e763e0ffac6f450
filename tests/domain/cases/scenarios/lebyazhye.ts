import type { Row, Story } from '../../support/scenario.ts';
import { at } from '../../support/scenario.ts';

const on = { regulation: 'lebyazhye', office: 'LEB' } as const;
const a1 = { assignment: 'a1' };
const final = { ...a1, draft: 'd1', kind: 'final' };

/** Found, tagged and sent at one moment, as the scenarios say it: the body has it from then. */
function received(when: string, data: Record<string, unknown> = {}): Row[] {
  return [
    [when, 'message.detected'],
    [when, 'message.classified', { importance: 'ordinary', ...data }],
    [when, 'case.routed', { bodies: ['a1'] }],
    [when, 'assignment.received', { ...a1, body: 'a', executor: 'ivan' }],
  ];
}

function approvedAt(sent: string, when: string, ...after: Row[]): Row[] {
  return [
    ...received('2023-05-11 09:00'),
    [sent, 'draft.submitted', final],
    [when, 'draft.approved', { ...a1, draft: 'd1' }],
    ...after,
  ];
}

const failed = (when: string): Row => [when, 'publish.failed', { ...a1, draft: 'd1' }];
const postedByHand = (when: string): Row => [when, 'reply.published', { ...final, mode: 'manual' }];

const beforeTermination: Row[] = [
  ...received('2025-09-10 15:00'),
  ['2025-09-10 16:00', 'draft.submitted', final],
  ['2025-09-10 16:50', 'draft.approved', { ...a1, draft: 'd1' }],
  ['2025-09-10 16:55', 'publish.failed', { ...a1, draft: 'd1' }],
  ['2025-09-10 16:58', 'termination.requested', { ...a1, ground: 'messageGone', screenshot: 'x' }],
];

export const lebyazhye: Record<string, Story> = {
  'S-LEB-1 an ordinary message over lunch, reworked once': {
    ...on,
    rows: [
      ['2023-03-14 10:40', 'message.detected'],
      ['2023-03-14 10:52', 'message.classified', { importance: 'ordinary' }],
      ['2023-03-14 10:52', 'case.routed', { bodies: ['a1'] }],
      ['2023-03-14 10:52', 'assignment.received', { ...a1, body: 'a' }],
      ['2023-03-14 13:40', 'draft.submitted', final],
      ['2023-03-14 14:30', 'draft.returned', { ...a1, draft: 'd1' }],
      ['2023-03-14 15:05', 'draft.submitted', final],
      ['2023-03-14 15:20', 'draft.approved', { ...a1, draft: 'd1' }],
      ['2023-03-14 15:26', 'reply.published', { ...final, mode: 'auto' }],
    ],
    now: '2023-03-20 12:00',
    checks: {
      ...{ 'LEB-1.1': 'notOurs', 'LEB-1.2': 'draft', 'LEB-1.3': 'approval', 'LEB-1.4': 'rework', 'LEB-1.5': 'approval#2' },
      'LEB-1.6': 'publish',
    },
    runs: {
      routing: ['2023-03-14 11:07 met'],
      notOurs: ['2023-03-14 11:52 expired'],
      draft: ['2023-03-14 14:22 met'],
      approval: ['2023-03-14 14:40 met', '2023-03-14 16:05 met'],
      rework: ['2023-03-14 15:30 met'],
      publish: ['2023-03-14 15:35 met'],
      interimSocial: [],
      publishManual: [],
    },
    violated: [],
  },
  'S-LEB-2 a significant one over four days off: interim by hand, fourteen working days': {
    ...on,
    rows: [
      ...received('2023-02-22 14:40', { importance: 'social' }),
      ['2023-02-22 15:30', 'draft.submitted', { ...a1, draft: 'd1', kind: 'interim' }],
      ['2023-02-27 08:20', 'draft.approved', { ...a1, draft: 'd1' }],
      ['2023-02-27 08:25', 'publish.failed', { ...a1, draft: 'd1' }],
      ['2023-02-27 08:31', 'reply.published', { ...a1, draft: 'd1', mode: 'manual' }],
      ['2023-02-27 08:40', 'proof.attached', { ...a1, draft: 'd1' }],
    ],
    now: '2023-03-20 17:00',
    checks: {
      ...{
        'LEB-2.1': 'interimSocial',
        'LEB-2.2': 'draft',
        'LEB-2.3': 'approval',
        'LEB-2.4': 'publishManual',
        'LEB-2.5': 'proof',
      },
      'LEB-2.6': 'finalDraft',
    },
    runs: {
      interimSocial: ['2023-02-22 15:40 met'],
      draft: ['2023-02-27 09:10 met'],
      approval: ['2023-02-27 08:30 met'],
      publish: ['2023-02-27 08:35 void'],
      publishManual: ['2023-02-27 08:35 met'],
      proof: ['2023-02-27 08:46 met'],
      finalDraft: ['2023-03-20 17:00 running'],
    },
    violated: [],
  },
  'S-LEB-3 not ours on Friday evening: the next body has fresh clocks': {
    ...on,
    rows: [
      ...received('2023-03-17 15:20'),
      ['2023-03-17 15:50', 'competence.refused', { ...a1, comment: 'c' }],
      ['2023-03-20 08:30', 'case.rerouted', { ...a1, bodies: ['a2'] }],
      ['2023-03-20 08:30', 'assignment.received', { assignment: 'a2', body: 'b' }],
    ],
    now: '2023-03-20 09:31',
    checks: { 'LEB-3.1': 'notOurs', 'LEB-3.2': 'reroute', 'LEB-3.3': 'draft#2', 'LEB-3.4': 'notOurs#2' },
    runs: {
      notOurs: ['2023-03-20 08:20 met', '2023-03-20 09:30 expired'],
      reroute: ['2023-03-20 08:50 met'],
      draft: ['2023-03-20 09:50 void', '2023-03-20 11:00 running'],
    },
    violated: [],
  },
  'S-LEB-4 approved ten minutes before lunch, posted in time': {
    ...on,
    rows: approvedAt('2023-05-11 11:00', '2023-05-11 11:50', failed('2023-05-11 12:40'), postedByHand('2023-05-11 13:04')),
    now: '2023-05-12 12:00',
    checks: { 'LEB-4.1': 'publishManual' },
    runs: { publishManual: ['2023-05-11 13:05 met'] },
    violated: [],
  },
  'S-LEB-4 the same, posted five minutes late: counted from the approval, not from the failure': {
    ...on,
    rows: approvedAt('2023-05-11 11:00', '2023-05-11 11:50', failed('2023-05-11 12:40'), postedByHand('2023-05-11 13:10')),
    now: '2023-05-12 12:00',
    runs: { publishManual: ['2023-05-11 13:05 late'] },
    violated: ['publishManual'],
  },
  'S-LEB-4 approved a quarter of an hour before the close': {
    ...on,
    rows: approvedAt('2023-05-11 16:30', '2023-05-11 16:45', failed('2023-05-11 16:46')),
    now: '2023-05-11 17:00',
    checks: { 'LEB-4.2': 'publishManual' },
    runs: { publishManual: ['2023-05-11 17:00 running'] },
  },
  'S-LEB-4 approved ten minutes before the close': {
    ...on,
    rows: approvedAt('2023-05-11 11:29', '2023-05-11 16:50', failed('2023-05-11 16:51')),
    now: '2023-05-12 08:06',
    checks: { 'LEB-4.3': 'publishManual' },
    runs: { publishManual: ['2023-05-12 08:05 late'], approval: ['2023-05-11 13:29 late'] },
    violated: ['approval', 'publishManual'],
  },
  'S-LEB-6 replied outside the system before: the text is approved, the link attached, nothing posted again': {
    ...on,
    rows: [
      ...received('2025-06-11 15:00'),
      [
        '2025-06-11 15:40',
        'draft.submitted',
        { ...a1, draft: 'd1', kind: 'alreadyPublished', publishedAt: at('2025-06-11 11:20', 'LEB') },
      ],
      ['2025-06-16 08:15', 'draft.approved', { ...a1, draft: 'd1' }],
      ['2025-06-16 08:22', 'proof.attached', { ...a1, draft: 'd1' }],
    ],
    now: '2025-06-17 12:00',
    checks: { 'LEB-6.1': 'draft', 'LEB-6.2': 'approvalSoft', 'LEB-6.3': 'proofOutside' },
    runs: {
      draft: ['2025-06-16 09:30 met'],
      approvalSoft: ['2025-06-16 08:40 met'],
      proofOutside: ['2025-06-16 08:30 met'],
      publish: [],
      publishManual: [],
    },
    violated: [],
  },
  'S-LEB-7 the message is gone before posting: the confirmed end counts from the request': {
    ...on,
    rows: [...beforeTermination, ['2025-09-11 08:20', 'case.terminated', { ground: 'messageGone' }]],
    now: '2025-09-12 12:00',
    checks: { 'LEB-7.1': 'publishManual' },
    runs: { publishManual: ['2025-09-11 08:05 void'], draft: ['2025-09-11 08:30 met'] },
    violated: [],
  },
  'S-LEB-7 the same, declined: the quarter of an hour has run on': {
    ...on,
    rows: [...beforeTermination, ['2025-09-11 08:20', 'termination.declined', { ...a1, reason: 'r' }]],
    now: '2025-09-11 08:21',
    runs: { publishManual: ['2025-09-11 08:05 late'] },
    violated: ['publishManual'],
  },
};
