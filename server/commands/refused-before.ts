import { type Command, messageBegun, type Refusal } from '../../lib/domain/cases/commands.ts';
import type { Case } from '../../lib/domain/cases/model.ts';
import type { Profile } from '../../lib/domain/regulations/profile.ts';
import { type Member, scopeOf, sees } from '../policies/visibility.ts';
import type { PersonRow } from './load-commands.ts';

/** What a command names besides its own case. */
export interface Around {
  /** Is it a case of this tenant? */
  isCase(id: string): boolean;
  openCasesOf(messageRef: string): string[];
  person(id: string): PersonRow | undefined;
}

/** What only the server knows of a command before it is decided: other cases, and who may see this one (`bodies`; null: not begun). */
export function refusedBefore(
  around: Around,
  profiles: Profile[],
  member: Member,
  command: Command,
  bodies: string[] | null,
): Refusal | null {
  const isHidden = bodies !== null && !sees(scopeOf(member, profiles), bodies);
  if (isHidden) return refused('unknown-case', null);
  const unknown = casesNamed(command).find((id) => !around.isCase(id));
  if (unknown !== undefined) return refused('unknown-case', unknown);
  return bodies === null ? besideAnother(around, command) : null;
}

/** A message has one open case; more only where each is named as linked, for bodies that follow another regulation. */
function besideAnother(around: Around, command: Command): Refusal | null {
  const begun = messageBegun(command);
  if (!begun) return null;
  const unnamed = around.openCasesOf(begun.message.ref).find((id) => !begun.linked.includes(id));
  return unnamed === undefined ? null : refused('message-has-case', unnamed);
}

/** Cases that are named as earlier or linked ones: they must be of this tenant. */
export function casesNamed(command: Command): string[] {
  const earlier = 'earlier' in command.args ? (command.args.earlier?.cases ?? []) : [];
  return [...earlier, ...(messageBegun(command)?.linked ?? [])];
}

/** People who are named for a case. */
export function peopleNamed({ args: { executor, deputy } }: Command): string[] {
  return [executor, deputy].filter((id) => id !== undefined);
}

/** A person who is named for a case is one of this tenant; an executor, one of the body that has the work. */
export function unknownPerson(around: Around, command: Command, state: Case | null): Refusal | null {
  const { executor, deputy } = command.args;
  const active = (id: string) => {
    const person = around.person(id);
    return person?.disabled_at === null ? person : undefined;
  };
  if (deputy !== undefined && !active(deputy)) return refused('unknown-value', 'deputy');
  if (executor === undefined) return null;
  const bodies = 'bodies' in command.args ? command.args.bodies : bodiesOf(command, state);
  const body = active(executor)?.body_id ?? null;
  return body !== null && bodies.includes(body) ? null : refused('unknown-value', 'executor');
}

function bodiesOf(command: Command, state: Case | null): string[] {
  const named = 'assignment' in command.args ? command.args.assignment : undefined;
  return state?.assignments.filter((one) => one.id === named).map((one) => one.bodyId) ?? [];
}

function refused(code: Refusal['code'], detail: string | null): Refusal {
  return { code, clause: null, detail };
}
