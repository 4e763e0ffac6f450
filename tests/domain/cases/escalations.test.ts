import { describe, expect, test } from 'vitest';
import { escalations } from '../../../lib/domain/cases/escalations.ts';
import { at, CHECKS, contextOf, eventsOf, local, type Row, type Story } from '../support/scenario.ts';

function told(story: Omit<Story, 'now'>, now: string): string[] {
  const state = { events: eventsOf(story.rows, story.office) };
  return escalations(state, contextOf({ ...story, now }), at(now, story.office)).map(
    ({ escalation, to, clock, raisedAt, dueAt, doneAt }) =>
      `${escalation} ${clock ?? 'case'} → ${to.join('+')}: ${local(raisedAt, story.office)} → ${local(dueAt, story.office)} ${doneAt === null ? 'open' : local(doneAt, story.office)}`,
  );
}

describe('somebody above is told', () => {
  test('at once when the importance has risen, and only when it rises', () => {
    const rows: Row[] = [
      ['2025-09-10 09:15', 'message.detected', { kind: 'incident' }],
      ['2025-09-10 09:15', 'message.classified', { importance: 'high' }],
      ['2025-09-10 09:28', 'escalation.done', { escalation: 'highImportance', how: 'устно' }],
      ['2025-09-10 10:00', 'importance.set', { importance: 'ordinary' }],
      ['2025-09-10 12:55', 'importance.set', { importance: 'high' }],
    ];

    expect(told({ regulation: 'novorossiysk', office: 'NVR', rows }, '2025-09-10 13:00')).toEqual([
      `highImportance case → head: 2025-09-10 09:15 → ${CHECKS.get('NVR-2.10')?.result} 2025-09-10 09:28`,
      'highImportance case → head: 2025-09-10 12:55 → 2025-09-10 14:00 open',
    ]);
  });

  test('of a significant message: each of those whom the regulation names', () => {
    const rows: Row[] = [
      ['2025-06-11 15:40', 'notice.received', { critical: true }],
      ['2025-06-11 15:50', 'importance.set', { importance: 'social' }],
    ];

    expect(told({ regulation: 'barnaul', office: 'BAR', rows }, '2025-06-11 16:00')).toEqual([
      'significant case → head+deputyHead+apparatus: 2025-06-11 15:50 → 2025-06-16 08:05 open',
    ]);
  });

  test('of limits broken by a body, not of those broken by the curator himself', () => {
    const rows: Row[] = [
      ['2025-09-09 10:00', 'message.detected'],
      ['2025-09-09 10:00', 'message.classified', { importance: 'ordinary' }],
      ['2025-09-09 12:00', 'case.routed', { bodies: ['a1'] }],
      ['2025-09-09 12:00', 'assignment.received', { assignment: 'a1', body: 'a' }],
    ];
    const story = { regulation: 'omsk-regional', office: 'OMS', centre: 'OMC', rows } as const;

    expect(told(story, '2025-09-09 14:59')).toEqual([]);
    expect(told(story, '2025-09-09 15:01')).toEqual([
      'violation draft → governor+ministry: 2025-09-09 15:00 → 2025-09-10 15:00 open',
    ]);
  });
});
