import { useState } from 'preact/hooks';
import { useFrame } from '../frame.ts';
import { TextField } from '../ui/text-field.tsx';
import { type ActResult, useAct } from '../ui/use-act.ts';
import { WordDiff } from '../ui/word-diff.tsx';
import { Wrong } from '../ui/wrong.tsx';

export interface DifferingProps {
  approved: string;
  posted: string;
  onSubmit: (explanation: string) => Promise<ActResult>;
  /** It is another reply, not this one changed. */
  onDismiss: () => void;
}

/** What was posted is not what was approved: it is shown word by word and filed with an explanation only. */
export function Differing({ approved, posted, onSubmit, onDismiss }: DifferingProps) {
  const { t } = useFrame();
  const [explanation, setExplanation] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const isMissing = explanation.trim() === '';

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (!isMissing) await act.run(() => onSubmit(explanation.trim()));
  }

  return (
    <form noValidate class="notice soon" onSubmit={submit} aria-label={t.publish.differs}>
      <h2>{t.publish.differs}</h2>
      <WordDiff before={approved} after={posted} label={t.publish.differs} />
      <TextField
        label={t.publish.explanation}
        shape="area"
        value={explanation}
        onChange={setExplanation}
        wrong={tried && isMissing ? t.publish.explanationRequired : null}
      />
      <Wrong text={act.wrong} />
      <div class="row">
        <button type="submit" class="button main" disabled={act.busy}>
          {t.publish.attachExplained}
        </button>
        <button type="button" class="button" onClick={onDismiss}>
          {t.publish.otherReply}
        </button>
      </div>
    </form>
  );
}
