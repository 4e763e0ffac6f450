import { useState } from 'preact/hooks';
import { useCaseFrame } from '../frame.ts';
import { useAct } from '../ui/use-act.ts';
import { Wrong } from '../ui/wrong.tsx';
import { BodyChoice } from './body-choice.tsx';
import { ReasonForm } from './reason-form.tsx';
import type { Share } from './shares.ts';
import type { CaseView, PanelActions } from './view.ts';

export interface ReturnedProps {
  share: Share;
  view: CaseView;
  actions: PanelActions;
}

/** A body said «не наше»: the curator sends it on or settles it without a body. */
export function Returned({ share, view, actions }: ReturnedProps) {
  const { t, context } = useCaseFrame();
  const [bodies, setBodies] = useState<string[]>([]);
  const [tried, setTried] = useState(false);
  const [closing, setClosing] = useState(false);
  const act = useAct();
  const { assignment } = share;
  const comment = assignment.refusal && view.texts[assignment.refusal.comment.id];
  const others = context.bodies.filter((body) => body.id !== assignment.bodyId);

  async function reroute(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (bodies.length > 0) await act.run(() => actions.reroute(assignment.id, bodies, ''));
  }

  return (
    <div class="section">
      <section class="notice soon">
        <h2>{t.returned.title}</h2>
        <p class="small">{share.bodyTitle}</p>
        {comment && <p class="citizen quote">{comment}</p>}
      </section>
      {closing ? (
        <ReasonForm
          title={t.returned.without}
          label={t.returned.withoutReason}
          submitLabel={t.returned.withoutSend}
          requiredText={t.open.required}
          onSubmit={(reason) => actions.closeWithoutBody(assignment.id, reason)}
          onCancel={() => setClosing(false)}
        />
      ) : (
        share.actions.has('reroute') && (
          <form noValidate class="section" onSubmit={reroute}>
            <BodyChoice bodies={others} chosen={bodies} onChange={setBodies} wrong={tried && bodies.length === 0} />
            <Wrong text={act.wrong} />
            <div class="actions sticky">
              <button type="submit" class="button main" data-main disabled={act.busy}>
                {t.returned.reroute}
              </button>
              {share.actions.has('close-without-body') && (
                <button type="button" class="button" onClick={() => setClosing(true)}>
                  {t.returned.without}
                </button>
              )}
            </div>
          </form>
        )
      )}
    </div>
  );
}
