import type { CaseDocument, CaseEvent } from '../../lib/domain/cases/model.ts';
import { assignmentsIn } from '../../lib/domain/cases/routing.ts';
import { textRefs } from '../commands/texts.ts';
import { bodiesOf, type Scope } from './visibility.ts';

/**
 * The case as this reader may have it. A body that shares a case with others gets its own part: what the others write to each other and
 * to the curator about theirs stays with them. The body that leads a common reply needs every part, so it gets them all, and whoever a
 * routing named to agree reads what he is to agree on. The facts themselves are the same for everybody: they hold a text's hash, not the
 * text. `people`: the reader and whoever's place he takes, by id.
 */
export function ownPart(document: CaseDocument, scope: Scope, people: string[]): CaseDocument {
  const events = ownEvents(document, scope, people);
  if (events === document.events) return document;
  const shown = new Set(events.flatMap((event) => textRefs(event).map(({ id }) => id)));
  return { ...document, texts: Object.fromEntries(Object.entries(document.texts).filter(([id]) => shown.has(id))) };
}

/** Those of which this reader may have what was written with them; the very list of the document where that is all of them. */
export function ownEvents(document: Pick<CaseDocument, 'events'>, scope: Scope, people: string[]): CaseEvent[] {
  const bodies = bodiesOf(scope);
  if (bodies === null) return document.events;
  const owners = assignmentOwners(document.events);
  const named = assignmentsNaming(document.events, people);
  const isOwn = (assignment: string) => bodies.includes(owners.get(assignment) ?? '') || named.has(assignment);
  if ([...owners.keys()].every(isOwn) || isOwn(leadOf(document.events, owners))) return document.events;
  return document.events.filter(({ assignment }) => assignment === undefined || !owners.has(assignment) || isOwn(assignment));
}

function assignmentOwners(events: CaseEvent[]): ReadonlyMap<string, string> {
  const routed = events.flatMap(({ data }) => assignmentsIn(data)).map(({ id, body }) => [id, body] as const);
  const received = events.map(({ assignment, data }) => [assignment, data.body] as const);
  return new Map(
    [...routed, ...received].flatMap(([id, body]): [string, string][] =>
      id !== undefined && typeof body === 'string' ? [[id, body]] : [],
    ),
  );
}

function assignmentsNaming(events: CaseEvent[], people: string[]): ReadonlySet<string> {
  const naming = events.filter(({ data }) => typeof data.deputy === 'string' && people.includes(data.deputy));
  return new Set(naming.flatMap(({ data }) => assignmentsIn(data).map(({ id }) => id)));
}

/** The assignment that was named last to lead, by its id or by its body. */
function leadOf(events: CaseEvent[], owners: ReadonlyMap<string, string>): string {
  const lead = String(events.findLast(({ data }) => typeof data.lead === 'string')?.data.lead ?? '');
  return owners.has(lead) ? lead : ([...owners].findLast(([, body]) => body === lead)?.[0] ?? '');
}
