import { useId } from 'preact/hooks';
import { useCaseFrame } from '../frame.ts';
import { TextField } from '../ui/text-field.tsx';
import { BodyChoice } from './body-choice.tsx';
import type { MessageView, OpenForm } from './view.ts';

export interface OpenFieldsProps {
  view: MessageView;
  value: OpenForm;
  onChange: (value: OpenForm) => void;
  /** Sending was tried: what is missing is marked. */
  tried: boolean;
}

export function OpenFields({ view, value, onChange, tried }: OpenFieldsProps) {
  const { t, context } = useCaseFrame();
  const name = useId();
  const missing = (text: string) => (tried && text.trim() === '' ? t.open.required : null);
  return (
    <>
      <div class="pair">
        <TextField
          label={t.open.topic}
          placeholder={t.open.topicHint}
          suggestions={view.topics}
          value={value.topic}
          onChange={(topic) => onChange({ ...value, topic })}
          wrong={missing(value.topic)}
        />
        <TextField
          label={t.open.location}
          placeholder={t.open.topicHint}
          suggestions={view.locations}
          value={value.location}
          onChange={(location) => onChange({ ...value, location })}
          wrong={missing(value.location)}
        />
      </div>
      <fieldset class="field">
        <legend>{t.open.importance}</legend>
        <div class="segments">
          {context.profile.importance.levels.map((level) => (
            <label key={level} class="segment">
              <input
                type="radio"
                name={name}
                checked={value.importance === level}
                onChange={() => onChange({ ...value, importance: level })}
              />
              <span>{t.stages.importance[level] ?? level}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <BodyChoice
        bodies={context.bodies}
        chosen={value.bodies}
        onChange={(bodies) => onChange({ ...value, bodies })}
        wrong={tried && value.bodies.length === 0}
      />
    </>
  );
}
