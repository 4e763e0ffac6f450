import type { Command, Refusal } from '../../lib/domain/cases/commands.ts';
import type { StoredText, TextRef } from '../../lib/domain/cases/model.ts';
import { sha256 } from './canonical.ts';

export type TextCheck = { ok: true; added: (StoredText & { hash: string })[] } | { ok: false; refusal: Refusal };

/**
 * Every text that a command refers to must be stored already or come with it, and must be what its hash says.
 * A body that comes again is compared too: what was decided about must be what is kept.
 * `stored` gives the hash of a text of this case by id. Bodies that nothing refers to are not taken.
 */
export function checkTexts(command: Command, stored: ReadonlyMap<string, string>): TextCheck {
  const added = new Map<string, StoredText & { hash: string }>();
  for (const ref of textRefs(command.args)) {
    const sent = command.texts.find((text) => text.id === ref.id);
    if (sent && sha256(`${sent.salt}\n${sent.body}`) !== ref.hash) return wrong('unknown-value');
    const known = stored.get(ref.id) ?? added.get(ref.id)?.hash;
    if (known === undefined && !sent) return wrong('missing-data');
    if (known !== undefined && known !== ref.hash) return wrong('unknown-value');
    if (known === undefined && sent) added.set(ref.id, { id: sent.id, salt: sent.salt, body: sent.body, hash: ref.hash });
  }
  return { ok: true, added: [...added.values()] };
}

function wrong(code: Refusal['code']): TextCheck {
  return { ok: false, refusal: { code, clause: null, detail: 'text' } };
}

/** Text references anywhere inside a value: objects of exactly `{id, hash}`. */
export function textRefs(value: unknown): TextRef[] {
  if (value === null || typeof value !== 'object') return [];
  if ('id' in value && 'hash' in value && typeof value.id === 'string' && typeof value.hash === 'string') {
    return [{ id: value.id, hash: value.hash }];
  }
  return Object.values(value).flatMap(textRefs);
}
