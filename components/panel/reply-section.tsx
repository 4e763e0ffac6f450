import { useFrame } from '../frame.ts';
import { DraftEditor } from './draft-editor.tsx';
import { Proof } from './proof.tsx';
import { Publish } from './publish.tsx';
import { Returned } from './returned.tsx';
import { ProposedText, Review } from './review.tsx';
import type { Share } from './shares.ts';
import type { CaseView, PanelActions } from './view.ts';

export interface ReplySectionProps {
  share: Share;
  view: CaseView;
  actions: PanelActions;
}

/** What there is to do and to see about one body's reply, by its stage and by what the viewer may do. */
export function ReplySection({ share, view, actions }: ReplySectionProps) {
  const { assignment } = share;
  const posted = assignment.drafts.filter((one) => one.publication !== null);
  return (
    <div class="section">
      {posted.map((draft) => (
        <Proof key={draft.id} draft={draft} view={view} />
      ))}
      <Work share={share} view={view} actions={actions} />
    </div>
  );
}

function Work({ share, view, actions }: ReplySectionProps) {
  const { t } = useFrame();
  const { assignment, draft } = share;
  const inWork = draft?.publication === null ? draft : null;
  if (assignment.state === 'classified') return <Returned share={share} view={view} actions={actions} />;
  if (share.actions.has('submit-draft')) {
    return (
      <>
        <Asked share={share} view={view} />
        <DraftEditor key={assignment.id} share={share} view={view} actions={actions} />
      </>
    );
  }
  if (assignment.state === 'approved' && inWork) return <Publish share={share} draft={inWork} view={view} actions={actions} />;
  if (assignment.state === 'approving' && inWork) return <Review share={share} draft={inWork} view={view} actions={actions} />;
  if (assignment.state === 'published' || assignment.state === 'closed') return null;
  return (
    <>
      {inWork && <ProposedText draft={inWork} view={view} />}
      <p class="muted">{t.draft.otherDrafts}</p>
    </>
  );
}

/** What the curator asked to correct, before the text that is to be corrected. */
function Asked({ share, view }: { share: Share; view: CaseView }) {
  const { t, now, zone, people } = useFrame();
  const asked = share.draft?.recommendations;
  if (share.assignment.state !== 'rework' || !asked) return null;
  return (
    <section class="notice soon">
      <h2>{t.draft.recommendations}</h2>
      <p class="citizen">{view.texts[asked.text.id] ?? t.message.masked}</p>
      <p class="facts">
        <span>{people[asked.personId] ?? ''}</span>
        <span>{t.format.dateTime(asked.at, now, zone)}</span>
      </p>
    </section>
  );
}
