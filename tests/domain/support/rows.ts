import { expect } from 'vitest';
import type { Act } from './acts.ts';
import { play } from './play.ts';

/** What one row of the requirements asks for, and the case that shows it. */
export interface Row {
  /** Id of the row and what is shown of it. */
  row: string;
  does: Act[];
  /** When the clocks are looked at; absent, at the last act. */
  at?: string;
  /** Runs of the clocks named, oldest first; none at all is an empty list. */
  clocks?: Record<string, string | string[]>;
  /** Every clock that runs. */
  running?: string[];
  /** Clocks broken at `at`. */
  violations?: string[];
  /** The same with who held each and who answers for it: `clock: holder, by the text role`. */
  blames?: string[];
  /** Whom somebody has to tell: `escalation clock → roles: from → until`, and when it was done. */
  told?: string[];
  stage?: string;
  /** Acts that are refused after all that, with code, clause and missing field. */
  refuses?: Record<Act, string>;
}

/** Plays the case of a row and sees that it shows what the row says. */
export function show(regulation: string, row: Row): void {
  const { does, at, clocks = {}, running, violations, blames, told, stage, refuses = {} } = row;
  const shown = play(regulation, does);
  const found = {
    clocks: Object.fromEntries(Object.keys(clocks).map((clock) => [clock, shown.runs(clock, at)])),
    ...(running ? { running: shown.running(at) } : {}),
    ...(violations && at ? { violations: shown.violations(at) } : {}),
    ...(blames && at ? { blames: shown.blames(at) } : {}),
    ...(told ? { told: shown.told(at) } : {}),
    ...(stage ? { stage: shown.stage() } : {}),
    refuses: Object.fromEntries(Object.keys(refuses).map((act) => [act, refusalOf(act)])),
  };

  expect(found).toEqual({
    clocks: Object.fromEntries(Object.entries(clocks).map(([clock, runs]) => [clock, [runs].flat()])),
    ...(running ? { running } : {}),
    ...(violations ? { violations } : {}),
    ...(blames ? { blames } : {}),
    ...(told ? { told } : {}),
    ...(stage ? { stage } : {}),
    refuses,
  });

  function refusalOf(act: Act): string {
    const refusal = shown.attempt(act);
    if (!refusal) return 'allowed';
    const { code, clause, detail } = refusal;
    return `${code} ${clause}${code === 'missing-data' ? ` ${detail}` : ''}`;
  }
}
