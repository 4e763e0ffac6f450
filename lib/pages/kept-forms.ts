import { type FormPicture, picturesOf, signOf } from '../../components/panel/form-pictures.ts';
import type { OpenForm, ReplyForm } from '../../components/panel/view.ts';
import type { Assignment } from '../domain/cases/model.ts';
import type { CaseId, MessageRef } from '../domain/ids.ts';
import type { LocalDraft } from '../protocol/messages.ts';

export function openKey(ref: MessageRef): string {
  return `open:${ref}`;
}
export function replyKey(id: CaseId, assignment: string): string {
  return `reply:${id}:${assignment}`;
}
/** Says that the approved text of this draft was put into the reply box from here. */
export function insertedKey(id: CaseId, draft: string): string {
  return `inserted:${id}:${draft}`;
}

export function keepOpenForm(message: { ref: MessageRef; permalink: string }, form: OpenForm): LocalDraft {
  const { topic, location, importance, bodies, note } = form;
  const { permalink } = message;
  const fields = { topic, location, importance, bodies: JSON.stringify(bodies), permalink };
  return { key: openKey(message.ref), kind: null, text: note, fields, savedAt: 0 };
}

export function openFormOf(kept: LocalDraft | null): OpenForm | null {
  if (kept === null) return null;
  const { topic = '', location = '', importance = '', bodies = '[]' } = kept.fields;
  return { topic, location, importance, bodies: idsIn(bodies), note: kept.text };
}

export function keepReplyForm(key: string, form: ReplyForm): LocalDraft {
  const { kind, text, agreedOn, base, aside, pictures = [] } = form;
  const fields = {
    ...(agreedOn === '' ? {} : { agreedOn }),
    ...(base === undefined ? {} : { base: base ?? '' }),
    ...(aside === undefined ? {} : { aside }),
    ...(pictures.length === 0 ? {} : { pictures: JSON.stringify(pictures) }),
  };
  // A form that was emptied by hand is as good as none.
  return {
    key,
    kind,
    text,
    fields: text === '' && agreedOn === '' && aside === undefined && pictures.length === 0 ? {} : fields,
    savedAt: 0,
  };
}

/** Null when the text has already become a version of a draft: what was sent is not shown as unsent. */
export function replyFormOf(kept: LocalDraft | null, assignment: Assignment, texts: Record<string, string>): ReplyForm | null {
  if (kept === null) return null;
  const versions = assignment.drafts.flatMap((draft) => draft.versions);
  const pictures = picturesIn(kept.fields.pictures);
  const sign = signOf(kept.text, pictures);
  const isSent = versions.some((one) => texts[one.text.id] === kept.text && signOf(kept.text, picturesOf(one, texts)) === sign);
  if (kept.fields.aside === undefined && isSent) return null;
  const { agreedOn = '', base, aside } = kept.fields;
  return {
    ...{ kind: kept.kind ?? 'final', text: kept.text, agreedOn },
    ...(base === undefined ? {} : { base: base === '' ? null : base }),
    ...(aside === undefined ? {} : { aside }),
    ...(pictures.length === 0 ? {} : { pictures }),
  };
}

function picturesIn(json = '[]'): FormPicture[] {
  return JSON.parse(json) as FormPicture[];
}

function idsIn(json: string): string[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.map(String) : [];
}
