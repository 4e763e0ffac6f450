import type { ReplyForm } from '../../components/panel/view.ts';
import { scheduleOf } from '../domain/cases/schedules.ts';
import { addWorkingDays } from '../domain/worktime/working-time.ts';
import type { Reading } from './panel-reading.ts';

/** A promised day ends with the working day of the body that promised: epoch ms; null where none is promised. */
export function agreedDate({ context, view }: Reading, assignment: string, form: ReplyForm): number | null {
  if (form.kind !== 'interim' || form.agreedOn === '' || context === null || view.kind !== 'case') return null;
  const bodyId = view.case.assignments.find((one) => one.id === assignment)?.bodyId ?? null;
  return addWorkingDays(Date.parse(`${form.agreedOn}T06:00:00Z`), 0, scheduleOf(context, 'body', bodyId), context.calendar).at;
}
