import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTS } from '../../../lib/domain/cases/acts.ts';
import { factsOf } from '../../../lib/domain/cases/apply-event.ts';
import { clocks } from '../../../lib/domain/cases/clocks.ts';
import type { Command, CommandType, Decision } from '../../../lib/domain/cases/commands.ts';
import { decide } from '../../../lib/domain/cases/decide.ts';
import { replay } from '../../../lib/domain/cases/evolve.ts';
import type { Actor, Case, CaseEvent } from '../../../lib/domain/cases/model.ts';
import { stepsOfProfile } from '../../../lib/domain/cases/transitions.ts';
import { matches, parsePattern } from '../../../lib/domain/regulations/patterns.ts';
import { ASSIGNMENT_STATES, type Profile } from '../../../lib/domain/regulations/profile.ts';
import { type Offer, offersTo, type Stage, stageFor, take } from '../support/free-play.ts';
import { everyRegulation } from '../support/regulations.ts';
import { at } from '../support/worktime.ts';

/** What somebody might press next, seen from nowhere in particular: numbers choose among what the case then has. */
interface Press {
  pick: number;
  choice: number;
  minutes: number;
  /** An act of anybody about anything, offered or not. */
  wild: { type: CommandType; person: number; place: number } | null;
}

const TYPES = Object.keys(ACTS) as CommandType[];
const wild = fc.record({ type: fc.constantFrom(...TYPES), person: fc.nat(), place: fc.nat() });
const press: fc.Arbitrary<Press> = fc.record({
  pick: fc.nat(),
  choice: fc.nat({ max: 59 }),
  minutes: fc.integer({ min: 0, max: 200 }),
  wild: fc.option(wild, { freq: 3 }),
});
const presses = fc.array(press, { minLength: 15, maxLength: 45 });

interface Act {
  before: Case | null;
  after: Case | null;
  command: Command;
  actor: Actor;
  decision: Decision;
  now: number;
  offers: Offer[];
  isOffered: boolean;
}

/** Plays the presses and shows every act; nothing that is handed to the core can be changed by it. */
function play(stage: Stage, all: Press[], look: (act: Act) => void): Case | null {
  let state: Case | null = null;
  let now = at('2025-09-01 08:00');
  for (const [index, one] of all.entries()) {
    now += one.minutes * 60_000;
    const before: Case | null = frozen(state);
    const offers = offersTo(stage, before);
    const chosen = one.wild === null ? offers[one.pick % Math.max(1, offers.length)] : undefined;
    const offer = chosen ?? stray(stage, before, one);
    const { decision, after, command } = take(stage, before, offer, { id: `c${index}`, now, choice: one.choice });
    look({ before, after, command, actor: offer.actor, decision, now, offers, isOffered: chosen !== undefined });
    state = after;
  }
  return state;
}

/** Somebody's act that fits nothing in particular, but lacks nothing that a step of its kind asks for. */
function stray({ people, context }: Stage, state: Case | null, { wild: strayed, pick }: Press): Offer {
  const { type, person, place } = strayed ?? { type: 'open-case', person: pick, place: pick };
  const places = [null, ...(state?.assignments.map((one) => one.id) ?? []), 'elsewhere'];
  const assignment = ACTS[type].about === 'case' || ACTS[type].about === 'begin' ? null : (places[place % places.length] ?? null);
  const drafts = state?.assignments.find((one) => one.id === assignment)?.drafts ?? state?.drafts ?? [];
  const needs = stepsOfProfile(context.profile)
    .filter((step) => parsePattern(step.event).type === ACTS[type].event)
    .flatMap((step) => step.needs);
  const actor = people[person % people.length] as Actor;
  const kind = context.profile.replyKinds[place % context.profile.replyKinds.length] ?? null;
  const draft = drafts.at(-1)?.id ?? null;
  const escalation = context.profile.escalations[0]?.id ?? 'none';
  const details = type === 'report-escalation' ? { escalation } : {};
  return { actor, action: { command: type, assignment, draft, kind, details, needs, step: '', clause: '' } };
}

/** Writing into a frozen object throws: whoever is given one cannot change it unseen. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

/** An act of this actor with the same command about the same thing is a button of his; one that names no body's share is about the only one. */
function isAmong(offers: Offer[], actor: Actor, { type, args }: Command): boolean {
  const { assignment = null, draft, kind } = args as { assignment?: string | null; draft?: string; kind?: string };
  const isOfDraft = type === 'attach-proof' || (ACTS[type].about !== 'writing' && draft !== undefined);
  return offers.some(
    ({ actor: own, action }) =>
      own.personId === actor.personId &&
      action.command === type &&
      (action.assignment === assignment || assignment === null || ACTS[type].about === 'either' || type === 'route') &&
      (!isOfDraft || action.draft === draft || action.draft === null) &&
      (ACTS[type].about !== 'writing' || action.kind === kind || type === 'submit-part'),
  );
}

const STANDS_IN_THE_WAY = new Set(['not-your-role', 'not-your-body', 'wrong-stage', 'not-in-regulation']);

describe.each(everyRegulation())('under $profile $version', (profile) => {
  const stage = stageFor(profile);
  const run = (look: (act: Act) => void, numRuns: number) =>
    fc.assert(
      fc.property(presses, (all) => void play(stage, all, look)),
      { numRuns },
    );

  test('no sequence of acts leads where the flow does not, and no event is lost', () => {
    run(({ before, after, decision }) => {
      const events = decision.ok ? decision.events : [];
      expect(after?.events ?? []).toEqual([...(before?.events ?? []), ...events]);
      expect(new Set(after?.events.map((event) => event.id)).size).toBe(after?.events.length ?? 0);
      for (const { state } of [...(after ? [after] : []), ...(after?.assignments ?? [])])
        expect(ASSIGNMENT_STATES).toContain(state);
      for (const event of events) expect(isDeclared(profile, before, event), event.type).toBe(true);
    }, 25);
  });

  test('a case read again from its events is the case that was, and the facts of its clocks stand alike', () => {
    run(({ after }) => {
      if (!after) return;
      const facts = factsOf(profile, after.events);
      expect(replay({ events: JSON.parse(JSON.stringify(after.events)) })).toEqual(after);
      expect([...facts.assignments.values()].map((one) => [one.id, one.bodyId, one.state])).toEqual(
        after.assignments.map((one) => [one.id, one.bodyId, one.state]),
      );
      expect(facts.importance).toBe(after.importance);
    }, 25);
  });

  test('whoever is refused by role, body or stage had no such action offered, and whoever was heard had', () => {
    run(({ decision, offers, actor, command, isOffered }) => {
      if (decision.ok) expect(isAmong(offers, actor, command), command.type).toBe(true);
      else if (isOffered)
        expect(STANDS_IN_THE_WAY, `${command.type} ${JSON.stringify(decision.refusal)}`).not.toContain(decision.refusal.code);
    }, 25);
  });

  test('an act that is not allowed is refused with the clause, twice the same, and changes nothing', () => {
    const spoken = new Set(stepsOfProfile(profile).map((step) => parsePattern(step.event).type));
    run(({ before, after, decision, offers, actor, command, now }) => {
      if (isAmong(offers, actor, command)) return;
      const again = decide(before, command, actor, stage.context, now);
      expect(decision.ok, command.type).toBe(false);
      expect(after).toBe(before);
      expect(again).toEqual(decision);
      if (decision.ok || (before === null) !== (ACTS[command.type].about === 'begin')) return;
      const { code, clause } = decision.refusal;
      if (code === 'unknown-case') return;
      if (spoken.has(ACTS[command.type].event)) expect(clause, `${command.type} ${code}`).not.toBeNull();
      else expect(['not-in-regulation', 'unknown-case', 'unknown-draft', 'unknown-value', 'wrong-stage']).toContain(code);
    }, 25);
  });

  test('what a clock has come to never changes when time only passes', () => {
    fc.assert(
      fc.property(presses, fc.nat({ max: 5000 }), (all, minutes) => {
        const state = play(stage, all, () => {});
        const last = state?.events.at(-1)?.at ?? 0;
        if (!state) return;
        const early = clocks(state, stage.context, last);
        const later = clocks(state, stage.context, last + minutes * 60_000);

        expect(later.map((clock) => [clock.clock, clock.deadlineAt])).toEqual(
          early.map((clock) => [clock.clock, clock.deadlineAt]),
        );
        for (const [index, clock] of early.entries()) {
          if (clock.state !== 'running') expect(later[index]?.state).toBe(clock.state);
          if (clock.state === 'running') expect(clock.stoppedAt).toBeNull();
          expect(clock.limitMinutes).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 20 },
    );
  });
});

/** Did a step of the flow lead from where the named assignment stood to where the event says it led? */
function isDeclared(profile: Profile, before: Case | null, event: CaseEvent): boolean {
  if (event.type === 'draft.saved' || event.type === 'escalation.done') return event.data.to === 'same';
  const was = before?.assignments.find((one) => one.id === event.assignment)?.state;
  const steps = profile.flow.filter((step) => matches(step.event, event) && step.to === event.data.to);
  return (
    steps.some((step) => was === undefined || step.from === 'any' || step.from.includes(was)) || isSecond(event, steps.length)
  );
}

/** An event that follows another of the same command: a proof with its publication. */
function isSecond(event: CaseEvent, steps: number): boolean {
  return steps > 0 && !event.id.endsWith(':0');
}
