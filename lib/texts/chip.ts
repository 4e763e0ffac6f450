import type { ChipFacts } from '../protocol/messages.ts';
import { format } from './format.ts';
import type { Lang } from './lang.ts';
import { stages } from './stages.ts';

const ru = {
  add: 'Отметить как инцидент',
  incident: 'Инцидент',
  left: (time: string) => `осталось ${time}`,
  lateBy: (time: string) => `просрочено на ${time}`,
  workingTime: 'рабочего времени',
  clause: (clause: string) => `п. ${clause}`,
  closedNow: 'сейчас нерабочее время',
  unsent: 'не отправлено',
  mine: 'ваша очередь',
  open: 'Открыть в панели',
  reload: 'Расширение обновлено: обновите страницу',
  nothingRead:
    '«Вовремя» не нашло здесь ни одного сообщения. Если они есть, сеть изменила страницу: отметки о сроках выключены, обращение можно завести вручную.',
  close: 'Закрыть',
  panel: {
    title: 'Панель «Вовремя»',
    close: 'Закрыть панель',
    collapse: 'Свернуть панель',
    expand: 'Развернуть панель',
    resize: 'Ширина панели',
  },
  badge: {
    none: 'Вовремя: открытой работы нет',
    signedOut: 'Вовремя: расширение не подключено',
    expired: 'Вовремя: вход устарел, войдите ещё раз',
    open: 'Вовремя: открытых инцидентов у вас —',
    late: 'просрочено —',
    soon: 'скоро срок —',
  },
};

const en: typeof ru = {
  add: 'Mark as an incident',
  incident: 'Incident',
  left: (time) => `${time} left`,
  lateBy: (time) => `${time} overdue`,
  workingTime: 'of working time',
  clause: (clause) => `cl. ${clause}`,
  closedNow: 'outside working hours',
  unsent: 'not sent yet',
  mine: 'your turn',
  open: 'Open in the panel',
  reload: 'The extension was updated: reload the page',
  nothingRead:
    'Vovremya found no message here. If there are any, the network has changed this page: the marks are off, a case can be opened by hand.',
  close: 'Close',
  panel: {
    title: 'Vovremya panel',
    close: 'Close the panel',
    collapse: 'Collapse the panel',
    expand: 'Expand the panel',
    resize: 'Panel width',
  },
  badge: {
    none: 'Vovremya: no open work',
    signedOut: 'Vovremya: not connected',
    expired: 'Vovremya: the sign-in has expired, sign in again',
    open: 'Vovremya: your open incidents —',
    late: 'overdue —',
    soon: 'due soon —',
  },
};

export const chipTexts = { ru, en };

export interface ChipText {
  /** What is seen: «готовится ответ · осталось 1 ч 12 мин · до 15:40 чт · п. 11». */
  text: string;
  /** The whole sentence, for the tooltip and for screen readers. */
  label: string;
}

/** Words of a chip; `now` and the facts' instants are epoch ms (UTC), shown in the zone of the organisation that must act. */
export function chipText(facts: ChipFacts, now: number, lang: Lang): ChipText {
  const t = chipTexts[lang];
  if (facts.kind !== 'case') return { text: '＋', label: t.add };
  const stage = facts.state ? stages[lang].stage[facts.state] : t.incident;
  const time = timeParts(facts, now, lang);
  const marks = [...(facts.unsent ? [t.unsent] : [])];
  const level = facts.level && facts.level !== 'calm' ? [stages[lang].level[facts.level]] : [];
  return {
    text: [stage, ...time.shown, ...marks].join(' · '),
    label: `${[`${t.incident}: ${stage}`, ...time.spoken, ...(facts.mine ? [t.mine] : []), ...level, ...marks].join(', ')}. ${t.open}`,
  };
}

function timeParts(facts: ChipFacts, now: number, lang: Lang): { shown: string[]; spoken: string[] } {
  const t = chipTexts[lang];
  const f = format(lang);
  const { minutesLeft, deadlineAt, clause, zone } = facts;
  if (minutesLeft === undefined || deadlineAt === undefined || zone === undefined) return { shown: [], spoken: [] };
  const left = minutesLeft < 0 ? t.lateBy(f.minutes(minutesLeft)) : t.left(f.minutes(minutesLeft));
  const rest = [
    f.until(deadlineAt, now, zone),
    ...(clause ? [t.clause(clause)] : []),
    ...(facts.ticking === false ? [t.closedNow] : []),
  ];
  return { shown: [left, ...rest], spoken: [`${left} ${t.workingTime}`, ...rest] };
}
