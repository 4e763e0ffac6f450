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
  const { value } = form;
  const findings = checkReply(value.text, value.kind, context.profile, { importance: view.case.importance });
  const isBlocked = findings.some((one) => one.level === 'block' && one.code !== 'checklist');
  const isEmpty = value.text.trim() === '';
  const lacksDate = value.kind === 'interim' && value.agreedOn === '';

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (isEmpty || lacksDate || isBlocked) return;
    await act.run(() =>
      actions.submitReply({ assignment: id, draft: share.draft?.publication === null ? share.draft.id : null }, value),
    );
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
        {!refusing && (
          <div class="actions sticky">
            <button type="submit" class="button main" data-main disabled={act.busy}>
              {t.draft.submit}
            </button>
            {share.actions.has('refuse-competence') && (
              <button type="button" class="button" onClick={() => setRefusing(true)}>
                {t.draft.notOurs}
              </button>
            )}
          </div>
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

/** A returned draft is corrected, not written anew. */
function startingForm(share: Share, view: CaseView): ReplyForm {
  const newest = share.draft?.publication === null ? share.draft.versions.at(-1) : undefined;
  const kind = newest && share.kinds.includes(newest.kind) ? newest.kind : (share.kinds[0] ?? 'final');
  return { kind, text: (newest && view.texts[newest.text.id]) ?? '', agreedOn: '' };
}
