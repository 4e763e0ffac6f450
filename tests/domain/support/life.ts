import { type AllowedAction, allowedActions } from '../../../lib/domain/cases/allowed-actions.ts';
import { clockNotes } from '../../../lib/domain/cases/clock-notes.ts';
import { clocks } from '../../../lib/domain/cases/clocks.ts';
import type { Command, CommandArgs, CommandType, Refusal } from '../../../lib/domain/cases/commands.ts';
import { decide } from '../../../lib/domain/cases/decide.ts';
import { evolve } from '../../../lib/domain/cases/evolve.ts';
import type { Actor, Case, CaseContext, CaseEvent } from '../../../lib/domain/cases/model.ts';
import { caseId } from '../../../lib/domain/ids.ts';
import { stored } from './case-script.ts';
import { type Stage, stageFor } from './free-play.ts';
import { regulation } from './regulations.ts';
import { at, local } from './worktime.ts';

/** Tuesday 9 September 2025, local time of the office, +05. */
function on(time: string): number {
  return at(time.length > 5 ? time : `2025-09-09 ${time}`);
}

/** One case lived through under a regulation, by people named after their roles: `curator`, `executor@roads`. */
export function life(name: string, change: { stage?: Partial<Stage>; context?: Partial<CaseContext> } = {}) {
  const made = stageFor(regulation(name));
  const people = change.stage?.people ?? made.people;
  let context: CaseContext = { ...made.context, ...change.context };
  let state: Case | null = null;
  let count = 0;

  function actor(who: string | Actor): Actor {
    if (typeof who !== 'string') return who;
    const found = people.find((one) => one.personId === who);
    if (!found) throw new Error(`nobody is called ${who}`);
    return found;
  }

  function attempt<T extends CommandType>(time: string, who: string | Actor, type: T, args: CommandArgs[T]): Refusal | null {
    count += 1;
    const text = (args as { text?: { id: string } | null }).text;
    const texts = text ? [stored(text.id)] : [];
    const command = { id: `c${count}`, caseId: caseId('case-1'), type, occurredAt: on(time), args, texts } as Command;
    const decision = decide(state, command, actor(who), context, on(time));
    if (!decision.ok) return decision.refusal;
    state = decision.events.reduce<Case | null>(evolve, state);
    const followed = context.profiles?.find(
      (one) => one.profile === state?.regulation.profile && one.version === state.regulation.version,
    );
    context = { ...context, profile: followed ?? context.profile };
    return null;
  }

  function now(): Case {
    if (!state) throw new Error('no case yet');
    return state;
  }

  return {
    attempt,
    give<T extends CommandType>(time: string, who: string | Actor, type: T, args: CommandArgs[T]): void {
      const refusal = attempt(time, who, type, args);
      if (refusal) throw new Error(`${time} ${type} refused: ${JSON.stringify(refusal)}`);
    },
    case: now,
    /** Writes what the server would note of the clocks at a moment. */
    note(time: string): void {
      state = clockNotes(now(), context, on(time)).notes.reduce<Case | null>(evolve, now());
    },
    context: () => context,
    /** The newest assignment of a body. */
    share(body: string): string {
      const found = now().assignments.findLast((one) => one.bodyId === body);
      if (!found) throw new Error(`nothing was sent to ${body}`);
      return found.id;
    },
    /** `roads drafting`, in the order of routing. */
    stages: () => now().assignments.map((one) => `${one.bodyId} ${one.state}`),
    newest: (): CaseEvent | undefined => now().events.at(-1),
    offers: (who: string | Actor): AllowedAction[] => allowedActions(state, actor(who), context),
    /** `from → until state` of every run of a clock. */
    runs(clock: string, time: string): string[] {
      return clocks(now(), context, on(time))
        .filter((one) => one.clock === clock)
        .map((one) => `${local(one.startedAt).slice(5)} → ${local(one.deadlineAt).slice(5)} ${one.state}`);
    },
  };
}
