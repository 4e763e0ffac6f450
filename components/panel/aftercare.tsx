import type { AfterNote } from '../../lib/domain/messages/aftercare.ts';
import { useFrame } from '../frame.ts';
import { WordDiff } from '../ui/word-diff.tsx';
import type { CaseView } from './view.ts';

export interface AftercareProps {
  note: AfterNote;
  view: CaseView;
  onDismiss: () => void;
}

/** What was noticed on a later visit: what it is, what of it the case keeps, and where to look. */
export function Aftercare({ note, view, onDismiss }: AftercareProps) {
  const { t, now, zone } = useFrame();
  const words = t.aftercare;
  const filed = filedText(view, note.draft);
  const link = note.kind === 'asked' ? words.openQuestion : note.kind === 'gone' ? words.openMessage : words.openReply;
  return (
    <section class="notice soon" aria-label={words.title[note.kind]}>
      <h2>{words.title[note.kind]}</h2>
      <p>{words.body[note.kind]}</p>
      {note.kind === 'edited' && filed !== null && <WordDiff before={filed} after={note.text} label={words.title.edited} />}
      {note.kind === 'asked' && (
        <>
          <p class="citizen quote">{note.text}</p>
          <p class="facts">
            <span>{note.author}</span>
          </p>
        </>
      )}
      <p class="facts">
        <span>
          {words.noticed}: {t.format.dateTime(note.at, now, zone)}
        </span>
      </p>
      <div class="row">
        <a class="button small" href={note.permalink} target="_blank" rel="noreferrer">
          {link}
        </a>
        <button type="button" class="button small" onClick={onDismiss}>
          {words.dismiss}
        </button>
      </div>
    </section>
  );
}

function filedText({ case: found, texts }: CaseView, draftId: string | null): string | null {
  const drafts = [...found.drafts, ...found.assignments.flatMap((one) => one.drafts)];
  const text = drafts.find(({ id }) => id === draftId)?.publication?.text;
  return text ? (texts[text.id] ?? null) : null;
}
