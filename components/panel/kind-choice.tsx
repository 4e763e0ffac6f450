import { useId } from 'preact/hooks';
import { useFrame } from '../frame.ts';

export interface KindChoiceProps {
  kinds: string[];
  value: string;
  onChange: (kind: string) => void;
}

/** Shown only where there is something to choose. */
export function KindChoice({ kinds, value, onChange }: KindChoiceProps) {
  const { t } = useFrame();
  const name = useId();
  if (kinds.length < 2) return null;
  return (
    <fieldset class="field">
      <legend>{t.draft.kind}</legend>
      <div class="segments">
        {kinds.map((kind) => (
          <label key={kind} class="segment">
            <input type="radio" name={name} checked={kind === value} onChange={() => onChange(kind)} />
            <span>{t.stages.kind[kind] ?? kind}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
