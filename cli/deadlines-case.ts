import type { ClockRun } from '../lib/domain/cases/clock-model.ts';
import { runsOf } from '../lib/domain/cases/clocks.ts';
import { givenFacts } from '../lib/domain/cases/given-facts.ts';
import type { CaseContext } from '../lib/domain/cases/model.ts';
import { type Violation, violationsAmong } from '../lib/domain/cases/violations.ts';
import { walkEvents } from '../lib/domain/cases/walk.ts';
import type { Calendar, Schedule } from '../lib/domain/worktime/model.ts';
import { loadLibrary } from '../server/library.ts';
import { type CaseQuestion, type Organisations, readCase } from './case-question.ts';
import { federalCalendar } from './federal-calendar.ts';
import { writeInstant } from './instants.ts';
import { answerJsonLines, type ByteStream, type LineAnswer, wrong } from './json-lines.ts';
import { keepSchedules } from './kept-schedules.ts';
import type { Terminal } from './terminal.ts';

/** `deadlines --case`: cases with their events on standard input, the clocks and violations of each as one line. */
export function deadlinesOfCases(terminal: Terminal, input: ByteStream): Promise<number> {
  const { profiles } = loadLibrary();
  const calendar = federalCalendar();
  const same = keepSchedules();
  return answerJsonLines(input, terminal, (line) => {
    const read = readCase(line, profiles);
    return 'error' in read ? read : answer(read.question, calendar, same);
  });
}

function answer(question: CaseQuestion, calendar: Calendar, same: (schedule: Schedule) => Schedule): LineAnswer {
  const { profile, attributes, now } = question;
  const context = contextOf(question.profile, question.schedules, calendar, same);
  const events = question.events.filter((event) => event.at <= now);
  const walk = walkEvents(events, context, givenFacts(profile, attributes));
  const runs = runsOf(walk, now);
  if (runs.some((run) => !run.approved)) return wrong('calendar', 'счёт выходит за годы производственного календаря');
  const dated = runs.flatMap((run) => (run.deadlineAt === null ? [] : [{ ...run, deadlineAt: run.deadlineAt }]));
  return { clocks: runs.map(shownClock), violations: violationsAmong(dated, walk.facts, context).map(shownViolation) };
}

function contextOf(
  profile: CaseQuestion['profile'],
  schedules: Organisations,
  calendar: Calendar,
  same: (schedule: Schedule) => Schedule,
): CaseContext {
  const [body, centre, city, external] = [schedules.body, schedules.centre, schedules.city, schedules.external].map(same) as [
    Schedule,
    Schedule,
    Schedule,
    Schedule,
  ];
  const only = { id: 'body', title: 'body', schedule: body, officialAccounts: [], defaultExecutorId: null };
  return { profile, bodies: [only], schedules: { centre, city, external }, calendar };
}

function shownClock(run: ClockRun) {
  return {
    clock: run.clock,
    clause: run.clause,
    who: run.who,
    assignment: run.assignment,
    draft: run.draft,
    startedAt: writeInstant(run.startedAt),
    deadlineAt: run.deadlineAt === null ? null : writeInstant(run.deadlineAt),
    stoppedAt: run.stoppedAt === null ? null : writeInstant(run.stoppedAt),
    state: run.state,
    severity: run.severity,
  };
}

function shownViolation({ clock, clause, deadlineAt, holder, responsible }: Violation) {
  return { clock, clause, deadlineAt: writeInstant(deadlineAt), holder, responsible };
}
