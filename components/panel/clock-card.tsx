import type { Clock, ClockLevel } from '../../lib/domain/cases/clock-model.ts';
import type { Schedule } from '../../lib/domain/worktime/model.ts';
import { useFrame } from '../frame.ts';
import { LevelMark } from '../ui/level-mark.tsx';
import { WhyTerm } from './why-term.tsx';

export interface ClockCardProps {
  clock: Clock;
  /** Working minutes left, negative when late. */
  minutesLeft: number;
  level: ClockLevel;
  schedule: Schedule;
  /** Whose duty it is, in the regulation's words. */
  whoTitle: string;
  mine: boolean;
}

/** The running limit, once and large. Only a change of level is announced: minutes are read when looked at. */
export function ClockCard({ clock, minutesLeft, level, schedule, whoTitle, mine }: ClockCardProps) {
  const { t, now } = useFrame();
  const used = clock.limitMinutes > 0 ? Math.min(1, Math.max(0, 1 - minutesLeft / clock.limitMinutes)) : 1;
  return (
    <section class={`clock-card ${level}`} aria-label={clock.titleRu}>
      <div class="row apart">
        <span class={`level ${level}`} role="status">
          <LevelMark level={level} />
          {t.stages.level[level]}
        </span>
        <span class={mine ? 'pill mine' : 'pill'}>{mine ? t.header.yours : whoTitle}</span>
      </div>
      <p class="left">
        <span>{minutesLeft < 0 ? t.clock.over : t.clock.left}</span>
        <strong>{t.format.minutes(minutesLeft)}</strong>
        {!t.format.isInDays(minutesLeft) && <span class="muted">{t.clock.working}</span>}
      </p>
      <div class="meter" aria-hidden="true">
        <span style={{ width: `${Math.round(used * 100)}%` }} />
      </div>
      <p class="facts">
        <span>{t.format.until(clock.deadlineAt, now, schedule.zone)}</span>
        <span>
          {t.clock.clause} {clock.clause}
        </span>
        <span>{clock.titleRu}</span>
      </p>
      {clock.severity !== 'violation' && <p class="small muted">{t.clock.soft}</p>}
      {!clock.approved && <p class="small">{t.clock.unapproved}</p>}
      <WhyTerm clock={clock} schedule={schedule} />
    </section>
  );
}
