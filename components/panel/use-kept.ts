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

/**
 * A form value saved on every pause in typing, and at once when the view goes away. `save` answers with the moment. One saving at a time:
 * what a worker that died was asked is asked again seconds later, and must not be written over what was typed since.
 */
export function useKept<T>(initial: T, save: (value: T) => Promise<number>): Kept<T> {
  const [value, setValue] = useState(initial);
  const [state, setState] = useState<KeptState>({ kind: 'untouched' });
  /** The newest value, until it is given to be saved. */
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; value: T } | null>(null);
  const underWay = useRef<Promise<void> | null>(null);
  const saveNow = useRef(save);
  saveNow.current = save;

  function flush(): void {
    const next = waiting.current;
    if (!next) return;
    clearTimeout(next.timer);
    if (underWay.current) {
      underWay.current.then(flush);
      return;
    }
    waiting.current = null;
    underWay.current = saveNow.current(next.value).then(
      (at) => {
        underWay.current = null;
        if (!waiting.current) setState({ kind: 'saved', at });
      },
      () => {
        underWay.current = null;
        // To be tried again with the next pause, or when the view goes away.
        waiting.current ??= next;
        setState({ kind: 'failed' });
      },
    );
  }

  function change(next: T): void {
    setValue(next);
    setState({ kind: 'saving' });
    if (waiting.current) clearTimeout(waiting.current.timer);
    waiting.current = { timer: setTimeout(flush, PAUSE_MS), value: next };
  }

  function adopt(next: T): void {
    setValue(next);
    if (waiting.current) waiting.current.value = next;
  }

  useEffect(() => {
    function leave(): void {
      // A page that goes hears no answer to wait for; one that comes back writes the newest once more, as the last.
      if (waiting.current && underWay.current) saveNow.current(waiting.current.value).catch(() => undefined);
      flush();
    }
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      flush();
    };
  }, []);

  return { value, change, adopt, state };
}
