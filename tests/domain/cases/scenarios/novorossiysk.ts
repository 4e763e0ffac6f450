import type { Row, Story } from '../../support/scenario.ts';

const on = { regulation: 'novorossiysk', office: 'NVR' } as const;
const a1 = { assignment: 'a1' };
const about = (kind: string) => ({ ...a1, draft: kind, kind });

function distributed(found: string, registered: string, when: string, data: Record<string, unknown> = {}): Row[] {
  return [
    [found, 'message.detected', { kind: 'incident' }],
    [found, 'message.classified', { topic: 't', ...data }],
    [registered, 'message.registered', { sedNumber: 'n' }],
    [when, 'case.routed', { bodies: ['a1'] }],
    [when, 'assignment.received', { ...a1, body: 'a' }],
  ];
}

export const novorossiysk: Record<string, Story> = {
  'S-NVR-1 the full ordinary path': {
    ...on,
    rows: [
      ...distributed('2025-09-09 10:00', '2025-09-09 10:20', '2025-09-09 10:45'),
      ['2025-09-09 15:30', 'draft.submitted', about('final')],
      ['2025-09-09 15:55', 'draft.returned', about('final')],
      ['2025-09-09 16:40', 'draft.submitted', about('final')],
      ['2025-09-09 17:05', 'draft.approved', about('final')],
      ['2025-09-09 17:20', 'reply.loaded', about('final')],
      ['2025-09-09 17:45', 'reply.published', about('final')],
    ],
    now: '2025-09-12 12:00',
    checks: {
      ...{ 'NVR-1.1': 'reply', 'NVR-1.2': 'draft', 'NVR-1.3': 'register', 'NVR-1.4': 'routing', 'NVR-1.5': 'approval' },
      ...{ 'NVR-1.6': 'rework', 'NVR-1.7': 'approval#2', 'NVR-1.8': 'load', 'NVR-1.9': 'publish' },
    },
    runs: {
      reply: ['2025-09-10 09:50 met'],
      draft: ['2025-09-09 15:50 met'],
      register: ['2025-09-09 10:30 met'],
      routing: ['2025-09-09 10:50 met'],
      approval: ['2025-09-09 16:00 met', '2025-09-09 17:10 met'],
      rework: ['2025-09-09 16:55 met'],
      load: ['2025-09-09 17:35 met'],
      publish: ['2025-09-09 17:50 met'],
      part: [],
    },
    violated: [],
  },
  'S-NVR-2 increased importance: four hours and halves': {
    ...on,
    rows: [
      ...distributed('2025-09-10 09:15', '2025-09-10 09:30', '2025-09-10 09:40', { importance: 'high' }),
      ['2025-09-10 11:30', 'draft.submitted', about('final')],
      ['2025-09-10 11:40', 'draft.returned', about('final')],
      ['2025-09-10 12:05', 'draft.submitted', about('final')],
      ['2025-09-10 12:15', 'draft.approved', about('final')],
      ['2025-09-10 12:28', 'reply.loaded', about('final')],
      ['2025-09-10 12:40', 'reply.published', about('final')],
    ],
    now: '2025-09-12 12:00',
    checks: {
      ...{ 'NVR-2.1': 'reply', 'NVR-2.2': 'draft', 'NVR-2.3': 'register', 'NVR-2.4': 'routing', 'NVR-2.5': 'approval' },
      ...{ 'NVR-2.6': 'rework', 'NVR-2.7': 'approval#2', 'NVR-2.8': 'load', 'NVR-2.9': 'publish' },
    },
    runs: { reply: ['2025-09-10 14:05 met'], draft: ['2025-09-10 11:45 met'], rework: ['2025-09-10 12:10 met'] },
    violated: [],
  },
  'S-NVR-4 a consolidated reply of high importance: the parts are capped by the mark': {
    ...on,
    rows: [
      ['2026-02-24 14:00', 'message.detected', { kind: 'incident' }],
      ['2026-02-24 14:00', 'message.classified', { importance: 'high' }],
      ['2026-02-24 14:25', 'message.registered'],
      ['2026-02-24 14:50', 'case.routed', { bodies: ['a1', 'a2', 'a3'] }],
      ['2026-02-24 14:50', 'assignment.received', { assignment: 'a1', body: 'a' }],
      ['2026-02-24 14:50', 'assignment.received', { assignment: 'a2', body: 'b' }],
      ['2026-02-24 14:50', 'assignment.received', { assignment: 'a3', body: 'c' }],
      ['2026-02-24 15:30', 'part.submitted', { assignment: 'a1' }],
      ['2026-02-24 16:40', 'part.submitted', { assignment: 'a2' }],
    ],
    now: '2026-02-24 16:51',
    checks: { 'NVR-4.1': 'reply', 'NVR-4.2': 'draft', 'NVR-4.3': 'part~' },
    runs: {
      part: ['2026-02-24 16:30 met', '2026-02-24 16:30 late', '2026-02-24 16:30 late'],
      draft: ['2026-02-24 16:30 late'],
    },
    // The draft may still be an interim, which has until the end of the four hours (N8); the part past its own two hours is a violation.
    violated: ['part'],
  },
  'S-NVR-5 an interim over the May holidays, seven working days': {
    ...on,
    rows: [
      ...distributed('2025-04-30 16:10', '2025-04-30 16:30', '2025-04-30 16:50'),
      ['2025-05-05 13:55', 'draft.submitted', about('interim')],
      ['2025-05-05 14:10', 'draft.approved', about('interim')],
      ['2025-05-05 14:20', 'reply.loaded', about('interim')],
      ['2025-05-05 14:30', 'reply.published', about('interim')],
    ],
    now: '2025-05-16 14:01',
    checks: { 'NVR-5.1': 'reply', 'NVR-5.2': 'draft', 'NVR-5.3': 'final', 'NVR-5.4': 'finalDraft' },
    runs: {
      reply: ['2025-05-05 17:00 met'],
      draft: ['2025-05-05 14:00 met'],
      final: ['2025-05-16 17:00 running'],
      finalDraft: ['2025-05-16 14:00 late'],
    },
    violated: [],
  },
  'S-NVR-7 a promise moved: the author is told by a follow-up': {
    ...on,
    rows: [
      ...distributed('2025-06-03 10:00', '2025-06-03 10:10', '2025-06-03 10:20'),
      ['2025-06-03 11:00', 'draft.submitted', about('final')],
      ['2025-06-03 11:10', 'draft.approved', about('final')],
      ['2025-06-03 11:20', 'reply.loaded', about('final')],
      ['2025-06-03 11:30', 'reply.published', about('final')],
      ['2025-06-20 11:00', 'term.changed', { ...a1, newTerm: 'июль 2025', controllerAgreed: true }],
      ['2025-06-23 10:00', 'draft.submitted', about('followUp')],
      ['2025-06-23 10:20', 'draft.approved', about('followUp')],
      ['2025-06-23 10:30', 'reply.loaded', about('followUp')],
      ['2025-06-23 10:40', 'reply.published', about('followUp')],
    ],
    now: '2025-06-25 12:00',
    checks: { 'NVR-7.1': 'followUp', 'NVR-7.2': 'approval#2' },
    runs: {
      followUp: ['2025-06-23 11:50 met'],
      approval: ['2025-06-03 11:30 met', '2025-06-23 10:30 met'],
      reply: ['2025-06-04 09:50 met'],
    },
    violated: [],
  },
};
