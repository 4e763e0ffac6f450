import type { Row, Story } from '../../support/scenario.ts';

const on = { regulation: 'alatyr', office: 'ALA' } as const;
const a1 = { assignment: 'a1' };

const agreed = (when: string, kind: string, assignment = 'a1'): Row => [when, 'deputy.agreed', { assignment, kind }];
const sent = (when: string, kind: string, assignment = 'a1'): Row => [when, 'draft.submitted', { assignment, kind }];
const posted = (when: string, kind: string, assignment = 'a1'): Row => [when, 'reply.published', { assignment, kind }];

function received(found: string, when = found): Row[] {
  return [
    [found, 'message.detected'],
    [when, 'message.classified', { importance: 'ordinary' }],
    [when, 'case.routed', { bodies: ['a1'] }],
    [when, 'assignment.received', { ...a1, body: 'a' }],
  ];
}

/** A draft sent by the hour that the mark lands on, or a minute past it. */
function onTheMark(when: string, runs: Story['runs'], violated: string[], checks?: Story['checks']): Story {
  return {
    ...on,
    rows: [...received('2025-09-15 11:00'), agreed(when, 'final'), sent(when, 'final')],
    now: '2025-09-16 09:00',
    ...(checks ? { checks } : {}),
    ...(runs ? { runs } : {}),
    violated,
  };
}

export const alatyr: Record<string, Story> = {
  'S-ALA-1 given back, a new executor, the eight hours go on': {
    ...on,
    rows: [
      ['2025-09-09 09:20', 'message.detected'],
      ['2025-09-09 09:25', 'message.classified', { importance: 'ordinary' }],
      ['2025-09-09 09:40', 'case.routed', { bodies: ['a1'] }],
      ['2025-09-09 09:40', 'assignment.received', { ...a1, body: 'a' }],
      ['2025-09-09 10:05', 'competence.refused', { ...a1, comment: 'c' }],
      ['2025-09-09 10:18', 'case.rerouted', { ...a1, bodies: ['a2'] }],
      ['2025-09-09 10:18', 'assignment.received', { assignment: 'a2', body: 'b' }],
      agreed('2025-09-09 15:00', 'final', 'a2'),
      sent('2025-09-09 15:10', 'final', 'a2'),
      posted('2025-09-09 15:55', 'final', 'a2'),
    ],
    now: '2025-09-12 12:00',
    checks: {
      ...{ 'ALA-1.1': 'reply', 'ALA-1.2': 'draft', 'ALA-1.3': 'notOurs', 'ALA-1.4': 'reroute', 'ALA-1.5': 'notOurs#2' },
      'ALA-1.6': 'publish',
    },
    runs: {
      reply: ['2025-09-10 09:20 met'],
      draft: ['2025-09-09 15:20 met'],
      notOurs: ['2025-09-09 10:10 met', '2025-09-09 10:48 expired'],
      reroute: ['2025-09-09 10:20 met'],
      publish: ['2025-09-09 16:10 met'],
      routing: ['2025-09-09 09:50 met'],
    },
    violated: [],
  },
  'S-ALA-2 the mark lands on an opening: sent the evening before': onTheMark(
    '2025-09-15 17:30',
    { draft: ['2025-09-16 08:00 met'] },
    [],
    { 'ALA-2.1': 'reply', 'ALA-2.2': 'draft' },
  ),
  'S-ALA-2 sent at the opening itself': onTheMark('2025-09-16 08:00', { draft: ['2025-09-16 08:00 met'] }, []),
  'S-ALA-2 sent a minute after it: late, by calendar hours as well': onTheMark(
    '2025-09-16 08:01',
    { draft: ['2025-09-16 08:00 late'] },
    ['draft'],
  ),
  'S-ALA-4 three executors one after another: the third part is due after the mark': {
    ...on,
    rows: [
      ['2024-02-21 13:00', 'message.detected'],
      ['2024-02-21 13:00', 'message.classified', { importance: 'ordinary' }],
      ['2024-02-21 13:10', 'case.routed', { bodies: ['a1', 'a2', 'a3'], order: 'sequential' }],
      ['2024-02-21 13:10', 'assignment.received', { ...a1, body: 'a' }],
      ['2024-02-21 15:00', 'part.submitted', a1],
      ['2024-02-21 15:05', 'assignment.received', { assignment: 'a2', body: 'b' }],
      ['2024-02-21 16:40', 'part.submitted', { assignment: 'a2' }],
      ['2024-02-21 16:45', 'assignment.received', { assignment: 'a3', body: 'c' }],
    ],
    now: '2024-02-21 16:50',
    checks: { 'ALA-4.1': 'reply', 'ALA-4.2': 'draft', 'ALA-4.3': 'part', 'ALA-4.4': 'part#2', 'ALA-4.5': 'part#3' },
    runs: {
      reply: ['2024-02-22 12:00 running'],
      draft: ['2024-02-22 09:00 running'],
      part: ['2024-02-21 15:10 met', '2024-02-22 08:05 met', '2024-02-22 09:45 running'],
    },
    violated: [],
  },
  'S-ALA-5 an interim before New Year, a working Saturday among the seven days': {
    ...on,
    rows: [
      ...received('2024-12-26 15:00'),
      agreed('2024-12-27 10:20', 'interim'),
      sent('2024-12-27 10:30', 'interim'),
      posted('2024-12-27 11:10', 'interim'),
      agreed('2025-01-16 16:00', 'final'),
      sent('2025-01-16 16:30', 'final'),
      posted('2025-01-17 08:30', 'final'),
    ],
    now: '2025-01-20 12:00',
    checks: { 'ALA-5.1': 'reply', 'ALA-5.2': 'draft', 'ALA-5.3': 'publish', 'ALA-5.4': 'finalDraft', 'ALA-5.5': 'publish#2' },
    runs: {
      reply: ['2024-12-27 15:00 met'],
      draft: ['2024-12-27 11:00 met'],
      publish: ['2024-12-27 11:30 met', '2025-01-17 08:30 met'],
      finalDraft: ['2025-01-16 17:00 met'],
    },
    violated: [],
  },
  'S-ALA-6 a request to the author meets the mark and stops no clock': {
    ...on,
    rows: [
      ...received('2026-03-16 08:00'),
      agreed('2026-03-16 09:20', 'clarification'),
      sent('2026-03-16 09:30', 'clarification'),
      posted('2026-03-16 10:05', 'clarification'),
      ['2026-03-16 15:40', 'clarification.answered', a1],
      agreed('2026-03-16 15:45', 'final'),
      sent('2026-03-16 15:50', 'final'),
    ],
    now: '2026-03-16 16:40',
    checks: { 'ALA-6.1': 'reply', 'ALA-6.2': 'draft', 'ALA-6.3': 'publish' },
    runs: {
      reply: ['2026-03-16 17:00 running'],
      draft: ['2026-03-16 14:00 met'],
      publish: ['2026-03-16 10:30 met', '2026-03-16 16:50 running'],
    },
    violated: [],
  },
  'S-ALA-7 found on Sunday of a long week-end': {
    ...on,
    rows: [['2023-11-05 20:15', 'message.detected']],
    now: '2023-11-07 08:31',
    checks: { 'ALA-7.1': 'reply', 'ALA-7.2': 'draft', 'ALA-7.3': 'routing' },
    runs: { routing: ['2023-11-07 08:30 late'] },
    violated: [],
  },
};
