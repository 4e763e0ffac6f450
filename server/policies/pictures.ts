import type { CaseDocument } from '../../lib/domain/cases/model.ts';
import type { Profile } from '../../lib/domain/regulations/profile.ts';
import type { Picture } from '../../lib/domain/replies/picture.ts';
import { ownEvents } from './own-part.ts';
import type { Member, Scope } from './visibility.ts';

/** Steps by which a text comes into a case. */
const WRITING = /^(draft\.submitted|part\.submitted|deputy\.asked)/;

/** Only who writes replies by some regulation of the tenant puts pictures beside them. */
export function mayAttach(member: Member, profiles: Profile[]): boolean {
  const roles = [member, ...(member.actsFor ?? [])].flatMap((one) => one.roles);
  return profiles.some(({ flow }) => flow.some((step) => WRITING.test(step.event) && roles.includes(step.by)));
}

/** A picture is read with the texts it goes out with; who put it in reads it before. The case itself is visible to the reader. */
export function seesPicture(
  { hash, uploadedBy }: { hash: string; uploadedBy: string },
  document: CaseDocument,
  scope: Scope,
  people: string[],
): boolean {
  if (people.includes(uploadedBy)) return true;
  return ownEvents(document, scope, people).some(({ data }) =>
    ((data.pictures ?? []) as Picture[]).some((one) => one.hash === hash),
  );
}
