import { useId, useState } from 'preact/hooks';
import { useCaseFrame } from '../frame.ts';
import { TextField } from '../ui/text-field.tsx';
import { type ActResult, useAct } from '../ui/use-act.ts';
import { Wrong } from '../ui/wrong.tsx';

export interface ImportanceProps {
  current: string;
  onSet: (importance: string, reason: string) => Promise<ActResult>;
}

/** Running limits may follow the importance, so a change needs a reason. */
export function Importance({ current, onSet }: ImportanceProps) {
  const { t, context } = useCaseFrame();
  const name = useId();
  const [level, setLevel] = useState(current);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const isMissing = reason.trim() === '';

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (isMissing || level === current) return;
    if (await act.run(() => onSet(level, reason.trim()))) setReason('');
  }

  return (
    <details class="small">
      <summary>{t.header.importance}</summary>
      <form noValidate class="card" onSubmit={submit} aria-label={t.header.importance}>
        <fieldset class="field">
          <legend>{t.open.importance}</legend>
          <div class="segments">
            {context.profile.importance.levels.map((one) => (
              <label key={one} class="segment">
                <input type="radio" name={name} checked={one === level} onChange={() => setLevel(one)} />
                <span>{t.stages.importance[one] ?? one}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <TextField
          label={t.header.reason}
          shape="area"
          value={reason}
          onChange={setReason}
          wrong={tried && isMissing ? t.open.required : null}
        />
        <Wrong text={act.wrong} />
        <div class="row">
          <button type="submit" class="button" disabled={act.busy || level === current}>
            {t.header.save}
          </button>
        </div>
      </form>
    </details>
  );
}
