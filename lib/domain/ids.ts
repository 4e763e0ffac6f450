/** Strings that must not be mixed up. Made by the functions below and nowhere else. */

declare const brand: unique symbol;
type Branded<B extends string> = string & { readonly [brand]: B };

/** Stable key of a message: `vk:wall-123_45`, `vk:wall-123_45?reply=678`, `ok:topic/2`, `ok:topic/2#3`, `tg:-1001/5`, by hand `web:<hash>`. */
export type MessageRef = Branded<'MessageRef'>;
/** Client-made UUIDv7 of a case. */
export type CaseId = Branded<'CaseId'>;

export function messageRef(value: string): MessageRef {
  return value as MessageRef;
}

export function caseId(value: string): CaseId {
  return value as CaseId;
}
