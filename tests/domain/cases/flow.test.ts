import { describe, expect, test } from 'vitest';
import { factsOf } from '../../../lib/domain/cases/apply-event.ts';
import { attributesOf } from '../../../lib/domain/cases/attributes.ts';
import { isWholeCase } from '../../../lib/domain/cases/facts.ts';
import { stepsOfProfile } from '../../../lib/domain/cases/transitions.ts';
import { regulation } from '../support/regulations.ts';
import { eventsOf, type Row } from '../support/scenario.ts';

const office = 'OMS';
const when = '2025-09-09 10:00';
const routed = (...bodies: string[]): Row[] => [
  [when, 'message.detected'],
  [when, 'message.classified', { importance: 'ordinary' }],
  [when, 'case.routed', { bodies }],
  ...bodies.map((assignment): Row => [when, 'assignment.received', { assignment }]),
];

function facts(name: string, rows: Row[]) {
  return factsOf(regulation(name), eventsOf(rows, office));
}

function states(name: string, rows: Row[]): Record<string, string> {
  return Object.fromEntries([...facts(name, rows).assignments.values()].map((one) => [one.id, one.state]));
}

describe('steps', () => {
  test('of an escalation are its role’s in any state', () => {
    expect(stepsOfProfile(regulation('novorossiysk')).find((step) => step.id === 'highImportance')).toMatchObject({
      by: 'controller',
      from: 'any',
      to: 'same',
      event: 'escalation.done{escalation=highImportance}',
    });
  });

  test('that agree a term are of one body where each answers for itself, else of the whole case', () => {
    expect(isWholeCase('extension.agreed', regulation('lebyazhye'))).toBe(false);
    expect(isWholeCase('extension.agreed', regulation('omsk-regional'))).toBe(true);
  });
});

describe('an event of the whole case', () => {
  const oneIsFurther: Row[] = [...routed('a1', 'a2'), [when, 'part.submitted', { assignment: 'a1' }]];

  test('moves every open body, one that has given the message back too', () => {
    const rows: Row[] = [
      ...oneIsFurther,
      [when, 'competence.refused', { assignment: 'a2' }],
      [when, 'case.refused', { ground: 'abuse' }],
    ];

    expect(states('omsk-regional', rows)).toEqual({ a1: 'refused', a2: 'refused' });
  });

  test('ends the case even when it names one body', () => {
    expect(states('omsk-regional', [...oneIsFurther, [when, 'case.refused', { assignment: 'a1', ground: 'abuse' }]])).toEqual({
      a1: 'refused',
      a2: 'refused',
    });
  });

  test('leaves what has been published where every body answers for itself', () => {
    const rows: Row[] = [
      ...routed('a1', 'a2'),
      [when, 'draft.submitted', { assignment: 'a1', kind: 'final' }],
      [when, 'draft.approved', { assignment: 'a1' }],
      [when, 'reply.published', { assignment: 'a1', mode: 'auto' }],
      [when, 'case.refused', { ground: 'abuse' }],
    ];

    expect(states('lebyazhye', rows)).toEqual({ a1: 'published', a2: 'refused' });
  });

  test('hands the case over wherever it is told to have gone', () => {
    expect(states('omsk-regional', [...routed('a1'), [when, 'handover.done', { to: 'прокуратура', reason: 'r' }]])).toEqual({
      a1: 'handedOver',
    });
  });
});

describe('the final of a consolidated reply', () => {
  test('closes what the others still have in hand', () => {
    const rows: Row[] = [
      ...routed('a1', 'a2'),
      [when, 'draft.submitted', { assignment: 'a1', kind: 'final' }],
      [when, 'draft.approved', { assignment: 'a1' }],
      [when, 'reply.published', { assignment: 'a1', mode: 'auto' }],
    ];

    expect(states('omsk-regional', rows)).toEqual({ a1: 'published', a2: 'closed' });
  });

  test('written by the controller himself is of the whole case, and so is what follows it', () => {
    const parts: Row[] = [
      [when, 'notice.received', { critical: true }],
      [when, 'case.routed', { bodies: ['a1', 'a2'] }],
      ...['a1', 'a2'].flatMap((assignment): Row[] => [
        [when, 'assignment.received', { assignment }],
        [when, 'competence.confirmed', { assignment }],
        [when, 'part.submitted', { assignment }],
      ]),
      [when, 'draft.submitted', { kind: 'final', what: 'consolidated' }],
    ];
    const statesAfter = (...rows: Row[]) => states('barnaul', [...parts, ...rows]);

    expect(statesAfter()).toEqual({ a1: 'approved', a2: 'approved' });
    expect(statesAfter([when, 'reply.placed'])).toEqual({ a1: 'loaded', a2: 'loaded' });
    expect(statesAfter([when, 'reply.placed'], [when, 'reply.returned', { reason: 'r' }])).toEqual({
      a1: 'approving',
      a2: 'approving',
    });
    expect(statesAfter([when, 'reply.placed'], [when, 'reply.published', { mode: 'auto' }])).toEqual({
      a1: 'published',
      a2: 'published',
    });
  });
});

describe('attributes', () => {
  const ask = (name: string, rows: Row[], attribute: string, assignment: string | null) =>
    attributesOf(regulation(name), facts(name, rows), { assignment, draft: null }, null)(attribute);

  test('the only body left leads, whoever was named before', () => {
    const rows: Row[] = [
      ...routed('a1', 'a2'),
      [when, 'lead.named', { lead: 'a1' }],
      [when, 'case.withoutBody', { assignment: 'a1', reason: 'r' }],
    ];

    expect(ask('omsk-regional', rows.slice(0, -1), 'leads', 'a2')).toBe(false);
    expect(ask('omsk-regional', rows, 'leads', 'a2')).toBe(true);
  });

  test('parts are waited for also from a body that gave the message back, not from one that was dropped', () => {
    const rows: Row[] = [
      ...routed('a1', 'a2', 'a3'),
      [when, 'lead.named', { lead: 'a1' }],
      [when, 'part.submitted', { assignment: 'a2' }],
      [when, 'part.approved', { assignment: 'a2' }],
      [when, 'competence.refused', { assignment: 'a3' }],
    ];
    const dropped: Row = [when, 'case.withoutBody', { assignment: 'a3', reason: 'r' }];

    expect(ask('omsk-regional', rows, 'allPartsApproved', 'a1')).toBe(false);
    expect(ask('omsk-regional', [...rows, dropped], 'allPartsApproved', 'a1')).toBe(true);
    expect(ask('alatyr', rows, 'allParts', 'a1')).toBe(true);
  });

  test('a part sent again is not approved any more', () => {
    const rows: Row[] = [
      ...routed('a1', 'a2'),
      [when, 'part.submitted', { assignment: 'a2' }],
      [when, 'part.approved', { assignment: 'a2' }],
      [when, 'part.submitted', { assignment: 'a2' }],
    ];

    expect(ask('omsk-regional', rows.slice(0, -1), 'allPartsApproved', 'a1')).toBe(true);
    expect(ask('omsk-regional', rows, 'allPartsApproved', 'a1')).toBe(false);
  });

  test('two bodies make a case of several for good, one in place of another does not', () => {
    const rerouted: Row[] = [
      ...routed('a1'),
      [when, 'competence.refused', { assignment: 'a1' }],
      [when, 'case.rerouted', { assignment: 'a1', bodies: ['a2'] }],
    ];

    expect(ask('omsk-regional', rerouted, 'multiBody', null)).toBe(false);
    const several: Row[] = [...routed('a1', 'a2'), [when, 'case.withoutBody', { assignment: 'a2', reason: 'r' }]];
    expect(ask('omsk-regional', several, 'multiBody', null)).toBe(true);
  });

  test('a name told as one field or as a field inside a field is the same', () => {
    const flat: Row[] = [[when, 'message.classified', { 'author.nameConfirmed': true }]];
    const nested: Row[] = [[when, 'message.classified', { author: { nameConfirmed: true } }]];

    expect(ask('novorossiysk', flat, 'author.nameConfirmed', null)).toBe(true);
    expect(ask('novorossiysk', nested, 'author.nameConfirmed', null)).toBe(true);
  });
});
