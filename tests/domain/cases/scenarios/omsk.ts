import type { Row, Story } from '../../support/scenario.ts';

const on = { regulation: 'omsk-regional', office: 'OMS', centre: 'OMC' } as const;
const a1 = { assignment: 'a1' };
const about = (kind: string) => ({ ...a1, draft: kind, kind });

function sentAt(found: string, when: string, data: Record<string, unknown> = {}): Row[] {
  return [
    [found, 'message.detected'],
    [found, 'message.classified', { importance: 'ordinary' }],
    [when, 'case.routed', { bodies: ['a1'], ...data }],
    [when, 'assignment.received', { ...a1, body: 'a' }],
  ];
}

const interimPosted = (sent: string, posted: string): Row[] => [
  [sent, 'draft.submitted', about('interim')],
  [posted, 'draft.approved', about('interim')],
  [posted, 'reply.published', { ...about('interim'), mode: 'auto' }],
];

export const omsk: Record<string, Story> = {
  'S-OMS-1 two schedules in one case': {
    ...on,
    rows: [
      ...sentAt('2025-09-09 10:15', '2025-09-09 11:30'),
      ['2025-09-09 14:20', 'draft.submitted', about('final')],
      ['2025-09-09 15:00', 'draft.returned', about('final')],
      ['2025-09-09 15:45', 'draft.submitted', about('final')],
      ['2025-09-09 16:30', 'draft.approved', about('final')],
      ['2025-09-09 16:30', 'reply.published', { ...about('final'), mode: 'auto' }],
    ],
    now: '2025-09-12 12:00',
    checks: {
      ...{ 'OMS-1.1': 'routing', 'OMS-1.2': 'notOurs', 'OMS-1.3': 'draft', 'OMS-1.4': 'approval', 'OMS-1.5': 'rework' },
      'OMS-1.6': 'approval#2',
    },
    runs: {
      routing: ['2025-09-09 11:45 met'],
      notOurs: ['2025-09-09 12:00 expired'],
      draft: ['2025-09-09 14:30 met'],
      approval: ['2025-09-09 15:20 met', '2025-09-09 16:45 met'],
      rework: ['2025-09-09 16:00 met'],
      publishAuto: ['2025-09-09 16:45 met'],
    },
    violated: [],
  },
  'S-OMS-1 had the draft come at 17:30, the curator’s own hours would count': {
    ...on,
    rows: [...sentAt('2025-09-09 15:30', '2025-09-09 16:00'), ['2025-09-09 17:30', 'draft.submitted', about('final')]],
    now: '2025-09-10 09:20',
    checks: { 'OMS-1.7': 'approval' },
    runs: { approval: ['2025-09-10 09:30 running'] },
  },
  'S-OMS-2 found after hours before four days off: both readings agree': {
    ...on,
    rows: sentAt('2023-02-22 19:40', '2023-02-27 09:20'),
    now: '2023-02-27 09:30',
    checks: { 'OMS-2.1': 'routing', 'OMS-2.3': 'draft' },
    runs: { routing: ['2023-02-27 10:30 met'], draft: ['2023-02-27 11:20 running'] },
  },
  'S-OMS-3 found before the opening, sent at 10:50: red, but no violation': {
    ...on,
    rows: sentAt('2025-09-09 07:50', '2025-09-09 10:50'),
    now: '2025-09-09 11:00',
    checks: { 'OMS-3.1': 'routing', 'OMS-3.2': 'routing~' },
    runs: { routing: ['2025-09-09 10:30 late'] },
    violated: [],
  },
  'S-OMS-3 the same, sent a minute after the other reading too': {
    ...on,
    rows: sentAt('2025-09-09 07:50', '2025-09-10 10:31'),
    now: '2025-09-10 11:00',
    violated: ['routing'],
  },
  'S-OMS-3 lunch is not out of hours': {
    ...on,
    rows: sentAt('2025-09-09 13:20', '2025-09-09 15:31'),
    now: '2025-09-09 15:40',
    checks: { 'OMS-3.3': 'routing' },
    runs: { routing: ['2025-09-09 15:30 late'] },
    violated: ['routing'],
  },
  'S-OMS-5 an interim and up to eight hours over a week-end': {
    ...on,
    rows: [...sentAt('2025-09-12 13:30', '2025-09-12 13:50'), ...interimPosted('2025-09-12 14:55', '2025-09-12 15:10')],
    now: '2025-09-15 16:11',
    checks: { 'OMS-5.1': 'draft', 'OMS-5.2': 'finalDraft' },
    runs: { draft: ['2025-09-12 16:00 met'], finalDraft: ['2025-09-15 16:10 late'] },
    violated: ['finalDraft'],
  },
  'S-OMS-6 measures needed: eight working days for the reply over New Year': {
    ...on,
    rows: [
      ...sentAt('2025-12-26 10:00', '2025-12-26 10:30'),
      ...interimPosted('2025-12-26 11:30', '2025-12-26 12:00'),
      ['2025-12-26 12:30', 'extension.agreed', { extension: 'measures', measures: ['m'] }],
      ['2026-01-19 17:00', 'draft.submitted', about('final')],
    ],
    now: '2026-01-19 17:46',
    checks: { 'OMS-6.1': 'finalReply', 'OMS-6.2': 'approval#2' },
    runs: {
      finalDraft: ['2025-12-29 13:00 met'],
      finalReply: ['2026-01-19 17:45 late'],
      approval: ['2025-12-26 12:30 met', '2026-01-19 18:00 running'],
    },
    violated: ['finalReply'],
  },
  'S-OMS-8 annex 3: given back on a working Saturday': {
    ...on,
    regulation: 'omsk-municipal',
    rows: [
      ...sentAt('2025-11-01 15:30', '2025-11-01 16:30'),
      ['2025-11-01 16:40', 'competence.refused', { ...a1, comment: 'c', reasonCode: 'notLsg' }],
    ],
    now: '2025-11-05 10:11',
    checks: { 'OMS-8.1': 'notOurs', 'OMS-8.2': 'draft', 'OMS-8.3': 'reroute' },
    runs: { notOurs: ['2025-11-05 08:45 met'], draft: ['2025-11-05 10:15 void'], reroute: ['2025-11-05 10:10 late'] },
    violated: [],
  },
  'S-OMS-9 a repeat, found on a short day': {
    ...on,
    rows: [['2026-06-11 16:20', 'message.detected']],
    now: '2026-06-15 09:50',
    checks: { 'OMS-9.1': 'routing' },
    runs: { routing: ['2026-06-15 09:50 running'] },
  },
};
