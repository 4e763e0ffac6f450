import { useId } from 'preact/hooks';
import { describedBy, Field } from './field.tsx';

export interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string | undefined;
  wrong?: string | null | undefined;
  placeholder?: string;
  /** `area` grows with its text, `tall` starts high. */
  shape?: 'line' | 'area' | 'tall';
  type?: 'text' | 'url' | 'date' | 'datetime-local';
  suggestions?: string[];
  min?: string;
  max?: string;
  focus?: boolean;
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  wrong,
  shape = 'line',
  type = 'text',
  suggestions,
  focus,
  ...rest
}: TextFieldProps) {
  const id = useId();
  const common = {
    id,
    value,
    class: shape === 'tall' ? 'input tall' : 'input',
    'aria-invalid': wrong ? ('true' as const) : undefined,
    'aria-describedby': describedBy(id, hint, wrong),
    ref: (element: HTMLInputElement | HTMLTextAreaElement | null) => {
      if (focus && element && element.dataset.focused === undefined) {
        element.dataset.focused = '';
        element.focus();
      }
    },
  };
  return (
    <Field id={id} label={label} hint={hint} wrong={wrong}>
      {shape === 'line' ? (
        <input
          {...common}
          {...rest}
          type={type}
          list={suggestions ? `${id}-list` : undefined}
          autocomplete="off"
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <textarea {...common} placeholder={rest.placeholder} onInput={(event) => onChange(event.currentTarget.value)} />
      )}
      {suggestions && (
        <datalist id={`${id}-list`}>
          {suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
    </Field>
  );
}
