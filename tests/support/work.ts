import type { WorkItem } from '../../components/work/work-list.tsx';
import type { Actor } from '../../lib/domain/cases/model.ts';
import { status } from '../../lib/domain/cases/status.ts';
import { caseId } from '../../lib/domain/ids.ts';
import { aCase, approved, returned, submitted } from './builders.ts';
import { context, MINUTE, MORNING } from './place.ts';

/** Open cases in several stages, as the popup and the empty panel list them. */
export function work(viewer: Actor, now = MORNING + 80 * MINUTE): WorkItem[] {
  const stories = [
    aCase({
      openedAt: MORNING - 24 * 60 * MINUTE,
      message: { text: 'На Ленина, 3 не горит фонарь у школы, дети ходят в темноте' },
    }),
    aCase({ openedAt: MORNING - 60 * MINUTE, acts: [submitted(), returned('Назовите дату')] }),
    aCase({ openedAt: MORNING + 10 * MINUTE, message: { text: 'Яма на Садовой после ремонта водопровода', network: 'ok' } }),
    aCase({ openedAt: MORNING, acts: [submitted(), approved()], message: { text: 'Когда включат отопление на Мира, 8?' } }),
  ];
  return stories
    .map(({ found, texts }, index) => ({
      caseId: caseId(`case-${index}`),
      number: String(11 + index),
      excerpt: texts[found.message.text.id] ?? null,
      network: found.message.network,
      status: status(found, context, viewer, now),
      zone: context.profile.zone,
    }))
    .sort((a, b) => (a.status.minutesLeft ?? 0) - (b.status.minutesLeft ?? 0));
}
