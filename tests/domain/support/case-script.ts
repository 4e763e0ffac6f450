import { readFileSync } from 'node:fs';
import type { Clock } from '../../../lib/domain/cases/clock-model.ts';
import { clocks } from '../../../lib/domain/cases/clocks.ts';
import type { Command, CommandArgs, CommandType, Refusal } from '../../../lib/domain/cases/commands.ts';
import { decide } from '../../../lib/domain/cases/decide.ts';
import { evolve } from '../../../lib/domain/cases/evolve.ts';
import type {
  Actor,
  Body,
  Case,
  CaseContext,
  CaseEvent,
  MessageFacts,
  StoredText,
  TextRef,
} from '../../../lib/domain/cases/model.ts';
import { violations } from '../../../lib/domain/cases/violations.ts';
import { caseId, messageRef } from '../../../lib/domain/ids.ts';
import { parseProfile } from '../../../lib/protocol/profile-yaml.ts';
import { at, calendar, local, office } from './worktime.ts';

export const profileText = readFileSync(new URL('../../../regulations/lebyazhye.yaml', import.meta.url), 'utf8');

export function profileFrom(text: string) {
  const read = parseProfile(text, 'profile.yaml');
  if (!read.ok) throw new Error(read.problems.map((problem) => problem.message).join('\n'));
  return read.profile;
}

function body(id: string, defaultExecutorId: string): Body {
  return { id, title: id, schedule: office, officialAccounts: [], defaultExecutorId };
}

export const context: CaseContext = {
  profile: profileFrom(profileText),
  bodies: [body('roads', 'ivan'), body('housing', 'olga')],
  schedules: { centre: office },
  calendar,
};

export const curator: Actor = { personId: 'kira', roles: ['curator'], bodyId: null };
export const executor: Actor = { personId: 'ivan', roles: ['executor'], bodyId: 'roads' };
export const neighbour: Actor = { personId: 'olga', roles: ['executor'], bodyId: 'housing' };

export const message: MessageFacts = {
  ref: messageRef('vk:wall-1_2'),
  network: 'vk',
  channel: 'post',
  permalink: 'https://vk.com/wall-1_2',
  postedAt: null,
  postedAtApproximate: false,
  author: { id: 'author', hash: 'a' },
  authorUrl: null,
  text: { id: 'message', hash: 'm' },
};

export function ref(id: string): TextRef {
  return { id, hash: `hash-${id}` };
}

/** A reply that no rule of the regulation holds back. */
export function stored(id: string, text = 'Яма на улице Мира заделана 10 марта.'): StoredText {
  return { id, salt: 's', body: text };
}

/** One case played command by command, at local times of the office. */
export function caseScript(on: CaseContext = context) {
  let state: Case | null = null;
  let count = 0;

  function command<T extends CommandType>(type: T, when: string, args: CommandArgs[T], texts: StoredText[] = []): Command {
    count += 1;
    return { id: `c${count}`, caseId: caseId('case-1'), type, occurredAt: at(when), args, texts } as Command;
  }

  function attempt<T extends CommandType>(
    type: T,
    actor: Actor,
    when: string,
    args: CommandArgs[T],
    texts?: StoredText[],
  ): Refusal | null {
    const decision = decide(state, command(type, when, args, texts), actor, on, at(when));
    if (!decision.ok) return decision.refusal;
    state = decision.events.reduce<Case | null>(evolve, state);
    return null;
  }

  function give<T extends CommandType>(type: T, actor: Actor, when: string, args: CommandArgs[T], texts?: StoredText[]): void {
    const refusal = attempt(type, actor, when, args, texts);
    if (refusal) throw new Error(`${type} refused: ${JSON.stringify(refusal)}`);
  }

  function now(): Case {
    if (!state) throw new Error('no case yet');
    return state;
  }

  return {
    attempt,
    give,
    case: now,
    /** Adds an event of a kind that no command makes yet. */
    record(event: Omit<CaseEvent, 'id' | 'at'> & { at: string }): void {
      state = evolve(state, { ...event, id: `e${now().events.length}`, at: at(event.at) });
    },
    open(when: string, args: Partial<CommandArgs['open-case']> = {}): string {
      give('open-case', curator, when, {
        message,
        topic: 'Дороги',
        location: 'Мира, 1',
        importance: 'ordinary',
        bodies: ['roads'],
        ...args,
      });
      return now().assignments[0]?.id ?? '';
    },
    submit(when: string, assignment: string, args: Partial<CommandArgs['submit-draft']> = {}, actor = executor): void {
      const text = `t${count + 1}`;
      give('submit-draft', actor, when, { assignment, draft: 'd1', kind: 'final', text: ref(text), ...args }, [stored(text)]);
    },
    newestText(draft = 'd1'): string {
      const versions = now()
        .assignments.flatMap((one) => one.drafts)
        .find((one) => one.id === draft)?.versions;
      return versions?.findLast((version) => version.submitted)?.text.id ?? '';
    },
    clocks(when: string): Clock[] {
      return clocks(now(), on, at(when));
    },
    violations(when: string): string[] {
      return violations(now(), on, at(when)).map((violation) => violation.clock);
    },
    /** `clock from → until state` of one clock, oldest first. */
    runs(clock: string, when: string): string[] {
      return clocks(now(), on, at(when))
        .filter((one) => one.clock === clock)
        .map((one) => `${local(one.startedAt)} → ${local(one.deadlineAt)} ${one.state}`);
    },
  };
}

export function approve(script: ReturnType<typeof caseScript>, when: string, assignment: string, draft = 'd1'): void {
  script.give('approve-draft', curator, when, { assignment, draft, textId: script.newestText(draft) });
}

export function publication(
  assignment: string,
  when: string,
  mode: 'auto' | 'manual' = 'auto',
  draft = 'd1',
): CommandArgs['record-publication'] {
  return {
    ...{ assignment, draft, mode, permalink: 'https://vk.com/wall-1_2?reply=3', publishedAt: at(when) },
    ...{ text: ref('published'), textSha256: 'f'.repeat(64), matches: true },
  };
}
