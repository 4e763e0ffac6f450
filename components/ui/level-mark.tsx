import type { ClockLevel } from '../../lib/domain/cases/clock-model.ts';

/** Circle, triangle, square: the level is told by shape as well as by colour; words stand beside it. */
export function LevelMark({ level }: { level: ClockLevel }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" data-shape={level}>
      {level === 'calm' && <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" />}
      {level === 'soon' && <path d="M8 2 15 14H1Z" fill="currentColor" />}
      {level === 'late' && <path d="M2 2h12v12H2z" fill="currentColor" />}
    </svg>
  );
}
