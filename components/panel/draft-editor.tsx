import { useState } from 'preact/hooks';
import { checkReply } from '../../lib/domain/replies/check-reply.ts';
import { useCaseFrame } from '../frame.ts';
import { TextField } from '../ui/text-field.tsx';
import { useAct } from '../ui/use-act.ts';
import { Wrong } from '../ui/wrong.tsx';
import { HeldNotice, Insist, useInsist } from './company.tsx';
import { DraftState } from './draft-state.tsx';
import { Findings } from './findings.tsx';
import { KindChoice } from './kind-choice.tsx';
import { ReasonForm } from './reason-form.tsx';
import type { Share } from './shares.ts';
import { type SharedDraft, useSharedDraft } from './use-shared-draft.ts';
import { NewerVersion, PutAside, Versions } from './versions.tsx';
import type { CaseView, PanelActions, ReplyForm } from './view.ts';

export interface DraftEditorProps {
  share: Share;
  view: CaseView;
  actions: PanelActions;
}

/** The executor's desk: one text, checked as it is typed, kept on every pause, sent for approval. */
export function DraftEditor({ share, view, actions }: DraftEditorProps) {
  const { t } = useCaseFrame();
  const { id } = share.assignment;
  const form = useSharedDraft(share, view, actions);
  const [refusing, setRefusing] = useState(false);
  const desk = useDesk(share, view, actions, form);
  const { value } = form;
  return (
    <div class="section">
      {form.newer && (
        <NewerVersion newer={form.newer} mine={value.text} onKeepMine={form.keepMine} onTakeTheirs={form.takeTheirs} />
      )}
      {!form.newer && <HeldNotice />}
      <form noValidate class="section" onSubmit={desk.submit} aria-label={t.draft.label}>
        <KindChoice kinds={share.kinds} value={value.kind} onChange={(kind) => form.change({ ...value, kind })} />
        <Text form={form} desk={desk} restored={view.kept[id] !== undefined} />
        {value.aside !== undefined && <PutAside text={value.aside} onBringBack={form.bringBack} />}
        {!desk.isEmpty && <Findings findings={desk.findings} />}
        {desk.company.asked && <Insist busy={desk.act.busy} onInsist={desk.insist} />}
        <Wrong text={desk.wrong} />
        {desk.isFiled && (
          <p role="status" class="small muted">
            {t.draft.filed}
          </p>
        )}
        {!refusing && <DraftButtons share={share} desk={desk} onRefuse={() => setRefusing(true)} />}
      </form>
      {share.draft?.publication === null && <Versions draft={share.draft} view={view} />}
      {refusing && (
        <ReasonForm
          title={t.draft.notOursTitle}
          label={t.draft.notOursReason}
          submitLabel={t.draft.notOursSend}
          requiredText={t.open.required}
          onSubmit={(comment) => actions.refuseCompetence(id, comment)}
          onCancel={() => setRefusing(false)}
        />
      )}
    </div>
  );
}

/** What may be done with the text as it stands, and what stands in the way. */
function useDesk(share: Share, view: CaseView, actions: PanelActions, form: SharedDraft) {
  const { t, context } = useCaseFrame();
  const [tried, setTried] = useState(false);
  const act = useAct();
  /** What was last filed in the case; a change in typing makes it old. */
  const [filed, setFiled] = useState<ReplyForm | null>(null);
  const company = useInsist();
  const { value } = form;
  const target = { assignment: share.assignment.id, draft: share.draft?.publication === null ? share.draft.id : null };
  const findings = checkReply(value.text, value.kind, context.profile, { importance: view.case.importance });
  const isBlocked = findings.some((one) => one.level === 'block' && one.code !== 'checklist');
  const isEmpty = value.text.trim() === '';
  const lacksDate = value.kind === 'interim' && value.agreedOn === '';
  const isUndecided = form.newer !== null;

  async function save(): Promise<void> {
    setTried(true);
    if (isUndecided) return;
    form.filed(value);
    if (await act.run(() => actions.saveReply(target, value))) setFiled(value);
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (isEmpty || lacksDate || isBlocked || isUndecided || !company.mayGo()) return;
    await send();
  }

  async function send(): Promise<void> {
    form.filed(value);
    await act.run(() => actions.submitReply(target, value));
  }

  function insist(): void {
    company.insist();
    send();
  }

  const inTheWay = !tried ? null : isUndecided ? t.versions.choose : isBlocked ? t.refusals['reply-rule'] : null;
  return {
    ...{ act, company, findings, isEmpty, save, submit, insist },
    wrong: act.wrong ?? inTheWay,
    missingText: tried && isEmpty ? t.draft.empty : null,
    missingDate: tried && lacksDate ? t.draft.needDate : null,
    isFiled: filed !== null && filed.text === value.text && filed.kind === value.kind,
  };
}
type Desk = ReturnType<typeof useDesk>;

function Text({ form, desk, restored }: { form: SharedDraft; desk: Desk; restored: boolean }) {
  const { t } = useCaseFrame();
  const { value, change, state } = form;
  const isInterim = value.kind === 'interim';
  return (
    <>
      <div class="section tight">
        <TextField
          label={isInterim ? t.draft.labelInterim : t.draft.label}
          shape="tall"
          placeholder={t.draft.placeholder}
          value={value.text}
          onChange={(text) => change({ ...value, text })}
          wrong={desk.missingText}
        />
        <DraftState text={value.text} state={state} restored={restored} />
      </div>
      {isInterim && (
        <TextField
          label={t.draft.agreedDate}
          hint={t.draft.agreedDateHint}
          type="date"
          value={value.agreedOn}
          onChange={(agreedOn) => change({ ...value, agreedOn })}
          wrong={desk.missingDate}
        />
      )}
    </>
  );
}

function DraftButtons({ share, desk, onRefuse }: { share: Share; desk: Desk; onRefuse: () => void }) {
  const { t } = useCaseFrame();
  const { busy } = desk.act;
  return (
    <div class="actions sticky">
      <button type="submit" class="button main" data-main disabled={busy}>
        {t.draft.submit}
      </button>
      {share.actions.has('save-draft') && (
        <button type="button" class="button" disabled={busy || desk.isEmpty} onClick={desk.save}>
          {t.draft.save}
        </button>
      )}
      {share.actions.has('refuse-competence') && (
        <button type="button" class="button" onClick={onRefuse}>
          {t.draft.notOurs}
        </button>
      )}
    </div>
  );
}
