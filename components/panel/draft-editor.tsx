import { useState } from 'preact/hooks';
import { useFrame } from '../frame.ts';
import { TextField } from '../ui/text-field.tsx';
import { Wrong } from '../ui/wrong.tsx';
import { HeldNotice, Insist } from './company.tsx';
import { DraftState } from './draft-state.tsx';
import { Findings } from './findings.tsx';
import { KindChoice } from './kind-choice.tsx';
import { PictureField } from './picture-field.tsx';
import { ReasonForm } from './reason-form.tsx';
import type { Share } from './shares.ts';
import { type Desk, useDesk } from './use-desk.ts';
import { usePictureIntake } from './use-picture-intake.ts';
import { type SharedDraft, useSharedDraft } from './use-shared-draft.ts';
import { NewerVersion, PutAside, Versions } from './versions.tsx';
import type { CaseView, PanelActions } from './view.ts';

export interface DraftEditorProps {
  share: Share;
  view: CaseView;
  actions: PanelActions;
}

/** The executor's desk: one text, checked as it is typed, kept on every pause, sent for approval. */
export function DraftEditor({ share, view, actions }: DraftEditorProps) {
  const { t } = useFrame();
  const { id } = share.assignment;
  const form = useSharedDraft(share, view, actions);
  const [refusing, setRefusing] = useState(false);
  const desk = useDesk(share, view, actions, form);
  const { value } = form;
  const intake = usePictureIntake(value.pictures ?? [], desk.attach, actions.addPicture);
  return (
    <div class="section">
      {form.newer && (
        <NewerVersion
          newer={form.newer}
          texts={view.texts}
          mine={value.text}
          onKeepMine={form.keepMine}
          onTakeTheirs={form.takeTheirs}
        />
      )}
      {!form.newer && <HeldNotice />}
      <form noValidate class="section" onSubmit={desk.submit} aria-label={t.draft.label} {...intake.events}>
        <KindChoice kinds={share.kinds} value={value.kind} onChange={(kind) => form.change({ ...value, kind })} />
        <Text form={form} desk={desk} restored={view.kept[id] !== undefined} />
        {value.aside !== undefined && <PutAside text={value.aside} onBringBack={form.bringBack} />}
        <PictureField intake={intake} reminder={desk.findings.find((one) => one.code === 'no-pictures')} />
        {!desk.isEmpty && <Findings findings={desk.findings} />}
        {desk.company.asked && <Insist busy={desk.act.busy} onInsist={desk.insist} />}
        <Wrong text={desk.wrong} />
        {desk.isFiled && (
          <p role="status" class="small muted">
            {t.draft.filed}
          </p>
        )}
        {!refusing && <DraftButtons share={share} desk={desk} adding={intake.busy} onRefuse={() => setRefusing(true)} />}
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

function Text({ form, desk, restored }: { form: SharedDraft; desk: Desk; restored: boolean }) {
  const { t } = useFrame();
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

interface DraftButtonsProps {
  share: Share;
  desk: Desk;
  /** A picture is still being kept: nothing goes without it. */
  adding: boolean;
  onRefuse: () => void;
}

function DraftButtons({ share, desk, adding, onRefuse }: DraftButtonsProps) {
  const { t } = useFrame();
  const busy = desk.act.busy || adding;
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
