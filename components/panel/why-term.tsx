import type { Clock } from '../../lib/domain/cases/clock-model.ts';
import { explain } from '../../lib/domain/worktime/explain.ts';
import type { Break, Schedule, SkippedDay, Span } from '../../lib/domain/worktime/model.ts';
import { useCaseFrame } from '../frame.ts';

const PARTS_SHOWN = 12;

/** Where the minutes of a limit lie, and which breaks and days gave none. */
export function WhyTerm({ clock, schedule }: { clock: Clock; schedule: Schedule }) {
  const { t, now, context } = useCaseFrame();
  const { outOfHours } = context.profile.time;
  const { spans, breaks, skipped } = explain(clock.startedAt, clock.deadlineAt, schedule, context.calendar, outOfHours);
  const parts = [...spans, ...breaks].sort((a, b) => a.fromAt - b.fromAt);
  const rest = parts.slice(PARTS_SHOWN).filter(isSpan);
  const reasonOf = ({ reason, note }: SkippedDay) =>
    note === undefined ? t.clock.reason[reason] : `${t.clock.reason[reason]}: ${note}`;
  return (
    <details class="why">
      <summary>{t.clock.why}</summary>
      <p class="muted">
        {t.clock.started} {t.format.dateTime(clock.startedAt, now, schedule.zone)}, {t.clock.clause} {clock.clause}
      </p>
      <table>
        <caption class="visually-hidden">{t.clock.counted}</caption>
        <tbody>
          {parts.slice(0, PARTS_SHOWN).map((part) => (
            <tr key={part.fromAt} class={isSpan(part) ? undefined : 'muted'}>
              <td>{t.format.day(part.fromAt, now, schedule.zone)}</td>
              <td>
                {t.format.time(part.fromAt, schedule.zone)}–{t.format.time(part.toAt, schedule.zone)}
              </td>
              <td>{isSpan(part) ? t.format.minutes(part.minutes) : t.clock.reason[part.reason]}</td>
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
          {t.clock.skipped}: {skipped.map((day) => `${t.format.dateOn(day.on)} (${reasonOf(day)})`).join(', ')}
        </p>
      )}
    </details>
  );
}

function isSpan(part: Span | Break): part is Span {
  return 'minutes' in part;
}
