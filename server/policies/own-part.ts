import type { CaseDocument, CaseEvent } from '../../lib/domain/cases/model.ts';
import { textRefs } from '../commands/texts.ts';
import { bodiesOf, type Scope } from './visibility.ts';

/**
 * The case as this reader may have it. A body that shares a case with others gets its own part: what the others write to each other and
 * to the curator about theirs stays with them. The body that leads a common reply needs every part, so it gets them all. The facts
 * themselves are the same for everybody: they hold a text's hash, not the text.
 */
export function ownPart(document: CaseDocument, scope: Scope): CaseDocument {
  const bodies = bodiesOf(scope);
  if (bodies === null) return document;
  const owners = assignmentOwners(document.events);
  if ([...owners.values()].every((body) => bodies.includes(body)) || bodies.includes(owners.get(leadOf(document.events)) ?? '')) {
    return document;
  }
  const shown = new Set(
    document.events.filter((event) => isShown(event, owners, bodies)).flatMap((event) => textRefs(event).map(({ id }) => id)),
  );
  return { ...document, texts: Object.fromEntries(Object.entries(document.texts).filter(([id]) => shown.has(id))) };
}

/** What is of the whole case is for everybody in it. */
function isShown({ assignment }: CaseEvent, owners: ReadonlyMap<string, string>, bodies: string[]): boolean {
  const owner = assignment === undefined ? undefined : owners.get(assignment);
  return owner === undefined || bodies.includes(owner);
}

function assignmentOwners(events: CaseEvent[]): Map<string, string> {
  return new Map(
    events.flatMap(({ assignment, data }): [string, string][] =>
      assignment !== undefined && typeof data.body === 'string' ? [[assignment, data.body]] : [],
    ),
  );
}

/** The assignment that was named last to lead. */
function leadOf(events: CaseEvent[]): string {
  const named = events.findLast(({ data }) => typeof data.lead === 'string');
  return named ? String(named.data.lead) : '';
}
