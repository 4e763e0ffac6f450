import { useState } from 'preact/hooks';
import type { Draft, DraftVersion, TextRef } from '../../lib/domain/cases/model.ts';
import { useFrame } from '../frame.ts';
import { useAct } from '../ui/use-act.ts';
import { WordDiff } from '../ui/word-diff.tsx';
import { Wrong } from '../ui/wrong.tsx';
import { ReasonForm } from './reason-form.tsx';
import type { Share } from './shares.ts';
import { ShownPictures } from './shown-pictures.tsx';
import type { CaseView, PanelActions } from './view.ts';

export interface ReviewProps {
  share: Share;
  draft: Draft;
  view: CaseView;
  actions: PanelActions;
}

/** The curator's side: what is proposed, what changed, what was asked before, and the two answers. */
export function Review({ share, draft, view, actions }: ReviewProps) {
  const { t } = useFrame();
  const [returning, setReturning] = useState(false);
  const act = useAct();
  const proposed = submittedVersions(draft).at(-1);
  if (!proposed) return <p class="muted">{t.draft.nothing}</p>;
  const target = { assignment: share.assignment.id, draft: draft.id };
  const canApprove = share.actions.has('approve-draft');
  const canReturn = share.actions.has('return-draft');
  return (
    <div class="section">
      <ProposedText draft={draft} view={view} />
      {!canApprove && !canReturn && <p class="muted">{t.draft.waiting}</p>}
      {returning && canReturn && (
        <ReasonForm
          title={t.review.return}
          label={t.review.recommendations}
          submitLabel={t.review.send}
          requiredText={t.review.recommendationsRequired}
          onSubmit={(text) => actions.returnDraft(target, proposed.text.id, text)}
          onCancel={() => setReturning(false)}
        />
      )}
      <Wrong text={act.wrong} />
      {!returning && (canApprove || canReturn) && (
        <div class="actions sticky">
          {canApprove && (
            <button
              type="button"
              class="button main"
              data-main
              disabled={act.busy}
              onClick={() => act.run(() => actions.approve(target, proposed.text.id))}
            >
              {t.review.approve}
            </button>
          )}
          {canReturn && (
            <button type="button" class="button" onClick={() => setReturning(true)}>
              {t.review.return}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** The newest submitted text, with its difference from the one before and the recommendations given on the way. */
export function ProposedText({ draft, view }: { draft: Draft; view: CaseView }) {
  const { t, now, zone, people } = useFrame();
  const versions = submittedVersions(draft);
  const newest = versions.at(-1);
  const previous = versions.at(-2);
  if (!newest) return null;
  const text = view.texts[newest.text.id];
  const before = previous && view.texts[previous.text.id];
  const isApproved = draft.approvedTextId === newest.text.id;
  const asked = isApproved ? [] : recommendationsOf(view, draft.id);
  return (
    <section class="card">
      <div class="row apart">
        <h2>{isApproved ? t.review.approved : t.review.proposed}</h2>
        <span class="pill">{t.stages.kind[newest.kind] ?? newest.kind}</span>
      </div>
      <p class="facts">
        <span>{people[newest.personId] ?? ''}</span>
        <span>{t.format.dateTime(newest.at, now, zone)}</span>
        {versions.length > 1 && (
          <span>
            {t.review.version} {versions.length}
          </span>
        )}
      </p>
      <p class="citizen">{text ?? t.message.masked}</p>
      <ShownPictures version={newest} previous={isApproved ? undefined : previous} texts={view.texts} />
      {text !== undefined && before !== undefined && (
        <details open={!isApproved}>
          <summary>{t.review.previous}</summary>
          <WordDiff before={before} after={text} label={t.review.previous} />
        </details>
      )}
      {asked.length > 0 && (
        <div class="section tight">
          <h3>{t.review.earlier}</h3>
          {asked.map((words) => (
            <p key={words} class="citizen quote">
              {words}
            </p>
          ))}
        </div>
      )}
    </section>
  );
}

/** What was asked of this draft in all its rounds, oldest first. */
function recommendationsOf(view: CaseView, draft: string): string[] {
  return view.case.events
    .filter((event) => event.type === 'draft.returned' && event.draft === draft)
    .flatMap((event) => view.texts[(event.data.recommendations as TextRef).id] ?? []);
}

function submittedVersions(draft: Draft): DraftVersion[] {
  return draft.versions.filter((version) => version.submitted);
}
