import { useState } from 'preact/hooks';
import type { Refusal } from '../../lib/domain/cases/commands.ts';
import { refusalText } from '../../lib/texts/refusals.ts';
import { useFrame } from '../frame.ts';

export type ActResult = { ok: true } | { ok: false; refusal: Refusal };

export interface Act {
  busy: boolean;
  /** Why the last attempt did not go through, as a sentence; null before and after a success. */
  wrong: string | null;
  run: (work: () => Promise<ActResult>) => Promise<boolean>;
}

/** One act at a time: a second press while the first is under way does nothing, and a failure keeps what was typed. */
export function useAct(): Act {
  const { t } = useFrame();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  async function run(work: () => Promise<ActResult>): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    setWrong(null);
    try {
      const result = await work();
      if (!result.ok) setWrong(refusalText(t.lang, result.refusal));
      return result.ok;
    } catch {
      setWrong(t.failed);
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, wrong, run };
}
