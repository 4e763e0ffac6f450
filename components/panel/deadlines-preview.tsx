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
  return (
    <section class="card sunken" aria-label={t.open.deadlines}>
      <h3>{t.open.deadlines}</h3>
      {clocks.length === 0 && <p class="small muted">{t.open.deadlinesNone}</p>}
      {clocks.length > 0 && (
        <ul class="deadlines">
          {alike(clocks).map(({ clock, holders }) => {
            const held = context.bodies.filter((one) => holders.includes(one.id));
            return (
              <li key={`${clock.clock}-${clock.deadlineAt}`}>
                <span>{clock.titleRu}</span>
                <span class="when">{t.format.until(clock.deadlineAt, now, zoneOf(clock, held[0]))}</span>
                <span class="sub">
                  {held.length > 0
                    ? held.map((one) => one.title).join(', ')
                    : (context.profile.roles[clock.who]?.titleRu ?? clock.who)}
                  , {t.clock.clause} {clock.clause}
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

/** Duties before rights; the same limit of several bodies with the same end is one line. */
function alike(clocks: Clock[]): { clock: Clock; holders: string[] }[] {
  const ordered = clocks.toSorted((a, b) => Number(a.mode === 'window') - Number(b.mode === 'window'));
  const groups: { clock: Clock; holders: string[] }[] = [];
  for (const clock of ordered) {
    const same = groups.find((one) => one.clock.clock === clock.clock && one.clock.deadlineAt === clock.deadlineAt);
    const holder = clock.assignment === null ? [] : [clock.assignment];
    if (same) same.holders.push(...holder);
    else groups.push({ clock, holders: holder });
  }
  return groups;
}
