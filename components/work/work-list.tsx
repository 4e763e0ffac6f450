import type { CaseStatus } from '../../lib/domain/cases/clock-model.ts';
import type { NetworkId } from '../../lib/domain/cases/model.ts';
import type { CaseId } from '../../lib/domain/ids.ts';
import { useFrame } from '../frame.ts';
import { LevelMark } from '../ui/level-mark.tsx';

export interface WorkItem {
  caseId: CaseId;
  number: string | null;
  /** Beginning of the message; null when masked. */
  excerpt: string | null;
  network: NetworkId;
  status: CaseStatus;
  /** Zone of the organisation that holds the clock. */
  zone: string;
}

export interface WorkListProps {
  items: WorkItem[];
  /** There are others; null while that is being found out. */
  more: boolean | null;
  onOpen: (id: CaseId) => void;
  onMore: () => void;
}

export function WorkList({ items, more, onOpen, onMore }: WorkListProps) {
  const { t } = useFrame();
  return (
    <>
      {items.length > 0 && (
        <ul class="work">
          {items.map((item) => (
            <li key={item.caseId}>
              <WorkRow item={item} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
      {more === null && (
        <p class="work-more muted" role="status">
          {t.popup.finding}
        </p>
      )}
      {more && (
        <div class="work-more">
          <button type="button" class="button small" onClick={onMore}>
            {t.popup.more}
          </button>
        </div>
      )}
    </>
  );
}

function WorkRow({ item, onOpen }: { item: WorkItem; onOpen: (id: CaseId) => void }) {
  const { t, now } = useFrame();
  const { status } = item;
  const where = [item.number && `№ ${item.number}`, t.stages.network[item.network], t.stages.stage[status.state]].filter(Boolean);
  return (
    <button type="button" class="work-item" onClick={() => onOpen(item.caseId)}>
      <span class="excerpt">{item.excerpt ?? t.popup.masked}</span>
      {status.clock && status.minutesLeft !== null ? (
        <span class={`level ${status.level ?? 'calm'}`}>
          <LevelMark level={status.level ?? 'calm'} />
          {status.minutesLeft < 0 && <span class="visually-hidden">{t.clock.over}</span>}
          {status.minutesLeft < 0 ? '−' : ''}
          {t.format.minutes(status.minutesLeft)}
        </span>
      ) : (
        <span class="where">{t.popup.noClock}</span>
      )}
      <span class="where">{where.join(' · ')}</span>
      {status.clock && <span class="where">{t.format.until(status.clock.deadlineAt, now, item.zone)}</span>}
    </button>
  );
}
