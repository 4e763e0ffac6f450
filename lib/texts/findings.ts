import type { Finding } from '../domain/replies/check-reply.ts';
import type { Lang } from './lang.ts';

const ru = {
  tooLong: 'Длиннее, чем советует регламент: {length} из {most} знаков',
  noDate: { promise: 'Обещание без срока: назовите дату', always: 'Назовите дату ответа' } as Record<string, string>,
  personal: {
    phone: 'Похоже на номер телефона: персональные данные не публикуются',
    email: 'Похоже на адрес почты: персональные данные не публикуются',
    snils: 'Похоже на СНИЛС: персональные данные не публикуются',
    passport: 'Похоже на паспортные данные: персональные данные не публикуются',
    card: 'Похоже на номер карты: персональные данные не публикуются',
  } as Record<string, string>,
  /** By the check's name or by the words the regulation gives it. */
  checklist: {
    cliches: 'Простой язык, без канцелярских оборотов',
    actReferences: 'Не больше одной ссылки на нормативный акт',
    spelling: 'Без ошибок и опечаток',
    privateLife: 'Ничего о частной жизни людей',
    'было - стало': 'Приложите снимки «было — стало», если они есть',
    'подтверждающие материалы при наличии': 'Приложите подтверждающие снимки, если они есть',
    'исчерпывающий ответ на поставленный вопрос': 'Ответ исчерпывающий, на заданный вопрос',
    'что нужно сделать пользователю': 'Сказано, что нужно сделать автору сообщения',
  } as Record<string, string>,
};

const en: typeof ru = {
  tooLong: 'Longer than the regulation advises: {length} of {most} characters',
  noDate: { promise: 'A promise without a date: name one', always: 'Name the date of the answer' },
  personal: {
    phone: 'Looks like a telephone number: personal data are not published',
    email: 'Looks like an e-mail address: personal data are not published',
    snils: 'Looks like a SNILS number: personal data are not published',
    passport: 'Looks like passport data: personal data are not published',
    card: 'Looks like a card number: personal data are not published',
  },
  checklist: {
    cliches: 'Plain language, no officialese',
    actReferences: 'At most one reference to a legal act',
    spelling: 'No mistakes',
    privateLife: 'Nothing about people’s private life',
    'было - стало': 'Add “before and after” pictures if there are any',
    'подтверждающие материалы при наличии': 'Add pictures that confirm it if there are any',
    'исчерпывающий ответ на поставленный вопрос': 'The answer is complete and to the question',
    'что нужно сделать пользователю': 'It says what the author of the message must do',
  },
};

const findings = { ru, en };

/** What a check of the reply found, as a sentence. */
export function findingText(lang: Lang, { code, detail }: Finding): string {
  const words = findings[lang];
  const key = detail ?? '';
  if (code === 'checklist' || code === 'no-pictures') return words.checklist[key] ?? key;
  if (code === 'no-date') return words.noDate[key] ?? words.noDate.always ?? key;
  if (code === 'personal-data') return words.personal[key] ?? key;
  const [length = '', most = ''] = key.split('/');
  return words.tooLong.replace('{length}', length).replace('{most}', most);
}
