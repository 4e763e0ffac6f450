import type { DutyState } from '../../lib/domain/duties/duty-turns.ts';
import type { Profile } from '../../lib/domain/regulations/profile.ts';

type DutyRule = Profile['duties'][number];

const EVERY: Record<DutyRule['every'], string> = {
  week: 'Каждую неделю',
  month: 'Каждый месяц',
  rolling6months: 'Раз в полгода',
};

export const STATE: Record<DutyState, string> = { open: 'впереди', done: 'исполнено', late: 'просрочено' };

/** What a report or publication holds, by the codes of the profiles; a code of another profile is shown as it is. */
const CONTENTS: Record<string, string> = {
  accountScores: 'оценки аккаунтов',
  bodyViolations: 'нарушения органов',
  bySubdivision: 'по подразделениям',
  count: 'количество сообщений',
  decisions: 'принятые решения',
  direction: 'направления обращений',
  dynamics: 'динамика',
  methodVersion: 'редакция методики',
  municipalities: 'по муниципалитетам',
  other: 'иное',
  postUrl: 'ссылка на публикацию',
  quality: 'качество ответов',
  results: 'итоги работы',
  scoresByBody: 'оценки по органам',
  sources: 'источники',
  timeliness: 'соблюдение сроков',
  topicNote: 'пояснение по темам',
  topics: 'темы',
  violationsByBody: 'нарушения по органам',
};

/** «Каждый месяц: количество сообщений, источники». */
export function dutyTitle({ every, contents }: DutyRule): string {
  return `${EVERY[every]}: ${contents.map((code) => CONTENTS[code] ?? code).join(', ')}`;
}

/** To whom it goes: a role of the regulation, or as the text says it. */
export function dutyAddressees({ roles }: Profile, { to }: DutyRule): string {
  return to.map((one) => roles[one]?.titleRu ?? one).join(', ');
}
