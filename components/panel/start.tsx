import type { CaseId } from '../../lib/domain/ids.ts';
import { useFrame } from '../frame.ts';
import { type WorkItem, WorkList } from '../work/work-list.tsx';

export function NotConnected({ expired, onOptions }: { expired: boolean; onOptions: () => void }) {
  const { t } = useFrame();
  return (
    <section class="empty">
      <h2>{expired ? t.notConnected.expiredTitle : t.notConnected.title}</h2>
      <p>{expired ? t.notConnected.expiredBody : t.notConnected.body}</p>
      <button type="button" class="button main" data-main onClick={onOptions}>
        {t.notConnected.action}
      </button>
    </section>
  );
}

export interface NoSubjectProps {
  work: WorkItem[];
  /** There is work besides what is listed; null while that is being found out. */
  more: boolean | null;
  /** What was to be registered by hand is no message. */
  unusable: boolean;
  onOpen: (id: CaseId) => void;
  onMore: () => void;
}

export function NoSubject({ work, more, unusable, onOpen, onMore }: NoSubjectProps) {
  const { t, actor } = useFrame();
  return (
    <>
      {unusable && (
        <p class="notice soon" role="alert">
          {t.noSubject.unusable}
        </p>
      )}
      <section class="empty">
        <h2>{t.noSubject.title}</h2>
        <p>
          {[actor, ...(actor.actsFor ?? [])].some(({ roles }) => roles.includes('curator'))
            ? t.noSubject.curator
            : t.noSubject.executor}
        </p>
      </section>
      <section class="section tight">
        <h2>{t.noSubject.mine}</h2>
        {work.length > 0 || more === null ? (
          <WorkList items={work} {...{ more, onOpen, onMore }} />
        ) : (
          <p class="muted">{t.noSubject.none}</p>
        )}
      </section>
    </>
  );
}
