import { factsOf } from '../../../lib/domain/cases/apply-event.ts';
import type { Clock } from '../../../lib/domain/cases/clock-model.ts';
import { clocks } from '../../../lib/domain/cases/clocks.ts';
import type { Command, Refusal } from '../../../lib/domain/cases/commands.ts';
import { escalations } from '../../../lib/domain/cases/escalations.ts';
import type { CaseContext, CaseEvent } from '../../../lib/domain/cases/model.ts';
import { propose } from '../../../lib/domain/cases/sitting.ts';
import { violations } from '../../../lib/domain/cases/violations.ts';
import { type Act, parseAct, put } from './acts.ts';
import { regulation } from './regulations.ts';
import { TOWNS } from './towns.ts';
import { calendar } from './worktime.ts';

const BODIES = ['roads', 'housing', 'parks'];

/** What a step needs and a play does not tell. */
const FILLED: Record<string, unknown> = {
  importance: 'ordinary',
  critical: true,
  coExecutors: ['housing'],
  order: ['roads', 'housing'],
  permalink: 'https://vk.com/wall-1_2?reply=3',
};
const MESSAGE = { network: 'vk', channel: 'post', permalink: 'https://vk.com/wall-1_2', text: { id: 'm', hash: 'm' } };
/** Where a field stands in an event when not under its own name. */
const PLACES: Record<string, string> = { url: 'permalink', urlOrThread: 'permalink', screenshotOrLink: 'permalink' };

/** The first event carries the message itself, without what the act leaves out. */
function beginning({ type, leftOut }: ReturnType<typeof parseAct>): Record<string, unknown> {
  if (type !== 'message.detected' && type !== 'notice.received') return {};
  return { message: Object.fromEntries(Object.entries(MESSAGE).filter(([field]) => !leftOut.includes(field))) };
}

/** A case under one of the regulations, played through the engine: every act is asked of the flow by the role that does it. */
export function play(name: string, acts: Act[]) {
  const town = TOWNS[name];
  if (!town) throw new Error(`no town follows ${name}`);
  const { offset, body: schedule, centre } = town;
  const profile = regulation(name);
  const context: CaseContext = {
    profile,
    bodies: BODIES.map((id) => ({ id, title: id, schedule, officialAccounts: [], defaultExecutorId: `${id}-executor` })),
    schedules: { centre, city: centre, external: centre },
    calendar,
  };
  let events: CaseEvent[] = [];
  let day = '';

  for (const act of acts) {
    const refusal = attempt(act);
    if (refusal) throw new Error(`«${act}» refused: ${JSON.stringify(refusal)}`);
  }

  /** Does the act, or says why the flow forbids it. */
  function attempt(act: Act): Refusal | null {
    const told = parseAct(act, (text) => Date.parse(`${text}:00${offset}`));
    if (told.when.length > 5) day = told.when.slice(0, 10);
    const data = { ...beginning(told), ...told.data };
    for (;;) {
      const refusal = ask(told, data, moment(told.when));
      if (refusal?.code !== 'missing-data' || refusal.detail === null) return refusal;
      const place = PLACES[refusal.detail] ?? refusal.detail;
      if (told.leftOut.includes(refusal.detail) || place in data) return refusal;
      data[place] = FILLED[place] ?? place;
      put(data, place.split('.'), data[place]);
    }
  }

  function ask(told: ReturnType<typeof parseAct>, data: Record<string, unknown>, at: number): Refusal | null {
    const { type, kind, mode, draft, body, role } = told;
    const facts = factsOf(profile, events);
    const held = [...facts.assignments.values()].find((one) => one.state !== 'closed');
    const bodyId = body ?? held?.id ?? 'roads';
    const on = {
      ...{ state: null, context, facts, at, events: [] as CaseEvent[] },
      command: { id: `c${events.length}`, occurredAt: at } as Command,
      actor: { personId: role, roles: [role], bodyId },
    };
    const refusal = propose(on, {
      ...{ type, data: type === 'assignment.received' ? { body: bodyId, ...data } : data },
      ...(kind === undefined ? {} : { kind }),
      ...(mode === undefined ? {} : { mode }),
      ...(draft === undefined ? {} : { draft }),
      ...(body === null ? {} : { assignment: body }),
      ...(role === 'system' ? { by: 'system' as const } : {}),
    });
    if (!refusal) events = [...events, ...on.events];
    return refusal;
  }

  function moment(when: string): number {
    return Date.parse(`${when.length > 5 ? when.replace(' ', 'T') : `${day}T${when}`}:00${offset}`);
  }

  /** `03-14 10:52`, at the office's wall clock. */
  function wall(at: number): string {
    return new Date(at + Number.parseInt(offset, 10) * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
  }

  function at(when: string | undefined): Clock[] {
    return clocks({ events }, context, when === undefined ? (events.at(-1)?.at ?? 0) : moment(when));
  }

  return {
    attempt,
    /** Runs of a clock, oldest first, as they stand at a moment: `from → until state`, and how lightly where it is no violation. */
    runs(clock: string, when?: string): string[] {
      return at(when)
        .filter((one) => one.clock === clock)
        .map(({ startedAt, deadlineAt, state, severity }) => {
          const told = `${wall(startedAt)} → ${wall(deadlineAt)} ${state}`;
          return severity === 'violation' ? told : `${told} ${severity}`;
        });
    },
    running(when?: string): string[] {
      return at(when)
        .filter((one) => one.state === 'running')
        .map((one) => one.clock);
    },
    violations(when: string): string[] {
      return violations({ events }, context, moment(when)).map((one) => one.clock);
    },
    /** What is broken at a moment, who had to keep it, and who answers for it by the text. */
    blames(when: string): string[] {
      return violations({ events }, context, moment(when)).map(({ clock, holder, responsible }) => {
        return `${clock}: ${holder}, by the text ${responsible}`;
      });
    },
    /** Whom somebody has to tell, from when until when: `escalation clock → roles: from → until`, and when it was done. */
    told(when?: string): string[] {
      const now = when === undefined ? (events.at(-1)?.at ?? 0) : moment(when);
      return escalations({ events }, context, now).map(({ escalation, clock, to, raisedAt, dueAt, doneAt }) => {
        const about = clock === null ? escalation : `${escalation} ${clock}`;
        return `${about} → ${to.join(', ')}: ${wall(raisedAt)} → ${wall(dueAt)} ${doneAt === null ? 'open' : `done ${wall(doneAt)}`}`;
      });
    },
    /** The stage of each assignment, or of the case before it is routed. */
    stage(): string {
      const facts = factsOf(profile, events);
      if (facts.assignments.size === 0) return String(facts.state);
      return [...facts.assignments.values()].map((one) => `${one.id} ${one.state}`).join(', ');
    },
  };
}
