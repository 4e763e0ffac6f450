import { useEffect, useRef, useState } from 'preact/hooks';

const PAUSE_MS = 600;

export type KeptState = { kind: 'untouched' } | { kind: 'saving' } | { kind: 'saved'; at: number } | { kind: 'failed' };

export interface Kept<T> {
  value: T;
  change: (value: T) => void;
  /** Something else stands here from now on that the person did not type. */
  adopt: (value: T) => void;
  state: KeptState;
}

/** A form value saved on every pause in typing, and at once when the view goes away. `save` answers with the moment. */
export function useKept<T>(initial: T, save: (value: T) => Promise<number>): Kept<T> {
  const [value, setValue] = useState(initial);
  const [state, setState] = useState<KeptState>({ kind: 'untouched' });
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; value: T } | null>(null);
  const saveNow = useRef(save);
  saveNow.current = save;

  function flush(next: T): void {
    waiting.current = null;
    saveNow.current(next).then(
      (at) => waiting.current ?? setState({ kind: 'saved', at }),
      () => setState({ kind: 'failed' }),
    );
  }

  function change(next: T): void {
    setValue(next);
    setState({ kind: 'saving' });
    if (waiting.current) clearTimeout(waiting.current.timer);
    const own = { timer: setTimeout(() => flush(own.value), PAUSE_MS), value: next };
    waiting.current = own;
  }

  function adopt(next: T): void {
    setValue(next);
    if (waiting.current) waiting.current.value = next;
  }

  useEffect(() => {
    function leave(): void {
      if (!waiting.current) return;
      clearTimeout(waiting.current.timer);
      flush(waiting.current.value);
    }
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, []);

  return { value, change, adopt, state };
}
