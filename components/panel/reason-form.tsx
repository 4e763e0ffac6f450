import { useState } from 'preact/hooks';
import { useFrame } from '../frame.ts';
import { reveal } from '../ui/reveal.ts';
import { TextField } from '../ui/text-field.tsx';
import { type ActResult, useAct } from '../ui/use-act.ts';
import { Wrong } from '../ui/wrong.tsx';

export interface ReasonFormProps {
  title: string;
  label: string;
  hint?: string;
  submitLabel: string;
  requiredText: string;
  onSubmit: (reason: string) => Promise<ActResult>;
  onCancel: () => void;
}

/** An act that needs a reason: «не наше», return, closing without a body, a failed posting. The typed reason stays on refusal. */
export function ReasonForm({ title, label, hint, submitLabel, requiredText, onSubmit, onCancel }: ReasonFormProps) {
  const { t } = useFrame();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (reason.trim() === '') return;
    if (await act.run(() => onSubmit(reason.trim()))) onCancel();
  }

  return (
    <form noValidate ref={reveal} class="card" aria-label={title} onSubmit={submit}>
      <h2>{title}</h2>
      <TextField
        label={label}
        hint={hint}
        shape="area"
        value={reason}
        onChange={setReason}
        wrong={tried && reason.trim() === '' ? requiredText : null}
        focus
      />
      <Wrong text={act.wrong} />
      <div class="actions">
        <button type="submit" class="button main" data-main disabled={act.busy}>
          {submitLabel}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {t.header.cancel}
        </button>
      </div>
    </form>
  );
}
