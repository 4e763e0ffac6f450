import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowedActions } from '../../../lib/domain/cases/allowed-actions.ts';
import { factsOf } from '../../../lib/domain/cases/apply-event.ts';
import { clocks } from '../../../lib/domain/cases/clocks.ts';
import type { Command, CommandArgs, CommandType } from '../../../lib/domain/cases/commands.ts';
import { decide } from '../../../lib/domain/cases/decide.ts';
import { evolve, replay } from '../../../lib/domain/cases/evolve.ts';
import type { Actor, Assignment, Case, CaseEvent } from '../../../lib/domain/cases/model.ts';
import { caseId } from '../../../lib/domain/ids.ts';
import { matches } from '../../../lib/domain/regulations/patterns.ts';
import { context, curator, executor, message, neighbour, ref, stored } from '../support/case-script.ts';
import { at } from '../support/worktime.ts';

/** What a person might press next, seen from nowhere in particular: numbers choose among what the case then has. */
interface Press {
  type: CommandType;
  actor: Actor;
  minutes: number;
  choice: number;
  kind: string;
  isWild: boolean;
}

const stranger: Actor = { personId: 'nobody', roles: [], bodyId: 'roads' };
const TYPES: CommandType[] = [
  ...([
    'open-case',
    'set-importance',
    'refuse-competence',
    'reroute',
    'close-without-body',
    'save-draft',
    'submit-draft',
    'submit-draft',
  ] as const),
  ...([
    'approve-draft',
    'approve-draft',
    'return-draft',
    'report-publish-failure',
    'record-publication',
    'record-publication',
    'attach-proof',
  ] as const),
];

const presses: fc.Arbitrary<Press[]> = fc.array(
  fc.record({
    type: fc.constantFrom(...TYPES),
    actor: fc.constantFrom(curator, curator, executor, executor, executor, neighbour, stranger),
    minutes: fc.integer({ min: 0, max: 300 }),
    choice: fc.nat({ max: 60 }),
    kind: fc.constantFrom('final', 'final', 'interim', 'alreadyPublished', 'followUp', 'poem'),
    isWild: fc.integer({ min: 0, max: 3 }).map((chance) => chance === 0),
  }),
  { minLength: 10, maxLength: 60 },
);

/** Most presses are of buttons that are there for somebody, so that a walk gets far; the wild ones are of anything by anybody. */
function steered(press: Press, state: Case | null): { press: Press; assignment: Assignment | undefined } {
  const all = state?.assignments ?? [];
  const any = all[press.choice % Math.max(1, all.length)];
  if (press.isWild || !state) return { press, assignment: any };
  const offers = [curator, executor, neighbour].flatMap((actor) =>
    allowedActions(state, actor, context).map((action) => ({ actor, action })),
  );
  const offer = offers[press.choice % Math.max(1, offers.length)];
  if (!offer) return { press, assignment: any };
  const { command: type, kind } = offer.action;
  const assignment = all.find((one) => one.id === offer.action.assignment) ?? any;
  return { press: { ...press, type, actor: offer.actor, kind: kind ?? press.kind }, assignment };
}

function commandOf(press: Press, assignment: Assignment | undefined, id: string, now: number): Command {
  const common = { id, caseId: caseId('case-1'), occurredAt: now, texts: [stored(`t-${id}`)] };
  return { ...common, type: press.type, args: argsOf(press, assignment, `t-${id}`, now) } as Command;
}

function argsOf(
  { type, choice, kind, isWild }: Press,
  assignment: Assignment | undefined,
  textId: string,
  now: number,
): CommandArgs[CommandType] {
  const id = isWild && choice === 0 ? 'elsewhere' : (assignment?.id ?? 'none');
  const inWork = assignment?.drafts.find((one) => one.publication === null);
  const draft = isWild && choice === 1 ? 'other' : (inWork?.id ?? `d-${textId}`);
  const newest = inWork?.versions.findLast((version) => version.submitted)?.text.id ?? 'none';
  const about = { assignment: id, draft };
  const bodies = choice % 3 === 0 ? ['roads', 'housing'] : choice % 3 === 1 ? ['housing'] : ['roads'];
  switch (type) {
    case 'open-case':
      return { message, topic: 'Дороги', location: 'Мира, 1', importance: choice % 2 ? 'social' : 'ordinary', bodies };
    case 'set-importance':
      return { importance: ['ordinary', 'social', 'urgent', 'huge'][choice % 4] ?? '', reason: ref('r') };
    case 'refuse-competence':
      return { assignment: id, comment: ref('c') };
    case 'reroute':
      return { assignment: id, bodies: isWild ? ['nowhere'] : bodies };
    case 'close-without-body':
      return { assignment: id, reason: ref('r') };
    case 'save-draft':
    case 'submit-draft':
      return { ...about, kind, text: ref(textId), agreedDate: now + 86_400_000, publishedAt: now - 1 };
    case 'approve-draft':
      return { ...about, textId: isWild ? 'stale' : newest };
    case 'return-draft':
      return { ...about, textId: newest, recommendations: ref('rec') };
    case 'report-publish-failure':
      return { ...about, error: ref('e') };
    case 'record-publication':
      return {
        ...about,
        mode: isWild ? 'manual' : 'auto',
        permalink: 'https://vk.com/1',
        publishedAt: now - 60_000,
        text: null,
        textSha256: null,
        matches: null,
      };
    case 'attach-proof':
      return {
        ...about,
        draft: assignment?.drafts[choice % Math.max(1, assignment.drafts.length)]?.id ?? 'none',
        permalink: 'https://vk.com/2',
      };
  }
}

function play(
  all: Press[],
  look: (before: Case | null, command: Command, actor: Actor, events: CaseEvent[], after: Case | null, now: number) => void,
): Case | null {
  let state: Case | null = null;
  let now = at('2025-09-01 08:00');
  const opening: Press = { type: 'open-case', actor: curator, minutes: 0, choice: all.length, kind: 'final', isWild: true };
  for (const [index, pressed] of [opening, ...all].entries()) {
    now += pressed.minutes * 60_000;
    const before: Case | null = frozen(state);
    const { press, assignment } = steered(pressed, before);
    const command = frozen(commandOf(press, assignment, `c${index}`, now));
    const decision = decide(before, command, press.actor, context, now);
    const after: Case | null = decision.ok ? decision.events.reduce<Case | null>(evolve, before) : before;
    look(before, command, press.actor, decision.ok ? decision.events : [], after, now);
    state = after;
  }
  return state;
}

/** Writing into a frozen object throws: whoever is given one cannot change it unseen. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

test('no sequence of commands leads where the flow does not', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(presses, (all) => {
      play(all, (before, _command, _actor, events, after) => {
        for (const event of events) {
          const steps = context.profile.flow.filter((step) => matches(step.event, event));
          expect(event.type === 'draft.saved' || steps.some((step) => step.to === event.data.to)).toBe(true);
        }
        for (const one of after?.assignments ?? []) {
          const was = before?.assignments.find((other) => other.id === one.id)?.state;
          if (was !== one.state) expect(isDeclared(was, one, events)).toBe(true);
          reached.add(one.state);
        }
      });
    }),
    { numRuns: 150 },
  );

  expect([...reached].sort()).toEqual([
    ...['approved', 'approving', 'classified', 'closed', 'drafting', 'interimPublished', 'published', 'rework'],
  ]);
});

function isDeclared(was: string | undefined, { id, state }: Assignment, events: CaseEvent[]): boolean {
  const isReplaced = events.some((event) => event.type === 'case.rerouted' && event.assignment === id) && state === 'closed';
  const isRouted = was === undefined && state === 'drafting';
  const steps = context.profile.flow.filter((step) =>
    events.some((event) => event.assignment === id && matches(step.event, event)),
  );
  return (
    isReplaced ||
    isRouted ||
    steps.some((step) => step.to === state && (step.from === 'any' || step.from.some((from) => from === was)))
  );
}

test('a case read again from its events is the case that was', () => {
  fc.assert(
    fc.property(presses, (all) => {
      const state = play(all, () => {});
      const again = state && replay({ events: JSON.parse(JSON.stringify(state.events)) });

      expect(again).toEqual(state);
    }),
    { numRuns: 60 },
  );
});

test('the facts that clocks are read from and the case that is shown stand alike', () => {
  fc.assert(
    fc.property(presses, (all) => {
      play(all, (_before, _command, _actor, _events, after) => {
        const facts = factsOf(context.profile, after?.events ?? []);

        expect([...facts.assignments.values()].map((one) => [one.id, one.bodyId, one.state])).toEqual(
          (after?.assignments ?? []).map((one) => [one.id, one.bodyId, one.state]),
        );
        expect(facts.importance).toBe(after?.importance);
      });
    }),
    { numRuns: 40 },
  );
});

test('a refusal leaves no event behind and a decision is the same when made twice', () => {
  fc.assert(
    fc.property(presses, (all) => {
      play(all, (before, command, actor, events, after, now) => {
        const again = decide(before, command, actor, context, now);

        expect(again.ok ? again.events : []).toEqual(events);
        expect(new Set(after?.events.map((event) => event.id)).size).toBe(after?.events.length);
      });
    }),
    { numRuns: 40 },
  );
});

test('whoever is refused by role, body or stage had no such action offered, and whoever was heard had', () => {
  const standsInTheWay = new Set(['not-your-role', 'not-your-body', 'wrong-stage']);
  fc.assert(
    fc.property(presses, (all) => {
      play(all, (before, command, actor, events, _after, now) => {
        if (command.type === 'open-case') return;
        const args = command.args as { assignment?: string; draft?: string; kind?: string };
        const isOffered = allowedActions(before, actor, context).some(
          (one) =>
            one.command === command.type &&
            (one.assignment === null || one.assignment === args.assignment) &&
            (command.type !== 'attach-proof' || one.draft === args.draft) &&
            (args.kind === undefined || one.kind === args.kind),
        );
        const decision = decide(before, command, actor, context, now);
        if (events.length > 0) expect(isOffered).toBe(true);
        if (!decision.ok && standsInTheWay.has(decision.refusal.code)) expect(isOffered).toBe(false);
      });
    }),
    { numRuns: 60 },
  );
});

test('what a clock has come to never changes when time only passes', () => {
  fc.assert(
    fc.property(presses, fc.nat({ max: 5000 }), (all, minutes) => {
      const state = play(all, () => {});
      const last = state?.events.at(-1)?.at ?? 0;
      if (!state) return;
      const early = clocks(state, context, last);
      const later = clocks(state, context, last + minutes * 60_000);

      expect(later.map((clock) => [clock.clock, clock.deadlineAt])).toEqual(
        early.map((clock) => [clock.clock, clock.deadlineAt]),
      );
      for (const [index, clock] of early.entries()) {
        if (clock.state !== 'running') expect(later[index]?.state).toBe(clock.state);
        if (clock.state === 'running') expect(clock.stoppedAt).toBeNull();
        expect(clock.limitMinutes).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 60 },
  );
});
