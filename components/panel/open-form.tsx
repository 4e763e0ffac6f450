import { useState } from 'preact/hooks';
import { useCaseFrame } from '../frame.ts';
import { reveal } from '../ui/reveal.ts';
import { TextField } from '../ui/text-field.tsx';
import { useAct } from '../ui/use-act.ts';
import { Wrong } from '../ui/wrong.tsx';
import { HeldNotice, Insist, useInsist } from './company.tsx';
import { DeadlinesPreview } from './deadlines-preview.tsx';
import { OpenFields } from './open-fields.tsx';
import { useKept } from './use-kept.ts';
import type { MessageView, OpenForm, PanelActions } from './view.ts';

export interface OpenCaseFormProps {
  view: MessageView;
  actions: PanelActions;
}

/** Post → case: what the regulation needs, what will follow from it, and one button. */
export function OpenCaseForm({ view, actions }: OpenCaseFormProps) {
  const { t, context } = useCaseFrame();
  const { owner, message } = view;
  const form = useKept(view.kept ?? { ...startingForm(), ...view.suggested }, (value) =>
    actions.keepOpenForm({ owner, message }, value),
  );
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState<'gone' | 'changed' | null>(null);
  const act = useAct();
  const { value } = form;
  const company = useInsist();
  const hint = view.kept !== null ? t.open.restored : Object.keys(view.suggested).length > 0 ? t.open.suggested : null;

  function change(next: OpenForm): void {
    actions.typing();
    form.change(next);
  }

  async function send(fromSnapshot: boolean): Promise<void> {
    setTried(true);
    if (!isFilled(value) || !company.mayGo()) return;
    await sendNow(fromSnapshot);
  }

  async function sendNow(fromSnapshot: boolean): Promise<void> {
    setTrouble(null);
    await act.run(async () => {
      const result = await actions.openNewCase(value, fromSnapshot);
      if (result.ok || 'refusal' in result) return result;
      setTrouble(result.problem);
      return { ok: true };
    });
  }

  return (
    <form
      noValidate
      class="section"
      aria-label={t.message.title}
      onSubmit={(event) => {
        event.preventDefault();
        send(false);
      }}
    >
      <HeldNotice />
      {hint !== null && <p class="small muted">{hint}</p>}
      <OpenFields view={view} value={value} onChange={change} tried={tried} />
      <TextField label={t.open.note} shape="area" value={value.note} onChange={(note) => change({ ...value, note })} />
      <DeadlinesPreview importance={value.importance} bodies={value.bodies} />
      {trouble && <Trouble kind={trouble} busy={act.busy} onSendSnapshot={() => send(true)} />}
      {company.asked && (
        <Insist
          busy={act.busy}
          onInsist={() => {
            company.insist();
            sendNow(false);
          }}
        />
      )}
      <Wrong text={act.wrong} />
      <div class="actions sticky">
        <button type="submit" class="button main" data-main disabled={act.busy}>
          {t.open.submit}
        </button>
      </div>
    </form>
  );

  function startingForm(): OpenForm {
    const [first, second] = context.bodies;
    const bodies = first && !second ? [first.id] : [];
    return { topic: '', location: '', importance: context.profile.importance.default, bodies, note: '' };
  }
}

function isFilled({ topic, location, bodies }: OpenForm): boolean {
  return topic.trim() !== '' && location.trim() !== '' && bodies.length > 0;
}

/** The message is gone or says something else now: nothing was sent, nothing typed is lost. */
function Trouble({ kind, busy, onSendSnapshot }: { kind: 'gone' | 'changed'; busy: boolean; onSendSnapshot: () => void }) {
  const { t } = useCaseFrame();
  return (
    <section class="notice soon" role="alert" ref={reveal}>
      <h2>{kind === 'gone' ? t.open.goneTitle : t.open.changedTitle}</h2>
      <p>{kind === 'gone' ? t.open.goneBody : t.open.changedBody}</p>
      {kind === 'gone' && (
        <div class="row">
          <button type="button" class="button" disabled={busy} onClick={onSendSnapshot}>
            {t.open.sendSnapshot}
          </button>
        </div>
      )}
    </section>
  );
}
