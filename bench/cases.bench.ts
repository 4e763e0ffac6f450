import { clocksOf } from '../lib/domain/cases/clocks.ts';
import type { CaseContext, CaseEvent } from '../lib/domain/cases/model.ts';
import { walkEvents } from '../lib/domain/cases/walk.ts';
import { contextOf, longCase, NOW, openCase, profiles } from './support/open-cases.ts';
import { times } from './support/rate.ts';
import type { BenchSection } from './support/section.ts';

const CASES = 10_000;
const ROUNDS = 5;
const LENGTHS = [1, 10, 100, 1000];
/** How much dearer an event may become from a hundred events a case to a thousand before the cost is no longer called linear. */
const DEARER = 2;

/** How long it takes to derive every clock: of ten thousand open cases from their events, and of one case that grows. */
export function bench(): BenchSection {
  const whole = profiles.map((profile) => {
    const context = contextOf(profile);
    const cases = Array.from({ length: CASES }, (_, index) => openCase(profile, index));
    const deriveAll = () => cases.reduce((sum, events) => sum + derive(events, context), 0);
    return { name: profile.profile, ms: quickest(deriveAll), count: deriveAll() };
  });
  const growth = profiles.map((profile) => ({ name: profile.profile, ms: LENGTHS.map((length) => msOf(profile, length)) }));
  const dearer = growth.map(({ ms }) => (ms[3] ?? 0) / 10 / (ms[2] ?? 1));
  return {
    title: 'Cases',
    about: [
      `All clocks of ${CASES.toLocaleString('en')} open cases, each from its eight events on, nothing kept from before; then one case that`,
      'grows: milliseconds to derive it whole. The best of five rounds.',
    ],
    columns: [
      'regulation',
      'clocks',
      `${CASES.toLocaleString('en')} cases, ms`,
      ...LENGTHS.map((length) => `${length} events, ms`),
    ],
    rows: whole.map(({ name, ms, count }, index) => [
      name,
      count.toLocaleString('en'),
      ms.toFixed(0),
      ...(growth[index]?.ms ?? []).map((one) => one.toFixed(3)),
    ]),
    bars: [
      {
        promise: `${CASES.toLocaleString('en')} open cases are derived in less than a second, under each regulation`,
        holds: whole.every(({ ms }) => ms < 1000),
      },
      {
        promise: `the cost grows with the events: from a hundred to a thousand an event becomes at most ${times(DEARER)} dearer`,
        holds: dearer.every((ratio) => ratio <= DEARER),
      },
    ],
  };
}

function msOf(profile: (typeof profiles)[number], length: number): number {
  const context = contextOf(profile);
  const events = longCase(profile, length);
  const repeats = Math.max(1, Math.ceil(2000 / length));
  const all = quickest(() => {
    for (let index = 0; index < repeats; index++) derive(events, context);
  });
  return all / repeats;
}

function derive(events: CaseEvent[], context: CaseContext): number {
  return clocksOf(walkEvents(events, context), NOW).length;
}

function quickest(run: () => unknown): number {
  run();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    run();
    return performance.now() - startedAt;
  });
  return Math.min(...rounds);
}
