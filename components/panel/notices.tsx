import { refusalText } from '../../lib/texts/refusals.ts';
import { useFrame } from '../frame.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import type { RejectedCommand } from './view.ts';

export interface RejectedNoticeProps {
  rejected: RejectedCommand;
  onDismiss: () => void;
}

/** An outcome, not a failure: says what the server did not accept and why, and keeps the typed text in reach. */
export function RejectedNotice({ rejected, onDismiss }: RejectedNoticeProps) {
  const { t, now, zone, people } = useFrame();
  const { present } = rejected;
  return (
    <section class="notice bad" role="alert">
      <h2>
        {t.rejected.title}: {t.commands[rejected.type]}
      </h2>
      <p>{refusalText(t.lang, rejected.refusal)}</p>
      {present && (
        <p class="facts">
          <span>
            {t.rejected.present}: {t.stages.stage[present.state]}
          </span>
          <span>{present.personId === null ? t.history.system : (people[present.personId] ?? t.company.somebody)}</span>
          <span>{t.format.dateTime(present.at, now, zone)}</span>
        </p>
      )}
      {rejected.text !== null && (
        <>
          <p class="small">{t.rejected.text}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <p class="kept" tabIndex={0}>
            {rejected.text}
          </p>
        </>
      )}
      <div class="row">
        {rejected.text !== null && <CopyButton text={rejected.text} label={t.rejected.copy} doneLabel={t.rejected.copied} />}
        <button type="button" class="button small" onClick={onDismiss}>
          {t.rejected.dismiss}
        </button>
      </div>
    </section>
  );
}

export interface UndoToastProps {
  onUndo: () => void;
}

export function UndoToast({ onUndo }: UndoToastProps) {
  const { t } = useFrame();
  return (
    <div class="toast" role="status">
      <span>{t.undo.done}</span>
      <button type="button" class="button" onClick={onUndo}>
        {t.undo.action}
      </button>
    </div>
  );
}
