import { useFrame } from '../frame.ts';
import { clockWords } from '../ui/clock-words.ts';
import type { Connection } from './view.ts';

/** What stands between the person and the server. Silent when all is well. */
export function StatusStrip({ connection, onSignIn }: { connection: Connection; onSignIn: () => void }) {
  const { t } = useFrame();
  const { session, online, unsent, memoryOnly, practice, skewMs, notes } = connection;
  const clock = clockWords(skewMs, t);
  const lines = [
    practice && <p key="practice">{t.strip.practice}</p>,
    memoryOnly && (
      <p key="memory" class="bad">
        {t.strip.memoryOnly}
      </p>
    ),
    session === 'expired' && (
      <div key="expired" class="soon">
        <span>{t.strip.expired}</span>
        <button type="button" class="button small" onClick={onSignIn}>
          {t.strip.signIn}
        </button>
      </div>
    ),
    session === 'signed-in' && !online && (
      <p key="offline" class="soon">
        {t.strip.offline}
      </p>
    ),
    clock !== null && (
      <p key="clock" class="soon">
        {clock}
      </p>
    ),
    ...notes.map((note) => (
      <p key={note} class="soon">
        {note}
      </p>
    )),
    unsent > 0 && (
      <p key="unsent">
        {t.strip.unsent} {unsent}
      </p>
    ),
  ].filter(Boolean);
  return (
    <div class="strip" role="status">
      {lines}
    </div>
  );
}
