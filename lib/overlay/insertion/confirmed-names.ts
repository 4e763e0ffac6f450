import type { OfficialAccount } from '../../domain/cases/model.ts';
import type { MessageRef } from '../../domain/ids.ts';

interface Place {
  /** Where the page stands now. */
  url: URL;
  ref: MessageRef;
  accounts: OfficialAccount[];
}

/**
 * Where the page does not show in whose name a reply goes out the person looks and says it, once for a page: the same address, messages of
 * the same wall or topic, the same accounts that are right. It is forgotten with the page.
 */
export function createConfirmedNames() {
  const confirmed = new Set<string>();
  // Before the number of the message, of the comment or of a query.
  const keyOf = ({ url, ref, accounts }: Place) => JSON.stringify([url.pathname, ref.split(/[_#?]/)[0], accounts]);

  return {
    has: (place: Place) => confirmed.has(keyOf(place)),
    add: (place: Place) => void confirmed.add(keyOf(place)),
  };
}
