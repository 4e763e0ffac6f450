import { type Attributes, ownAttribute } from '../regulations/patterns.ts';
import type { Profile } from '../regulations/profile.ts';
import { type AssignmentFacts, type Facts, isHeld, isOpen, type Located, storedValue } from './facts.ts';

/** The event's own data come before what the case says of these. */
const OWN = new Set(['kind', 'what', 'mode', 'field', 'reason']);

interface Scope {
  assignment: string | null;
  draft: string | null;
}

/** Attributes as a condition sees them right after `event` (or with nothing of an event, when null). */
export function attributesOf(profile: Profile, facts: Facts, scope: Scope, event: Located | null): Attributes {
  return (name) => {
    if (event && OWN.has(name)) {
      const own = ownAttribute(event, name);
      if (own !== undefined) return own;
    }
    return attribute(profile, facts, scope, name);
  };
}

/** A step is read before its event, with the event's own data, its term and the number of bodies it names on top. */
export function attributesBefore(profile: Profile, facts: Facts, event: Located): Attributes {
  const known = attributesOf(profile, facts, event, event);
  return (name) => {
    if (name === 'extension' && event.data.extension !== undefined) return event.data.extension;
    if (name === 'multiBody' && Array.isArray(event.data.bodies)) return facts.multiBody || event.data.bodies.length > 1;
    return known(name);
  };
}

function attribute(profile: Profile, facts: Facts, scope: Scope, name: string): unknown {
  const assignment = scope.assignment === null ? undefined : facts.assignments.get(scope.assignment);
  const isSplit = profile.multiBody.mode === 'split';
  switch (name) {
    case 'importance':
      return facts.importance;
    case 'messageKind':
      return facts.messageKind;
    case 'multiBody':
      return facts.multiBody;
    case 'returned':
      return assignment
        ? assignment.state === 'classified'
        : [...facts.assignments.values()].some((one) => one.state === 'classified');
    case 'otherBodies':
      return [...facts.assignments.values()].some((one) => one.id !== scope.assignment && isOpen(one) && isHeld(one));
    case 'leads':
      return assignment ? leads(facts, assignment) : true;
    case 'lead':
      return facts.lead ?? profile.multiBody.lead;
    case 'allParts':
      return partsOf(facts).every((one) => one.part !== 'none');
    case 'allPartsApproved':
      return partsOf(facts).every((one) => one.part === 'approved');
    case 'phase':
      return isSplit && assignment ? assignment.phase : facts.phase;
    case 'extension':
      return isSplit && assignment ? assignment.extension : facts.extension;
    case 'publishMode':
      return draftOf(facts, scope, assignment)?.isManual ? 'manual' : 'auto';
    case 'kind':
      return draftOf(facts, scope, assignment)?.kind;
    case 'terminationRequested':
      return facts.terminationRequestedAt !== null;
    default:
      return storedValue(facts, name, scope.assignment);
  }
}

function leads(facts: Facts, assignment: AssignmentFacts): boolean {
  if (facts.lead !== null) return facts.lead === assignment.id;
  return isHeld(assignment) && ![...facts.assignments.values()].some((one) => one.id !== assignment.id && isHeld(one));
}

/** The bodies whose parts a common reply waits for. */
function partsOf(facts: Facts): AssignmentFacts[] {
  const held = [...facts.assignments.values()].filter(isHeld);
  return held.length < 2 ? [] : held.filter((one) => one.id !== facts.lead);
}

function draftOf(facts: Facts, scope: Scope, assignment: AssignmentFacts | undefined) {
  const id = scope.draft ?? assignment?.draft;
  return id ? facts.drafts.get(id) : undefined;
}
