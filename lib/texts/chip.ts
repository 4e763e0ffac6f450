import type { MessageRef } from '../domain/ids.ts';
import type { AfterKind } from '../domain/messages/aftercare.ts';
import type { AssignmentState } from '../domain/regulations/profile.ts';
import type { ChipSaid } from '../protocol/messages.ts';
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
  after: {
    edited: 'ответ изменён',
    deleted: 'ответ удалён',
    unseen: 'ответа не видно',
    asked: 'новый вопрос',
    gone: 'сообщения нет',
  } satisfies Record<AfterKind, string>,
  mine: 'ваша очередь',
  open: 'Открыть в панели',
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
  after: {
    edited: 'reply edited',
    deleted: 'reply deleted',
    unseen: 'reply not found',
    asked: 'new question',
    gone: 'message gone',
  },
  mine: 'your turn',
  open: 'Open in the panel',
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

/** What the words of a chip are made of. */
export interface ChipFacts {
  ref: MessageRef;
  kind: ChipSaid['kind'];
  state?: AssignmentState;
  clause?: string;
  deadlineAt?: number;
  minutesLeft?: number;
  level?: ChipSaid['level'];
  mine?: boolean;
  zone?: string;
  /** The body's time is running now; false outside working hours. */
  ticking?: boolean;
  unsent?: boolean;
  /** What was noticed on this device since the reply was filed. */
  after?: AfterKind[];
  isFollowed?: boolean;
}

/** A chip in words; `now` and the facts' instants are epoch ms (UTC), shown in the zone of the organisation that must act. */
export function chipSaid(facts: ChipFacts, now: number, lang: Lang): ChipSaid {
  const { ref, kind, level = 'calm', isFollowed = false } = facts;
  return { ref, kind, level, isFollowed, ...wordsOf(facts, now, lang) };
}

/** «готовится ответ · осталось 1 ч 12 мин · до 15:40 чт · п. 11». */
function wordsOf(facts: ChipFacts, now: number, lang: Lang): Pick<ChipSaid, 'text' | 'label'> {
  const t = chipTexts[lang];
  if (facts.kind === 'hidden') return { text: '', label: '' };
  if (facts.kind === 'none') return { text: '＋', label: t.add };
  const stage = facts.state ? stages[lang].stage[facts.state] : t.incident;
  const time = timeParts(facts, now, lang);
  const noticed = new Set(facts.after?.map((kind) => t.after[kind]));
  const marks = [...noticed, ...(facts.unsent ? [t.unsent] : [])];
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
