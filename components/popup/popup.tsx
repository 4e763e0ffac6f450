import type { CaseId } from '../../lib/domain/ids.ts';
import { useFrame } from '../frame.ts';
import { clockWords } from '../ui/clock-words.ts';
import { type WorkItem, WorkList } from '../work/work-list.tsx';

export interface PopupProps {
  session: 'signed-out' | 'signed-in' | 'expired';
  personName: string | null;
  online: boolean;
  unsent: number;
  /** Nothing is kept over a restart of the browser. */
  memoryOnly: boolean;
  /** Server clock minus device clock, ms. */
  skewMs: number;
  /** What else is out of order, in words. */
  notes: string[];
  work: WorkItem[];
  /** There is work besides what is listed; null while that is being found out. */
  more: boolean | null;
  onOpen: (id: CaseId) => void;
  onMore: () => void;
  onOptions: () => void;
}

export function Popup({ session, personName, online, unsent, work, more, onOpen, onMore, onOptions, ...device }: PopupProps) {
  const { t } = useFrame();
  const warnings = [device.memoryOnly ? t.strip.memoryOnly : null, clockWords(device.skewMs, t), ...device.notes];
  return (
    <main class="popup">
      <header>
        <h1>{t.popup.title}</h1>
        {personName !== null && <span class="muted small">{personName}</span>}
      </header>
      {session !== 'signed-in' && (
        <section class="notice soon">
          <p>{session === 'expired' ? t.popup.expired : t.popup.notConnected}</p>
          <button type="button" class="button main" onClick={onOptions}>
            {session === 'expired' ? t.popup.signIn : t.popup.connect}
          </button>
        </section>
      )}
      {warnings.map(
        (words) =>
          words !== null && (
            <p key={words} class="notice soon" role="status">
              {words}
            </p>
          ),
      )}
      {(work.length > 0 || more === null) && <WorkList items={work} {...{ more, onOpen, onMore }} />}
      {work.length === 0 && more !== null && session === 'signed-in' && (
        <section class="empty">
          <h2>{t.popup.empty}</h2>
          <p>{t.popup.emptyHint}</p>
        </section>
      )}
      {(session === 'expired' || unsent > 0) && (
        <div class="unsent">
          <button type="button" class="button small" onClick={onOptions}>
            {t.popup.saveUnsent}
          </button>
        </div>
      )}
      <footer>
        <span role="status">
          {[
            ...(session === 'signed-in' ? [online ? t.popup.online : t.popup.offline] : []),
            ...(unsent > 0 ? [`${t.popup.unsent} ${unsent}`] : []),
          ].join(' · ')}
        </span>
        <button type="button" class="button quiet small" onClick={onOptions}>
          {t.popup.settings}
        </button>
      </footer>
    </main>
  );
}
