import { useState } from 'preact/hooks';
import { checkReply } from '../../lib/domain/replies/check-reply.ts';
import { useCaseFrame } from '../frame.ts';
import { TextField } from '../ui/text-field.tsx';
import { useAct } from '../ui/use-act.ts';
import { Wrong } from '../ui/wrong.tsx';
import { DraftState } from './draft-state.tsx';
import { Findings } from './findings.tsx';
import { KindChoice } from './kind-choice.tsx';
import { ReasonForm } from './reason-form.tsx';
import type { Share } from './shares.ts';
import { useKept } from './use-kept.ts';
import type { CaseView, PanelActions, ReplyForm } from './view.ts';

export interface DraftEditorProps {
  share: Share;
  view: CaseView;
  actions: PanelActions;
}

/** The executor's desk: one text, checked as it is typed, kept on every pause, sent for approval. */
export function DraftEditor({ share, view, actions }: DraftEditorProps) {
  const { t, context } = useCaseFrame();
  const { id } = share.assignment;
  const kept = view.kept[id];
  const form = useKept<ReplyForm>(kept ?? startingForm(share, view), (value) => actions.keepReply(id, value));
  const [tried, setTried] = useState(false);
  const [refusing, setRefusing] = useState(false);
  const act = useAct();
  /** What was last filed in the case; a change in typing makes it old. */
  const [filed, setFiled] = useState<ReplyForm | null>(null);
  const { value } = form;
  const target = { assignment: id, draft: share.draft?.publication === null ? share.draft.id : null };
  const findings = checkReply(value.text, value.kind, context.profile, { importance: view.case.importance });
  const isBlocked = findings.some((one) => one.level === 'block' && one.code !== 'checklist');
  const isEmpty = value.text.trim() === '';
  const lacksDate = value.kind === 'interim' && value.agreedOn === '';

  async function save(): Promise<void> {
    if (await act.run(() => actions.saveReply(target, value))) setFiled(value);
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (isEmpty || lacksDate || isBlocked) return;
    await act.run(() => actions.submitReply(target, value));
  }

  return (
    <div class="section">
      <form noValidate class="section" onSubmit={submit} aria-label={t.draft.label}>
        <KindChoice kinds={share.kinds} value={value.kind} onChange={(kind) => form.change({ ...value, kind })} />
        <div class="section tight">
          <TextField
            label={value.kind === 'interim' ? t.draft.labelInterim : t.draft.label}
            shape="tall"
            placeholder={t.draft.placeholder}
            value={value.text}
            onChange={(text) => form.change({ ...value, text })}
            wrong={tried && isEmpty ? t.draft.empty : null}
          />
          <DraftState text={value.text} state={form.state} restored={kept !== undefined} />
        </div>
        {value.kind === 'interim' && (
          <TextField
            label={t.draft.agreedDate}
            hint={t.draft.agreedDateHint}
            type="date"
            value={value.agreedOn}
            onChange={(agreedOn) => form.change({ ...value, agreedOn })}
            wrong={tried && lacksDate ? t.draft.needDate : null}
          />
        )}
        {!isEmpty && <Findings findings={findings} />}
        <Wrong text={act.wrong ?? (tried && isBlocked ? t.refusals['reply-rule'] : null)} />
        {filed === value && (
          <p role="status" class="small muted">
            {t.draft.filed}
          </p>
        )}
        {!refusing && (
          <DraftButtons share={share} busy={act.busy} isEmpty={isEmpty} onSave={save} onRefuse={() => setRefusing(true)} />
        )}
      </form>
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

interface DraftButtonsProps {
  share: Share;
  busy: boolean;
  isEmpty: boolean;
  onSave: () => void;
  onRefuse: () => void;
}

function DraftButtons({ share, busy, isEmpty, onSave, onRefuse }: DraftButtonsProps) {
  const { t } = useCaseFrame();
  return (
    <div class="actions sticky">
      <button type="submit" class="button main" data-main disabled={busy}>
        {t.draft.submit}
      </button>
      {share.actions.has('save-draft') && (
        <button type="button" class="button" disabled={busy || isEmpty} onClick={onSave}>
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

/** A returned draft is corrected, not written anew. */
function startingForm(share: Share, view: CaseView): ReplyForm {
  const newest = share.draft?.publication === null ? share.draft.versions.at(-1) : undefined;
  const kind = newest && share.kinds.includes(newest.kind) ? newest.kind : (share.kinds[0] ?? 'final');
  return { kind, text: (newest && view.texts[newest.text.id]) ?? '', agreedOn: '' };
}
