import type { CaseEvent } from '../../lib/domain/cases/model.ts';
import { OWN_EVENTS } from '../../lib/domain/cases/own-events.ts';
import { useCaseFrame } from '../frame.ts';

/** What the server noted of a limit by itself: which one, how far it had come, and for a broken one who had it and who answers by the text. */
export function NotedLimit({ event }: { event: CaseEvent }) {
  const { t, context, people } = useCaseFrame();
  if (event.type !== OWN_EVENTS.clockReached && event.type !== OWN_EVENTS.violationNoted) return null;
  const { clock, clause, mark, holder, executorId, responsible } = event.data;
  const role = (id: unknown) => context.profile.roles[String(id)]?.titleRu ?? String(id);
  const limit = `${context.profile.clocks.find((rule) => rule.id === clock)?.titleRu ?? clock}, ${t.clock.clause} ${clause}`;
  if (event.type === OWN_EVENTS.clockReached) {
    return <p class="small">{mark === 100 ? `${t.history.over}: ${limit}` : `${mark} %: ${limit}`}</p>;
  }
  const held = typeof executorId === 'string' ? (people[executorId] ?? role(holder)) : role(holder);
  return (
    <p class="small late">
      {limit}. {t.history.heldBy}: {held}. {t.history.answers}: {role(responsible)}.
    </p>
  );
}
