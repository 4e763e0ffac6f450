import type { Body, CaseContext, CaseEvent } from '../../lib/domain/cases/model.ts';
import type { Profile } from '../../lib/domain/regulations/profile.ts';
import type { Schedule } from '../../lib/domain/worktime/model.ts';
import { loadLibrary } from '../../server/library.ts';
import { defaultSchedule } from '../../server/setup.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Monday 1 September 2025, 08:00 in Yekaterinburg; cases are found one a minute from then on. */
const FIRST_AT = Date.UTC(2025, 8, 1, 3, 0);
export const NOW = FIRST_AT + 14 * DAY;

const library = loadLibrary();
export const profiles: Profile[] = library.profiles;

export function contextOf(profile: Profile): CaseContext {
  const schedule: Schedule = defaultSchedule(profile.zone);
  const body: Body = { id: 'roads', title: 'roads', schedule, officialAccounts: [], defaultExecutorId: null };
  const schedules = { centre: schedule, city: schedule, external: schedule };
  return { profile, bodies: [body], schedules, calendar: library.calendar };
}

/** An open case as it stands most often: found, tagged, sent, drafted, given back once and sent again. */
export function openCase(profile: Profile, index: number): CaseEvent[] {
  const at = FIRST_AT + index * MINUTE;
  const share = { assignment: 'a1' };
  const text = { ...share, draft: 'd1', kind: profile.replyKinds[0] ?? 'final' };
  const begins = profile.flow.find((step) => step.from !== 'any' && step.from.length === 0);
  return numbered([
    event(at, begins?.event ?? 'message.detected', {}, { critical: true, externalDeadline: at + DAY }),
    event(at, 'message.classified', {}, { topic: 't', location: 'l', importance: profile.importance.default }),
    event(at, 'message.registered', {}, { sedNumber: 'n' }),
    event(at + 5 * MINUTE, 'case.routed', {}, { bodies: ['roads'], assignments: [{ id: 'a1', body: 'roads' }] }),
    event(at + 5 * MINUTE, 'assignment.received', share, { body: 'roads', executor: 'ivan' }),
    event(at + 65 * MINUTE, 'draft.submitted', text),
    event(at + 80 * MINUTE, 'draft.returned', text, { recommendations: 'r' }),
    event(at + 110 * MINUTE, 'draft.submitted', text),
  ]);
}

/** A case with so many events: drafts sent and given back without end, the importance changing now and then. */
export function longCase(profile: Profile, length: number): CaseEvent[] {
  const opening = openCase(profile, 0).slice(0, 5);
  const text = { assignment: 'a1', draft: 'd1', kind: 'final' };
  const { levels } = profile.importance;
  const more = Array.from({ length: Math.max(0, length - opening.length) }, (_, index) => {
    const at = FIRST_AT + (10 + index) * MINUTE;
    if (index % 20 === 19) return event(at, 'importance.set', {}, { importance: levels[index % levels.length] });
    return event(at, index % 2 === 0 ? 'draft.submitted' : 'draft.returned', text);
  });
  return numbered([...opening, ...more].slice(0, length));
}

function event(at: number, type: string, about: Partial<CaseEvent>, data: Record<string, unknown> = {}): CaseEvent {
  return { id: '', type, at, by: 'system', data, ...about };
}

function numbered(events: CaseEvent[]): CaseEvent[] {
  return events.map((one, index) => ({ ...one, id: `e${index}` }));
}
