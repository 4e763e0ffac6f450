import type { ComponentChildren } from 'preact';

export interface FieldProps {
  id: string;
  label: string;
  hint?: string | undefined;
  /** What is wrong with the value; announced and tied to the control. */
  wrong?: string | null | undefined;
  children: ComponentChildren;
}

/** Ids of the texts that describe a control, for its `aria-describedby`. */
export function describedBy(id: string, hint: string | undefined, wrong: string | null | undefined): string | undefined {
  const ids = [hint ? `${id}-hint` : '', wrong ? `${id}-wrong` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

export function Field({ id, label, hint, wrong, children }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {wrong && (
        <span class="wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}
