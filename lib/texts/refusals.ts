import type { Refusal } from '../domain/cases/commands.ts';
import type { Lang } from './lang.ts';

type Sentences = Record<Refusal['code'], string>;

const ru: Sentences = {
  'not-your-role': 'Это действие по регламенту выполняет другой участник.',
  'not-your-body': 'Инцидент у другого органа. Действовать может только его исполнитель.',
  'wrong-stage': 'На этой стадии так сделать нельзя: инцидент уже продвинулся. Посмотрите историю.',
  'not-in-regulation': 'Порядком такое действие не предусмотрено.',
  'missing-data': 'Не хватает обязательных сведений. Заполните отмеченные поля.',
  'unknown-case': 'Такого инцидента нет или он вам больше не виден.',
  'case-exists': 'Этот инцидент уже заведён.',
  'message-has-case': 'По этому сообщению инцидент уже есть. Откройте его вместо нового.',
  'stale-draft': 'Пока вы работали, текст изменился. Сверьте его с новой версией и повторите.',
  'unknown-draft': 'Этого проекта ответа больше нет. Откройте инцидент заново.',
  'unknown-body': 'Такого органа нет в справочнике. Выберите другой.',
  'other-regulation': 'Орган следует другому порядку. Заведите по этому сообщению связанный инцидент.',
  'unknown-value': 'Такого значения нет в регламенте или справочнике. Выберите из списка.',
  'ground-not-met': 'Для этого основания не выполнены условия регламента.',
  'reply-rule': 'Текст нарушает правило регламента. Исправьте отмеченное под полем.',
  'network-not-enabled': 'Для этой сети регламент не применяется.',
  'wrong-time': 'Часы компьютера переводили, и когда это сделано, неизвестно. Проверьте часы и повторите.',
  'too-large': 'Слишком длинный текст или слишком много данных. Сократите и повторите.',
  'picture-missing': 'Снимок не дошёл до сервера, поэтому текст не отправлен. Приложите снимок снова и повторите.',
};

const en: Sentences = {
  'not-your-role': 'The regulation gives this step to somebody else.',
  'not-your-body': 'The case belongs to another body. Only its executor may act.',
  'wrong-stage': 'This cannot be done at this stage: the case has moved on. See the history.',
  'not-in-regulation': 'The regulation knows no such act.',
  'missing-data': 'Something required is missing. Fill in the marked fields.',
  'unknown-case': 'There is no such case, or you may no longer see it.',
  'case-exists': 'This case has already been opened.',
  'message-has-case': 'This message already has a case. Open that one instead.',
  'stale-draft': 'The text changed while you were working. Compare it with the new version and try again.',
  'unknown-draft': 'This draft no longer exists. Open the case again.',
  'unknown-body': 'There is no such body. Choose another.',
  'other-regulation': 'The body follows another regulation. Open a linked case on this message.',
  'unknown-value': 'The regulation or the reference lists have no such value. Choose from the list.',
  'ground-not-met': 'What the regulation asks for this ground is not there.',
  'reply-rule': 'The text breaks a rule of the regulation. Correct what is marked under the field.',
  'network-not-enabled': 'The regulation does not apply to this network.',
  'wrong-time': 'The computer’s clock was moved, so nobody knows when this was done. Check the clock and try again.',
  'too-large': 'The text is too long, or there is too much data. Shorten it and try again.',
  'picture-missing': 'A picture did not reach the server, so the text was not sent. Attach the picture again and retry.',
};

export const refusals = { ru, en };

/** Why a command was refused, as a sentence with the clause. */
export function refusalText(lang: Lang, refusal: Refusal): string {
  const sentence = refusals[lang][refusal.code];
  if (refusal.clause === null) return sentence;
  return `${sentence} (${lang === 'ru' ? 'п.' : 'cl.'} ${refusal.clause})`;
}
