import { useRef, useState } from 'preact/hooks';
import { checkReply } from '../../lib/domain/replies/check-reply.ts';
import { PICTURE_LIMITS } from '../../lib/domain/replies/picture.ts';
import { useCaseFrame } from '../frame.ts';
import { useAct } from '../ui/use-act.ts';
import { useInsist } from './company.tsx';
import { type FormPicture, signOf } from './form-pictures.ts';
import type { Share } from './shares.ts';
import type { SharedDraft } from './use-shared-draft.ts';
import type { CaseView, PanelActions, ReplyForm } from './view.ts';

/** What may be done with the text as it stands, and what stands in the way. */
export function useDesk(share: Share, view: CaseView, actions: PanelActions, form: SharedDraft) {
  const { t, context } = useCaseFrame();
  const [tried, setTried] = useState(false);
  const act = useAct();
  /** What was last filed in the case; a change in typing makes it old. */
  const [filed, setFiled] = useState<ReplyForm | null>(null);
  const company = useInsist();
  const { value } = form;
  const target = { assignment: share.assignment.id, draft: share.draft?.publication === null ? share.draft.id : null };
  const count = value.pictures?.length ?? 0;
  const findings = checkReply(value.text, value.kind, context.profile, { importance: view.case.importance }, count);
  const isBlocked = findings.some((one) => one.level === 'block' && one.code !== 'checklist');
  const isEmpty = value.text.trim() === '';
  const lacksDate = value.kind === 'interim' && value.agreedOn === '';
  const isTooMany = count > PICTURE_LIMITS.perReply;
  const isUndecided = form.newer !== null;

  async function save(): Promise<void> {
    setTried(true);
    if (isUndecided || isTooMany) return;
    form.filed(value);
    if (await act.run(() => actions.saveReply(target, value))) setFiled(value);
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (isEmpty || lacksDate || isBlocked || isTooMany || isUndecided || !company.mayGo()) return;
    await send();
  }

  async function send(): Promise<void> {
    form.filed(value);
    await act.run(() => actions.submitReply(target, value));
  }

  const latest = useRef(form);
  latest.current = form;

  /** Pictures come when they are kept: what was typed meanwhile stays. */
  function attach(pictures: FormPicture[]): void {
    const { pictures: _, ...rest } = latest.current.value;
    latest.current.change(pictures.length === 0 ? rest : { ...rest, pictures });
  }

  function insist(): void {
    company.insist();
    send();
  }

  const inTheWay = !tried
    ? null
    : isUndecided
      ? t.versions.choose
      : isTooMany
        ? t.pictures.tooMany
        : isBlocked
          ? t.refusals['reply-rule']
          : null;
  return {
    ...{ act, company, findings, isEmpty, save, submit, insist, attach },
    wrong: act.wrong ?? inTheWay,
    missingText: tried && isEmpty ? t.draft.empty : null,
    missingDate: tried && lacksDate ? t.draft.needDate : null,
    isFiled:
      filed !== null && filed.kind === value.kind && signOf(filed.text, filed.pictures) === signOf(value.text, value.pictures),
  };
}
export type Desk = ReturnType<typeof useDesk>;
