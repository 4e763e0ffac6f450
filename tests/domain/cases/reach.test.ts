import { expect, test } from 'vitest';
import { factsOf } from '../../../lib/domain/cases/apply-event.ts';
import type { Case, CaseContext } from '../../../lib/domain/cases/model.ts';
import { offersTo, type Stage, stageFor, take } from '../support/free-play.ts';
import { everyRegulation } from '../support/regulations.ts';
import { at } from '../support/worktime.ts';

/** Numbers that look random and are the same every time. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A case as far as the flow can tell: what stands where, what has been given and published. */
function situationOf({ profile }: CaseContext, state: Case | null): string {
  const facts = factsOf(profile, state?.events ?? []);
  const shares = [...facts.assignments.values()].map((one) => {
    const draft = one.draft === null ? undefined : facts.drafts.get(one.draft);
    const agreed = state?.assignments.find(({ id }) => id === one.id)?.drafts.some(({ agreedTextId }) => agreedTextId !== null);
    return [one.state, one.phase, one.part, one.id === facts.lead, draft?.kind, draft?.isPublished, draft?.isManual, agreed];
  });
  const whole = [facts.state, facts.messageKind, facts.phase, facts.multiBody, facts.terminationRequestedAt !== null];
  const earlier = state?.events.some((event) => event.data.repeat === true);
  return JSON.stringify([whole, earlier, state?.drafts.map((one) => one.publication === null), shares.map(String).sort()]);
}

/** Goes on from any situation met so far, again and again, until every step has been taken or `most` acts were tried. */
function explore(stage: Stage, steps: string[], most: number, walked: string[]): Set<string> {
  const next = numbers(20_250_909);
  const taken = new Set(walked);
  const met = new Set<string>();
  const starts: { state: Case | null; now: number }[] = [{ state: null, now: at('2025-09-01 08:00') }];
  for (let index = 0; index < most && steps.some((step) => !taken.has(step)); index += 1) {
    const from = next(2) === 0 ? pick(starts) : starts[Math.max(next(starts.length), next(starts.length))];
    const now = (from?.now ?? 0) + next(90) * 60_000;
    const offers = offersTo(stage, from?.state ?? null).filter(({ action }) => action.command !== 'save-draft');
    const offer = pick(offers.filter(({ action }) => !taken.has(action.step))) ?? pick(offers);
    if (!from || !offer) continue;
    const { decision, after } = take(stage, from.state, offer, { id: `c${index}`, now, choice: next(60) });
    if (!decision.ok) continue;
    if (offer.action.command !== 'open-case') taken.add(offer.action.step);
    if (decision.events.some((event) => event.type === 'assignment.received')) taken.add('receive');
    const situation = situationOf(stage.context, after);
    if (!met.has(situation)) starts.push({ state: after, now });
    met.add(situation);
  }
  return taken;

  function pick<T>(items: T[]): T | undefined {
    return items[next(items.length)];
  }
}

/** Long ways that a random walk seldom finds, step by step; the case goes to three bodies, or to one. */
const OMSK: { bodies: 'one' | 'three'; steps: string[] }[] = [
  { bodies: 'one', steps: ['detect', 'classify', 'route', 'submit', 'approve', 'pubFail', 'manual'] },
  { bodies: 'one', steps: ['detect', 'classify', 'route', 'submitInt', 'approve', 'pubFail', 'manualInt'] },
  { bodies: 'one', steps: ['detect', 'classify', 'route', 'submitAsk', 'approve', 'pubFail', 'manualAsk'] },
];
const WAYS: Record<string, { bodies: 'one' | 'three'; steps: string[] }[]> = {
  lebyazhye: [
    {
      bodies: 'one',
      steps: ['detect', 'classify', 'route', 'submitInt', 'approve', 'publishInt', 'submitMove', 'approve', 'publishMove'],
    },
  ],
  'omsk-municipal': OMSK,
  'omsk-regional': OMSK,
  barnaul: [
    {
      bodies: 'three',
      steps: ['noticeIn', 'route', 'ours', 'askDeputy', 'deputyOk', 'part', 'consolidate', 'place', 'curatorNo'],
    },
  ],
};

/** Takes the first offer of each step named; answers with the steps that could be taken. */
function go(stage: Stage, { bodies, steps }: { bodies: 'one' | 'three'; steps: string[] }): string[] {
  let state: Case | null = null;
  const done: string[] = [];
  for (const [index, step] of steps.entries()) {
    const now = at('2025-09-01 08:00') + index * 60_000;
    for (const offer of offersTo(stage, state).filter(({ action }) => action.step === step && action.command !== 'save-draft')) {
      const { decision, after } = take(stage, state, offer, { id: `w${index}`, now, choice: bodies === 'three' ? 0 : 1 });
      if (!decision.ok) continue;
      state = after;
      done.push(step);
      break;
    }
  }
  return done;
}

test.each(everyRegulation())('every step can be taken under $profile $version, so that none is dead', (profile) => {
  const steps = [...profile.flow, ...profile.escalations].map((step) => step.id);

  const stage = stageFor(profile);
  const walked = (WAYS[profile.profile] ?? []).flatMap((way) => go(stage, way));
  const taken = explore(stage, steps, 6_000, walked);

  expect(steps.filter((step) => !taken.has(step))).toEqual([]);
});
