import type { CommandType } from '../domain/cases/commands.ts';

/** What a person did, as it stands after «Сервер не принял:». */
const ru: Record<CommandType, string> = {
  'open-case': 'новый инцидент',
  'set-importance': 'изменение значимости',
  'refuse-competence': 'сообщение о чужой компетенции',
  reroute: 'перенаправление',
  'close-without-body': 'решение без органа',
  'save-draft': 'сохранение проекта ответа',
  'submit-draft': 'отправку на согласование',
  'approve-draft': 'согласование',
  'return-draft': 'возврат на доработку',
  'report-publish-failure': 'запись о неудачном размещении',
  'record-publication': 'запись о размещении',
  'attach-proof': 'ссылку на ответ',
};

const en: Record<CommandType, string> = {
  'open-case': 'the new case',
  'set-importance': 'the change of importance',
  'refuse-competence': 'the note that another body is competent',
  reroute: 'the new routing',
  'close-without-body': 'the decision without a body',
  'save-draft': 'the saved draft',
  'submit-draft': 'the draft sent for approval',
  'approve-draft': 'the approval',
  'return-draft': 'the return for rework',
  'report-publish-failure': 'the note that posting failed',
  'record-publication': 'the note of publication',
  'attach-proof': 'the link to the reply',
};

export const commands = { ru, en };
