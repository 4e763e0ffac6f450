import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Actor, CaseContext } from '../lib/domain/cases/model.ts';
import type { Texts } from '../lib/texts/texts.ts';

/** What every view may need besides its own data. `now` (epoch ms, server's clock) moves every half minute. */
export interface Frame {
  t: Texts;
  now: number;
  /** Zone for moments that belong to no organisation's clock. */
  zone: string;
  actor: Actor;
  /** Null until the device has the reference data. */
  context: CaseContext | null;
  /** Names of people by id. */
  people: Record<string, string>;
}

export const FrameContext = createContext<Frame | null>(null);

export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (frame === null) throw new Error('a view was rendered outside its frame');
  return frame;
}

/** The frame of a view that is shown only with reference data at hand. */
export function useCaseFrame(): Frame & { context: CaseContext } {
  const frame = useFrame();
  if (frame.context === null) throw new Error('a case was rendered without its reference data');
  return { ...frame, context: frame.context };
}
