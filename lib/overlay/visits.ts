const TICK_MS = 30_000;

export interface Visits {
  /** The person looks at the page: now, again, or still. */
  freshen: () => void;
  /** A page brought back from the browser's memory slept through everything. */
  reawaken: () => void;
}

/** Says when somebody looks at the page; what it returns ends the ticking. */
export function followVisits(doc: Document, signal: AbortSignal, { freshen, reawaken }: Visits): () => void {
  const look = () => {
    if (doc.visibilityState === 'visible') freshen();
  };
  const tick = setInterval(look, TICK_MS);
  doc.addEventListener('visibilitychange', look, { signal });
  const shown = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    reawaken();
    look();
  };
  doc.defaultView?.addEventListener('pageshow', shown, { signal });
  return () => clearInterval(tick);
}
