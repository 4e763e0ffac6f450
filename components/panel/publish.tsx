import { useState } from 'preact/hooks';
import type { Draft } from '../../lib/domain/cases/model.ts';
import type { InsertOutcome } from '../../lib/domain/messages/seen.ts';
import { useFrame } from '../frame.ts';
import { AddLink } from './add-link.tsx';
import { Differing } from './differing.tsx';
import { InsertProblem } from './insert-problem.tsx';
import { ReasonForm } from './reason-form.tsx';
import { ProposedText } from './review.tsx';
import type { Share } from './shares.ts';
import type { CaseView, PanelActions } from './view.ts';

export interface PublishProps {
  share: Share;
  draft: Draft;
  view: CaseView;
  actions: PanelActions;
}

/** From an approved text to a posted one: the box is filled here, «Отправить» is pressed in the network. */
export function Publish({ share, draft, view, actions }: PublishProps) {
  const { t } = useFrame();
  const target = { assignment: share.assignment.id, draft: draft.id };
  const differing = view.differing.find((one) => one.draft === draft.id);
  const approved = (draft.approvedTextId && view.texts[draft.approvedTextId]) ?? '';
  if (!share.actions.has('record-publication')) {
    return (
      <div class="section">
        <ProposedText draft={draft} view={view} />
        <p class="muted">{t.publish.waiting}</p>
      </div>
    );
  }
  return (
    <div class="section">
      {differing && (
        <Differing
          approved={approved}
          posted={differing.reply.text}
          onSubmit={(explanation) =>
            actions.recordPublication(target, {
              permalink: differing.reply.permalink,
              text: differing.reply.text,
              publishedAt: differing.reply.postedAt,
              matches: false,
              explanation,
              mode: 'auto',
            })
          }
        />
      )}
      <ProposedText draft={draft} view={view} />
      <Insertion share={share} draft={draft} view={view} actions={actions} approved={approved} />
      <AddLink
        approved={approved}
        network={view.case.message.network}
        wasInserted={view.inserted.includes(draft.id)}
        onSubmit={(reply) => actions.recordPublication(target, reply)}
      />
      <Failure share={share} onSubmit={(error) => actions.reportFailure(target, error)} />
    </div>
  );
}

function Insertion({ share, draft, view, actions, approved }: PublishProps & { approved: string }) {
  const { t } = useFrame();
  const [outcome, setOutcome] = useState<InsertOutcome | null>(null);
  const [busy, setBusy] = useState(false);
  const isInserted = outcome?.ok ?? view.inserted.includes(draft.id);
  const now = isInserted ? 1 : 0;

  async function insert(consent: { confirmed?: boolean; override?: string }): Promise<void> {
    if (busy || draft.approvedTextId === null) return;
    setBusy(true);
    const target = { assignment: share.assignment.id, draft: draft.id };
    const result = await actions
      .insert(target, draft.approvedTextId, consent)
      .catch((): InsertOutcome => ({ ok: false, reason: 'not-accepted' }));
    setOutcome(result);
    setBusy(false);
  }

  return (
    <>
      <ol class="steps">
        {[t.publish.steps.insert, t.publish.steps.send, t.publish.steps.recognise].map((step, index) => (
          <li
            key={step}
            class={index < now ? 'done' : index === now ? 'now' : ''}
            aria-current={index === now ? 'step' : undefined}
          >
            {step}
          </li>
        ))}
      </ol>
      {outcome?.ok && (
        <p class="notice good" role="status">
          {outcome.strategy === 'clipboard' ? t.publish.clipboard : t.publish.inserted}
        </p>
      )}
      {outcome && !outcome.ok && (
        <InsertProblem outcome={outcome} accounts={share.accounts} text={approved} busy={busy} onRetry={insert} />
      )}
      {share.isUnsynced && <p class="notice">{t.publish.unsynced}</p>}
      <div class="actions sticky">
        <button
          type="button"
          class={isInserted ? 'button' : 'button main'}
          data-main
          disabled={share.isUnsynced || busy}
          onClick={() => insert({})}
        >
          {isInserted ? t.publish.again : t.publish.insert}
        </button>
      </div>
    </>
  );
}

function Failure({ share, onSubmit }: { share: Share; onSubmit: (error: string) => ReturnType<PanelActions['reportFailure']> }) {
  const { t } = useFrame();
  const [open, setOpen] = useState(false);
  if (!share.actions.has('report-publish-failure')) return null;
  if (!open) {
    return (
      <div class="row">
        <button type="button" class="button quiet small" onClick={() => setOpen(true)}>
          {t.publish.fail}
        </button>
      </div>
    );
  }
  return (
    <ReasonForm
      title={t.publish.fail}
      label={t.publish.failReason}
      submitLabel={t.publish.failSend}
      requiredText={t.open.required}
      onSubmit={onSubmit}
      onCancel={() => setOpen(false)}
    />
  );
}
