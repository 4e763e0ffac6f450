import type { Clock } from '../../lib/domain/cases/clock-model.ts';
import type { ReminderStage } from '../../lib/domain/duties/duty-reminders.ts';
import { inWords } from '../pages/moments.ts';

/** What letters say: which case, which step, how much is left, and where to go. */

interface Words {
  subject: string;
  text: string;
}

export interface ClockLetter {
  number: string;
  clock: Clock;
  mark: number;
  /** Working minutes; negative once it is late. */
  minutesLeft: number;
  zone: string;
  link: string;
}

export function clockLetter({ number, clock, mark, minutesLeft, zone, link }: ClockLetter, settings: string): Words {
  const isLate = mark === 100;
  const left = `${isLate ? 'Опоздание' : 'Осталось'}: ${duration(minutesLeft)} рабочего времени.`;
  const until = `${isLate ? 'Срок был' : 'Срок'}: ${inWords(clock.deadlineAt, zone)} (${zone}).`;
  return {
    subject: isLate ? `Инцидент № ${number}: срок истёк` : `Инцидент № ${number}: прошло ${mark} % срока`,
    text: letter(
      [`Инцидент № ${number}`, `Шаг: ${clock.titleRu} (п. ${clock.clause})`, left, until, `Открыть: ${link}`],
      settings,
    ),
  };
}

export interface DutyLetter {
  title: string;
  clause: string;
  addressees: string;
  dueAt: number;
  graceUntilAt: number;
  stage: ReminderStage;
  zone: string;
  link: string;
}

const STAGE: Record<ReminderStage, string> = {
  before: 'срок — следующий рабочий день',
  onDate: 'срок сегодня',
  late: 'срок прошёл',
};

export function dutyLetter(
  { title, clause, addressees, dueAt, graceUntilAt, stage, zone, link }: DutyLetter,
  settings: string,
): Words {
  const grace = graceUntilAt > dueAt ? [`Крайний срок: ${inWords(graceUntilAt, zone)}.`] : [];
  const lines = [`${title} (п. ${clause})`, `Кому: ${addressees}`, `Срок: ${inWords(dueAt, zone)} (${zone}).`, ...grace];
  return {
    subject: `Периодическая обязанность: ${STAGE[stage]}`,
    text: letter([...lines, `Отметить исполнение: ${link}`], settings),
  };
}

function letter(lines: string[], settings: string): string {
  return `${lines.join('\n')}\n\n--\nПисьмо отправлено сервером «Вовремя», отвечать на него не нужно. Какие письма получать: ${settings}\n`;
}

/** «1 ч 12 мин», whole minutes, without a sign. */
function duration(minutes: number): string {
  const total = Math.abs(Math.trunc(minutes));
  const [hours, rest] = [Math.floor(total / 60), total % 60];
  return [...(hours > 0 ? [`${hours} ч`] : []), ...(rest > 0 || hours === 0 ? [`${rest} мин`] : [])].join(' ');
}
