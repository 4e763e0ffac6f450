import { useId } from 'preact/hooks';
import type { Body } from '../../lib/domain/cases/model.ts';
import { useCaseFrame } from '../frame.ts';

export interface BodyChoiceProps {
  bodies: Body[];
  chosen: string[];
  onChange: (ids: string[]) => void;
  wrong: boolean;
}

export function BodyChoice({ bodies, chosen, onChange, wrong }: BodyChoiceProps) {
  const { t, context } = useCaseFrame();
  const id = useId();
  const splits = context.profile.multiBody.mode === 'split' && chosen.length > 1;
  return (
    <fieldset class="field" aria-describedby={wrong ? `${id}-wrong` : undefined}>
      <legend>{t.open.bodies}</legend>
      {bodies.map((body) => (
        <label key={body.id} class="choice">
          <input
            type="checkbox"
            checked={chosen.includes(body.id)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, body.id] : chosen.filter((one) => one !== body.id))
            }
          />
          <span>{body.title}</span>
        </label>
      ))}
      {splits && (
        <p class="hint" role="status">
          {t.open.separate}
        </p>
      )}
      {wrong && (
        <p class="wrong" role="alert" id={`${id}-wrong`}>
          {t.open.requiredBody}
        </p>
      )}
    </fieldset>
  );
}
