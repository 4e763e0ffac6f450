import { describe, expect, test } from 'vitest';
import { clocks } from '../../../lib/domain/cases/clocks.ts';
import { replay } from '../../../lib/domain/cases/evolve.ts';
import type { Body } from '../../../lib/domain/cases/model.ts';
import { previewOpenCase } from '../../../lib/domain/cases/preview.ts';
import { versionInForce } from '../../../lib/domain/regulations/in-force.ts';
import type { Profile } from '../../../lib/domain/regulations/profile.ts';
import { message, ref } from '../support/case-script.ts';
import { stageFor } from '../support/free-play.ts';
import { life } from '../support/life.ts';
import { everyRegulation, regulation } from '../support/regulations.ts';
import { at } from '../support/worktime.ts';

const tags = { topic: 'Дороги', location: 'Мира, 1', importance: 'ordinary' };
const lebyazhye = regulation('lebyazhye');
/** From 1 October 2025 a draft is due in an hour. */
const newer: Profile = {
  ...lebyazhye,
  version: '2025-10-01',
  effectiveFrom: '2025-10-01',
  clocks: lebyazhye.clocks.map((clock) =>
    clock.id === 'draft' ? { ...clock, limit: { kind: 'fixed', n: 60, u: 'wmin' } } : clock,
  ),
};

describe('versions', () => {
  test.each([
    ['the last second of the day before', '2025-09-30 23:59:59', lebyazhye.version],
    ['midnight of its first day in its own zone', '2025-10-01 00:00', newer.version],
    ['a year later', '2026-10-01 00:00', newer.version],
  ])('the one in force at %s is found whatever the order of the files', (_, when, version) => {
    for (const files of [
      [lebyazhye, newer],
      [newer, lebyazhye],
      [...everyRegulation(), newer],
    ]) {
      expect(versionInForce(files, 'lebyazhye', at(when))?.version).toBe(version);
    }
  });

  test('none is in force before the first, and none of an unknown regulation', () => {
    expect(versionInForce([lebyazhye, newer], 'lebyazhye', at('2023-06-29 23:59'))).toBeNull();
    expect(versionInForce([lebyazhye], 'moon', at('2025-10-01 00:00'))).toBeNull();
  });

  test('an open case keeps its own when a newer one is imported, whatever is done about it', () => {
    const before = life('lebyazhye');
    const after = life('lebyazhye', { context: { profiles: [newer, lebyazhye] } });
    for (const script of [before, after]) {
      script.give('2025-10-02 09:00', 'curator', 'open-case', { message, ...tags, bodies: ['roads'] });
      script.give('2025-10-02 09:10', 'executor@roads', 'refuse-competence', {
        assignment: script.share('roads'),
        comment: ref('c'),
      });
      script.give('2025-10-02 09:20', 'curator', 'reroute', { assignment: script.share('roads'), bodies: ['housing'] });
    }

    expect(after.case()).toEqual(before.case());
    expect(after.runs('draft', '2025-10-02 10:00')).toEqual(before.runs('draft', '2025-10-02 10:00'));
    expect(after.case().regulation).toEqual({ profile: 'lebyazhye', version: lebyazhye.version });
  });
});

describe('a body that follows another regulation', () => {
  /** The town follows one regulation, its parks another, its housing the same by name. */
  function town(script = stageFor(lebyazhye)) {
    const [any] = script.context.bodies as [Body];
    const bodies = [...script.context.bodies, { ...any, id: 'district' }].map((body) => {
      if (body.id === 'parks') return { ...body, regulation: 'omsk-municipal' };
      if (body.id === 'housing') return { ...body, regulation: 'lebyazhye' };
      return body.id === 'district' ? { ...body, regulation: 'barnaul' } : body;
    });
    return life('lebyazhye', { context: { bodies, profiles: [...everyRegulation(), newer] } });
  }
  const opening = { message, ...tags };

  test('puts the case under it by the first routing, and all limits are counted anew from the same events', () => {
    const script = town();
    script.give('09:00', 'curator', 'detect-message', { message });
    script.give('09:10', 'curator', 'classify-message', tags);
    expect(script.runs('routing', '09:10')).toEqual(['09-09 09:10 → 09-09 09:25 running']);
    script.give('09:20', 'curator', 'route', { bodies: ['parks'] });

    expect(script.case().regulation).toEqual({ profile: 'omsk-municipal', version: '2022-08-03' });
    expect(script.runs('routing', '09:20')).toEqual(['09-09 09:00 → 09-09 10:30 met']);
    expect(script.runs('draft', '09:20')).toEqual(['09-09 09:20 → 09-09 11:20 running']);
    script.give('09:30', 'executor@parks', 'refuse-competence', {
      ...{ assignment: script.share('parks'), comment: ref('c'), reasonCode: 'notLsg' },
    });
  });

  test('receives its assignment by the flow of its own regulation', () => {
    const script = town();
    script.give('09:00', 'curator', 'open-case', { ...opening, bodies: ['district'] });

    expect(script.stages()).toEqual(['district checking']);
  });

  test('has a case that reads the same anywhere once the regulation is in its events', () => {
    const script = town();
    script.give('09:00', 'curator', 'open-case', { ...opening, bodies: ['parks'] });
    const again = replay({ events: JSON.parse(JSON.stringify(script.case().events)) });

    expect(again).toEqual(script.case());
    expect(clocks(again, script.context(), at('2025-09-09 12:00')).map((one) => [one.clock, one.state])).toContainEqual([
      'draft',
      'late',
    ]);
  });

  test('keeps the town’s own where it is the same, and the version that was in force at the detection', () => {
    const script = town();
    script.give('2025-10-02 09:00', 'curator', 'open-case', { ...opening, bodies: ['roads', 'housing'] });

    expect(script.case().regulation.version).toBe(lebyazhye.version);
    expect(script.case().events.some((event) => 'regulation' in event.data && event.type === 'case.routed')).toBe(false);
  });

  test('cannot share a case with bodies of another one', () => {
    const refusal = { code: 'other-regulation', clause: '5(2), 8, 14, 20', detail: 'omsk-municipal' };

    expect(town().attempt('09:00', 'curator', 'open-case', { ...opening, bodies: ['roads', 'parks'] })).toEqual(refusal);
  });

  test('cannot take over a case that has been routed under another one: the change happens once', () => {
    const script = town();
    script.give('09:00', 'curator', 'open-case', { ...opening, bodies: ['roads'] });
    const assignment = script.share('roads');
    script.give('09:10', 'executor@roads', 'refuse-competence', { assignment, comment: ref('c') });
    const other = town();
    other.give('09:00', 'curator', 'open-case', { ...opening, bodies: ['parks'] });
    other.give('09:10', 'executor@parks', 'refuse-competence', {
      ...{ assignment: other.share('parks'), comment: ref('c'), reasonCode: 'notOurs' },
    });

    expect(script.attempt('09:20', 'curator', 'reroute', { assignment, bodies: ['parks'] })).toEqual({
      code: 'other-regulation',
      clause: '10',
      detail: 'omsk-municipal',
    });
    expect(other.attempt('09:20', 'curator', 'reroute', { assignment: other.share('parks'), bodies: ['roads'] })).toMatchObject({
      code: 'other-regulation',
      detail: 'lebyazhye',
    });
  });

  test('gets a linked case of the same message, which names the other one', () => {
    const script = town();
    script.give('09:00', 'curator', 'open-case', { ...opening, bodies: ['parks'], linked: ['case-0'] });

    expect(script.case().events[0]?.data.linked).toEqual(['case-0']);
  });

  test('shows its own limits before the case is sent', () => {
    const { context } = town();
    const shown = (bodies: string[]) =>
      previewOpenCase({ importance: 'ordinary', bodies }, context(), at('2025-09-09 09:00')).map((one) => one.clause);

    expect(shown(['parks'])).toContain('10-11');
    expect(shown(['roads'])).toContain('11, 17, 19');
  });
});
