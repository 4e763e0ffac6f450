import { useEffect, useState } from 'preact/hooks';
import { useFrame } from '../frame.ts';
import { Wrong } from '../ui/wrong.tsx';

export interface UnsentCounts {
  acts: number;
  refusals: number;
  drafts: number;
  /** Written by a newer version: they stay out of the file. */
  unreadable: number;
}

/** Both reject when what is kept on this device cannot be read. */
export interface UnsentHands {
  onCount: () => Promise<UnsentCounts>;
  /** Answers with the name of the file that the browser was given. */
  onSave: () => Promise<string>;
}

const KINDS = ['acts', 'refusals', 'drafts'] as const;

export function isAnything(counts: UnsentCounts): boolean {
  return KINDS.some((kind) => counts[kind] > 0);
}

/** What the server does not have: how much of it there is, and a file of it. `news`: whatever tells that it may be another now. */
export function Unsent({ onCount, onSave, news }: UnsentHands & { news: string }) {
  const { t } = useFrame();
  const [counts, setCounts] = useState<UnsentCounts | 'failed' | null>(null);
  const read = () =>
    onCount().then(setCounts, () => {
      setCounts('failed');
    });
  useEffect(() => void read(), [news]);

  return (
    <section class="section">
      <h2>{t.unsentWork.title}</h2>
      <p class="muted">{t.unsentWork.why}</p>
      {counts === null && <p role="status">{t.unsentWork.reading}</p>}
      {counts === 'failed' && (
        <>
          <Wrong text={t.unsentWork.failed} />
          <button type="button" class="button" onClick={read}>
            {t.unsentWork.retry}
          </button>
        </>
      )}
      {counts !== null && counts !== 'failed' && (
        <>
          <Counted counts={counts} />
          {isAnything(counts) && <SaveUnsent onSave={onSave} />}
        </>
      )}
    </section>
  );
}

function Counted({ counts }: { counts: UnsentCounts }) {
  const { t } = useFrame();
  const told = KINDS.filter((kind) => counts[kind] > 0);
  return (
    <div role="status">
      {told.length === 0 && <p>{t.unsentWork.none}</p>}
      {told.length > 0 && <p>{told.map((kind) => `${t.unsentWork.counts[kind]}: ${counts[kind]}`).join(' · ')}</p>}
      {counts.unreadable > 0 && (
        <p>
          {t.unsentWork.unreadable} {counts.unreadable}
        </p>
      )}
    </div>
  );
}

export function SaveUnsent({ onSave }: Pick<UnsentHands, 'onSave'>) {
  const { t } = useFrame();
  const [state, setState] = useState<'ready' | 'saving' | 'failed' | { saved: string }>('ready');

  async function save(): Promise<void> {
    setState('saving');
    setState(
      await onSave().then(
        (saved) => ({ saved }),
        () => 'failed' as const,
      ),
    );
  }

  return (
    <>
      <div class="row">
        <button type="button" class="button" disabled={state === 'saving'} onClick={save}>
          {t.unsentWork.save}
        </button>
      </div>
      {state === 'saving' && <p role="status">{t.unsentWork.saving}</p>}
      <Wrong text={state === 'failed' ? t.unsentWork.notSaved : null} />
      {typeof state === 'object' && (
        <p class="notice good" role="status">
          {t.unsentWork.saved(state.saved)}
        </p>
      )}
    </>
  );
}
