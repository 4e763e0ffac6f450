import { useState } from 'preact/hooks';
import { useCaseFrame } from '../frame.ts';
import { useAct } from '../ui/use-act.ts';
import { Wrong } from '../ui/wrong.tsx';
import { endingsOf } from './endings.ts';
import { ReasonForm } from './reason-form.tsx';
import type { CaseView, PanelActions } from './view.ts';

export interface EndingProps {
  view: CaseView;
  actions: PanelActions;
}

/** The work on a message that is gone: asked to be ended, ended, or decided about. Nothing where the regulation gives no way. */
export function Ending({ view, actions }: EndingProps) {
  const { context, actor } = useCaseFrame();
  const { gone, asked, mayAccept, mayDecline } = endingsOf(view.case, context, actor);
  return (
    <>
      {asked !== null && <Asked ground={asked} {...{ mayAccept, mayDecline, actions }} />}
      {gone !== null && <Gone step={gone} isNoticed={view.after.some(({ kind }) => kind === 'gone')} actions={actions} />}
    </>
  );
}

interface GoneProps {
  step: 'request' | 'close';
  isNoticed: boolean;
  actions: PanelActions;
}

function Gone({ step, isNoticed, actions }: GoneProps) {
  const { t } = useCaseFrame();
  const [open, setOpen] = useState(false);
  const title = step === 'request' ? t.ending.goneRequest : t.ending.goneClose;
  if (!open) {
    return (
      <div class="row">
        <button
          type="button"
          class={isNoticed ? 'button small' : 'button quiet small flush'}
          onClick={() => setOpen(true)}
          title={isNoticed ? undefined : title}
        >
          {isNoticed ? title : t.ending.gone}
        </button>
      </div>
    );
  }
  return (
    <ReasonForm
      title={title}
      label={t.ending.what}
      hint={t.ending.whatHint}
      submitLabel={step === 'request' ? t.ending.request : t.ending.close}
      requiredText={t.open.required}
      onSubmit={(note) => actions.endGone(step, note)}
      onCancel={() => setOpen(false)}
    />
  );
}

interface AskedProps {
  ground: string;
  mayAccept: boolean;
  mayDecline: boolean;
  actions: PanelActions;
}

function Asked({ ground, mayAccept, mayDecline, actions }: AskedProps) {
  const { t } = useCaseFrame();
  const [declining, setDeclining] = useState(false);
  const act = useAct();
  return (
    <section class="notice soon" aria-label={t.ending.requested}>
      <h2>
        {t.ending.requested}: {t.ending.ground[ground] ?? ground}
      </h2>
      {!mayAccept && !mayDecline && <p>{t.ending.waits}</p>}
      {declining && (
        <ReasonForm
          title={t.ending.decline}
          label={t.ending.declineReason}
          submitLabel={t.ending.decline}
          requiredText={t.open.required}
          onSubmit={actions.declineTermination}
          onCancel={() => setDeclining(false)}
        />
      )}
      <Wrong text={act.wrong} />
      {!declining && (mayAccept || mayDecline) && (
        <div class="row">
          {mayAccept && (
            <button
              type="button"
              class="button main"
              disabled={act.busy}
              onClick={() => act.run(() => actions.terminate(ground))}
            >
              {t.ending.accept}
            </button>
          )}
          {mayDecline && (
            <button type="button" class="button" onClick={() => setDeclining(true)}>
              {t.ending.decline}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
