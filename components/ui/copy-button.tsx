import { useState } from 'preact/hooks';

export interface CopyButtonProps {
  text: string;
  label: string;
  doneLabel: string;
  /** The thing to do next. */
  isMain?: boolean;
}

export function CopyButton({ text, label, doneLabel, isMain = false }: CopyButtonProps) {
  const [done, setDone] = useState(false);
  return (
    <button
      type="button"
      class={isMain ? 'button main' : 'button small'}
      data-main={isMain || undefined}
      onClick={() => copy(text).then(setDone)}
    >
      {done ? doneLabel : label}
    </button>
  );
}

/** A frame inside a network's page may be refused the clipboard; the old command works there after a click. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
