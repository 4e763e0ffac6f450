import type { Clock } from '../../lib/domain/cases/clock-model.ts';
import { explain } from '../../lib/domain/worktime/explain.ts';
import type { Schedule } from '../../lib/domain/worktime/model.ts';
import { useCaseFrame } from '../frame.ts';

const SPANS_SHOWN = 8;

/** Where the minutes of a limit lie, and which days gave none. */
export function WhyTerm({ clock, schedule }: { clock: Clock; schedule: Schedule }) {
  const { t, now, context } = useCaseFrame();
  const { spans, skipped } = explain(clock.startedAt, clock.deadlineAt, schedule, context.calendar);
  const shown = spans.slice(0, SPANS_SHOWN);
  const rest = spans.slice(SPANS_SHOWN);
  return (
    <details class="why">
      <summary>{t.clock.why}</summary>
      <p class="muted">
        {t.clock.started} {t.format.dateTime(clock.startedAt, now, schedule.zone)}, {t.clock.clause} {clock.clause}
      </p>
      <table>
        <caption class="visually-hidden">{t.clock.counted}</caption>
        <tbody>
          {shown.map((span) => (
            <tr key={span.fromAt}>
              <td>{t.format.day(span.fromAt, now, schedule.zone)}</td>
              <td>
                {t.format.time(span.fromAt, schedule.zone)}–{t.format.time(span.toAt, schedule.zone)}
              </td>
              <td>{t.format.minutes(span.minutes)}</td>
            </tr>
          ))}
          {rest.length > 0 && (
            <tr>
              <td colSpan={2}>… {t.format.dateTime(rest.at(-1)?.toAt ?? clock.deadlineAt, now, schedule.zone)}</td>
              <td>{t.format.minutes(rest.reduce((sum, span) => sum + span.minutes, 0))}</td>
            </tr>
          )}
        </tbody>
      </table>
      {skipped.length > 0 && (
        <p class="muted">
          {t.clock.skipped}: {skipped.map((day) => `${t.format.dateOn(day.on)} (${t.clock.reason[day.reason]})`).join(', ')}
        </p>
      )}
    </details>
  );
}
