import { useState } from 'preact/hooks';

export interface CopyButtonProps {
  text: string;
  label: string;
  doneLabel: string;
}

export function CopyButton({ text, label, doneLabel }: CopyButtonProps) {
  const [done, setDone] = useState(false);
  return (
    <button
      type="button"
      class="button small"
      onClick={() =>
        navigator.clipboard.writeText(text).then(
          () => setDone(true),
          () => setDone(false),
        )
      }
    >
      {done ? doneLabel : label}
    </button>
  );
}
