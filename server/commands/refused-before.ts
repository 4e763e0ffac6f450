import { type Command, messageBegun, type Refusal } from '../../lib/domain/cases/commands.ts';
import type { Case } from '../../lib/domain/cases/model.ts';
import type { Profile } from '../../lib/domain/regulations/profile.ts';
import type { Trx } from '../db/connect.ts';
import { type Member, scopeOf, sees } from '../policies/visibility.ts';
import { type CaseRow, knownCases, openCasesOfMessage } from './case-store.ts';

/** What only the server knows of a command before it is decided: other cases, and who may see this one. */
export async function refusedBefore(
  trx: Trx,
  profiles: Profile[],
  member: Member,
  command: Command,
  row: CaseRow | null,
): Promise<Refusal | null> {
  const isHidden = row && !sees(scopeOf(member, profiles), row.bodies);
  if (isHidden) return refused('unknown-case', null);
  return (await unknownCase(trx, command)) ?? (row ? null : await besideAnother(trx, command));
}

/** A message has one open case; more only where each is named as linked, for bodies that follow another regulation. */
async function besideAnother(trx: Trx, command: Command): Promise<Refusal | null> {
  const begun = messageBegun(command);
  if (!begun) return null;
  const open = await openCasesOfMessage(trx, begun.message.ref);
  const unnamed = open.find((id) => !begun.linked.includes(id));
  return unnamed === undefined ? null : refused('message-has-case', unnamed);
}

/** Cases that are named as earlier or linked ones are cases of this tenant. */
async function unknownCase(trx: Trx, command: Command): Promise<Refusal | null> {
  const earlier = 'earlier' in command.args ? (command.args.earlier?.cases ?? []) : [];
  const named = [...earlier, ...(messageBegun(command)?.linked ?? [])];
  if (named.length === 0) return null;
  const known = await knownCases(trx, named);
  const unknown = named.find((id) => !known.has(id));
  return unknown === undefined ? null : refused('unknown-case', unknown);
}

/** A person who is named for a case is one of this tenant; an executor, one of the body that has the work. */
export async function unknownPerson(trx: Trx, command: Command, state: Case | null): Promise<Refusal | null> {
  const { executor, deputy } = command.args;
  const named = [executor, deputy].filter((id) => id !== undefined);
  if (named.length === 0) return null;
  const people = await trx
    .selectFrom('person')
    .select(['id', 'body_id'])
    .where('id', 'in', named)
    .where('disabled_at', 'is', null)
    .execute();
  if (deputy !== undefined && !people.some(({ id }) => id === deputy)) return refused('unknown-value', 'deputy');
  const bodies = 'bodies' in command.args ? command.args.bodies : bodiesOf(command, state);
  const isOurs =
    executor === undefined || people.some(({ id, body_id }) => id === executor && body_id !== null && bodies.includes(body_id));
  return isOurs ? null : refused('unknown-value', 'executor');
}

function bodiesOf(command: Command, state: Case | null): string[] {
  const named = 'assignment' in command.args ? command.args.assignment : undefined;
  return state?.assignments.filter((one) => one.id === named).map((one) => one.bodyId) ?? [];
}

function refused(code: Refusal['code'], detail: string | null): Refusal {
  return { code, clause: null, detail };
}
