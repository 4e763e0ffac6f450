import type { CaseView } from '../../lib/background/case-shelf.ts';
import type { StoredText } from '../../lib/domain/cases/model.ts';
import type { Played } from './builders.ts';
import { context } from './place.ts';

/** The played case as the background knows it, with nothing unsent. */
export function viewOf({ found, texts }: Played): CaseView {
  const stored = Object.fromEntries(
    Object.entries(texts).map(([id, body]): [string, StoredText] => [id, { id, salt: 'salt', body }]),
  );
  const { profile, version } = found.regulation;
  const document = { id: found.id, number: '1', regulation: { profile, version }, events: found.events, texts: stored, seq: 1 };
  return { document, state: found, context, pending: [] };
}
