import type { Clock } from '../../lib/domain/cases/clock-model.ts';
import type { Body } from '../../lib/domain/cases/model.ts';
import { previewOpenCase } from '../../lib/domain/cases/preview.ts';
import { scheduleOf, scheduleOfRole } from '../../lib/domain/cases/schedules.ts';
import { useCaseFrame } from '../frame.ts';

export interface DeadlinesPreviewProps {
  importance: string;
  bodies: string[];
}

/** What will run once the case is sent, by the very functions that will reckon it then. */
export function DeadlinesPreview({ importance, bodies }: DeadlinesPreviewProps) {
  const { t, now, context } = useCaseFrame();
  const clocks = bodies.length > 0 ? previewOpenCase({ importance, bodies }, context, now) : [];
  const several = bodies.length > 1;
  return (
    <section class="card sunken" aria-label={t.open.deadlines}>
      <h3>{t.open.deadlines}</h3>
      {clocks.length === 0 && <p class="small muted">{t.open.deadlinesNone}</p>}
      {clocks.length > 0 && (
        <ul class="deadlines">
          {clocks.map((clock) => {
            const body = context.bodies.find((one) => one.id === clock.assignment);
            return (
              <li key={`${clock.clock}-${clock.assignment}`}>
                <span>{clock.titleRu}</span>
                <span class="when">{t.format.until(clock.deadlineAt, now, zoneOf(clock, body))}</span>
                <span class="sub">
                  {several && body ? body.title : (context.profile.roles[clock.who]?.titleRu ?? clock.who)}, {t.clock.clause}{' '}
                  {clock.clause}
                  {clock.mode === 'window' && `, ${t.clock.window}`}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );

  function zoneOf(clock: Clock, body: Body | undefined): string {
    return scheduleOf(context, scheduleOfRole(context, clock.who), body?.id ?? null).zone;
  }
}
