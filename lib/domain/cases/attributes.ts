import { type Attributes, ownAttribute } from '../regulations/patterns.ts';
import type { Profile } from '../regulations/profile.ts';
import { type AssignmentFacts, type DraftFacts, type Facts, isHeld, isOpen, type Located } from './facts.ts';
import { assignmentsIn } from './routing.ts';
import { storedValue } from './stored-value.ts';

interface Scope {
  assignment: string | null;
  draft: string | null;
}

/** Attributes as a condition sees them right after `event`, whose own data come first (or with nothing of an event, when null). */
export function attributesOf(profile: Profile, facts: Facts, scope: Scope, event: Located | null): Attributes {
  if (!event) return (name) => attribute(profile, facts, scope, name);
  return (name) => ownData(event, name) ?? attribute(profile, facts, scope, name);
}

/** A step is read before its event, with the event's own data, and the number of bodies that will hold the case then, on top. */
export function attributesBefore(profile: Profile, facts: Facts, event: Located): Attributes {
  const known = attributesOf(profile, facts, event, event);
  return (name) => (name === 'multiBody' ? facts.multiBody || isMultiBodyAfter(facts, event) : known(name));
}

/** What an event says of itself alone and of nothing that follows it (model, «How conditions and steps are read»). */
const OF_ONE_EVENT = new Set(['what', 'reason', 'field', 'mode']);

/** `lead` in the data of an event is an assignment, as an attribute it is a role. */
function ownData(event: Located, name: string): unknown {
  return name === 'lead' ? undefined : ownAttribute(event, name);
}

/** Will two bodies hold the case at once when the routing has replaced what it replaces? */
export function isMultiBodyAfter(facts: Facts, event: Located): boolean {
  const made = assignmentsIn(event.data);
  if (made.length !== 1) return made.length > 1;
  const [only] = made;
  return [...facts.assignments.values()].some(
    (one) => isOpen(one) && isHeld(one) && one.id !== only?.id && !isReplaced(one, event),
  );
}

/** A routing replaces the assignment it names or, when it names none, those that were given back. */
export function isReplaced(one: AssignmentFacts, event: Located): boolean {
  return event.assignment === null ? one.state === 'classified' : one.id === event.assignment;
}

function attribute(profile: Profile, facts: Facts, scope: Scope, name: string): unknown {
  const assignment = scope.assignment === null ? undefined : facts.assignments.get(scope.assignment);
  const own = profile.multiBody.mode === 'split' ? assignment : undefined;
  switch (name) {
    case 'importance':
      return facts.importance;
    case 'messageKind':
      return facts.messageKind;
    case 'multiBody':
      return facts.multiBody;
    case 'returned':
      return assignment ? assignment.state === 'classified' : some(facts, (one) => one.state === 'classified');
    case 'otherBodies':
      return some(facts, (one) => one.id !== scope.assignment && isOpen(one) && isHeld(one));
    case 'leads':
      return assignment ? leads(facts, assignment) : true;
    case 'lead':
      return facts.lead ?? profile.multiBody.lead;
    case 'allParts':
      return areAllPartsGiven(facts);
    case 'allPartsApproved':
      return areAllPartsApproved(facts, scope.assignment ?? facts.lead);
    case 'phase':
      return (own ?? facts).phase;
    case 'extension':
      return (own ?? facts).extension;
    case 'publishMode':
      return facts.isManualAtStart || draftOf(facts, scope, assignment)?.isManual ? 'manual' : 'auto';
    case 'kind':
      return draftOf(facts, scope, assignment)?.kind;
    case 'terminationRequested':
      return facts.terminationRequestedAt !== null;
    default:
      return OF_ONE_EVENT.has(name) ? undefined : storedValue(facts, name, scope.assignment);
  }
}

function some(facts: Facts, test: (one: AssignmentFacts) => boolean): boolean {
  for (const one of facts.assignments.values()) if (test(one)) return true;
  return false;
}

function leads(facts: Facts, assignment: AssignmentFacts): boolean {
  if (facts.lead === assignment.id) return true;
  return isHeld(assignment) && !some(facts, (one) => one.id !== assignment.id && isHeld(one));
}

/** Every body but the lead that neither gave the message back nor was dropped has given its part. */
function areAllPartsGiven(facts: Facts): boolean {
  const held = [...facts.assignments.values()].filter(isHeld);
  return held.length < 2 || held.every((one) => one.id === facts.lead || one.part !== 'none');
}

/** Every body but the one that asks, unless dropped or replaced; one that gave the message back is still waited for. */
function areAllPartsApproved(facts: Facts, asking: string | null): boolean {
  const counted = [...facts.assignments.values()].filter((one) => one.state !== 'closed');
  return counted.length < 2 || counted.every((one) => one.id === asking || one.part === 'approved');
}

function draftOf(facts: Facts, scope: Scope, assignment: AssignmentFacts | undefined): DraftFacts | undefined {
  const id = scope.draft ?? (assignment ? assignment.draft : facts.commonDraft);
  return id ? facts.drafts.get(id) : undefined;
}
