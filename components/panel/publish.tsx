import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Draft } from '../../lib/domain/cases/model.ts';
import { isByHand } from '../../lib/domain/messages/networks.ts';
import type { InsertOutcome } from '../../lib/domain/messages/seen.ts';
import { useFrame } from '../frame.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { reveal } from '../ui/reveal.ts';
import { AddLink } from './add-link.tsx';
import { Differing } from './differing.tsx';
import { InsertProblem } from './insert-problem.tsx';
import { InsertSteps } from './insert-steps.tsx';
import { PublishPictures } from './publish-pictures.tsx';
import { ReasonForm } from './reason-form.tsx';
import { ProposedText } from './review.tsx';
import type { Share } from './shares.ts';
import { useInsertion } from './use-insertion.ts';
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
  const differing = view.differing.find((one) => one.draft === draft.id)?.reply;
  const approved = (draft.approvedTextId && view.texts[draft.approvedTextId]) ?? '';
  const wasInserted = view.inserted.includes(draft.id);
  if (!share.actions.has('record-publication')) {
    return (
      <div class="section">
        <ProposedText draft={draft} view={view} />
        <p class="muted">{t.publish.waiting}</p>
      </div>
    );
  }
  if (differing) {
    const { permalink, text, postedAt: publishedAt } = differing;
    const reply = { permalink, text, publishedAt, matches: false, mode: 'auto' as const };
    return (
      <Differing
        approved={approved}
        posted={text}
        onDismiss={() => actions.dismissDiffering(differing.ref)}
        onSubmit={(explanation) => actions.recordPublication(target, { ...reply, explanation })}
      />
    );
  }
  const isOnlyWay = isByHand(view.case.message.ref);
  const Ways = isOnlyWay ? ByClipboard : Insertion;
  return (
    <div class="section">
      <ProposedText draft={draft} view={view} />
      <Ways share={share} draft={draft} view={view} actions={actions}>
        <AddLink
          approved={approved}
          network={view.case.message.network}
          wasInserted={wasInserted}
          isOnlyWay={isOnlyWay}
          onSubmit={(reply) => actions.recordPublication(target, reply)}
        />
        <Failure share={share} onSubmit={(error) => actions.reportFailure(target, error)} />
      </Ways>
    </div>
  );
}

/** On a page that cannot be read the text goes by the clipboard, and a link is the proof. */
function ByClipboard({ share, draft, view, actions, children }: PublishProps & { children: ComponentChildren }) {
  const { t } = useFrame();
  const text = (draft.approvedTextId && view.texts[draft.approvedTextId]) ?? '';
  return (
    <>
      <p>{t.publish.byClipboard}</p>
      <PublishPictures draft={draft} put={null} actions={actions} />
      {children}
      <div class="actions sticky">
        {share.isUnsynced ? (
          <p class="notice">{t.publish.unsynced}</p>
        ) : (
          <CopyButton isMain text={text} label={t.publish.copy} doneLabel={t.rejected.copied} />
        )}
      </div>
    </>
  );
}

/** The steps and what came of the last attempt, the ways round, and the button at the very end. */
function Insertion({ share, draft, view, actions, children }: PublishProps & { children: ComponentChildren }) {
  const { t } = useFrame();
  const textId = draft.approvedTextId ?? '';
  const { outcome, busy, insert } = useInsertion((consent) =>
    actions.insert({ assignment: share.assignment.id, draft: draft.id }, textId, consent),
  );
  const isInserted = outcome?.ok ?? view.inserted.includes(draft.id);
  return (
    <>
      <InsertSteps isInserted={isInserted} />
      {outcome?.ok && !isPartOnly(outcome) && (
        <p class="notice good" role="status" ref={reveal}>
          {outcome.strategy === 'clipboard' ? t.publish.clipboard : t.publish.inserted}
        </p>
      )}
      <PublishPictures draft={draft} put={(outcome?.ok && outcome.pictures) || null} actions={actions} />
      {outcome && !outcome.ok && (
        <InsertProblem outcome={outcome} accounts={share.accounts} text={view.texts[textId] ?? ''} busy={busy} onRetry={insert} />
      )}
      {share.isUnsynced && <p class="notice">{t.publish.unsynced}</p>}
      {children}
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

/** The text is in the box and a picture is not: that alone is said, and not to press «Отправить». */
function isPartOnly({ strategy, pictures }: Extract<InsertOutcome, { ok: true }>): boolean {
  return strategy !== 'clipboard' && pictures !== undefined && pictures.attached < pictures.of;
}

function Failure({ share, onSubmit }: { share: Share; onSubmit: (error: string) => ReturnType<PanelActions['reportFailure']> }) {
  const { t } = useFrame();
  const [open, setOpen] = useState(false);
  if (!share.actions.has('report-publish-failure')) return null;
  if (!open) {
    return (
      <div class="row">
        <button type="button" class="button quiet small flush" onClick={() => setOpen(true)}>
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
