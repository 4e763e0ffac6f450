import type { AssignmentState } from '../domain/regulations/profile.ts';

const ru = {
  stage: {
    new: 'новое сообщение',
    classified: 'ждёт направления',
    assigned: 'направлено исполнителю',
    checking: 'проверяется',
    drafting: 'готовится ответ',
    agreeing: 'на согласовании у заместителя',
    approving: 'на согласовании',
    rework: 'на доработке',
    approved: 'согласовано, пора разместить',
    loaded: 'ответ загружен',
    interimPublished: 'дан промежуточный ответ',
    collecting: 'собираются части ответа',
    published: 'ответ размещён',
    closed: 'закрыто без органа',
    refused: 'не подлежит рассмотрению',
    terminated: 'работа прекращена',
    handedOver: 'передано',
  } satisfies Record<AssignmentState, string>,
  importance: { ordinary: 'обычное', social: 'социально значимое', urgent: 'срочное' } as Record<string, string>,
  kind: {
    final: 'ответ',
    interim: 'промежуточный ответ',
    alreadyPublished: 'ранее размещённый ответ',
    followUp: 'сообщение о переносе срока',
  } as Record<string, string>,
  network: { vk: 'ВКонтакте', ok: 'Одноклассники' } as Record<string, string>,
  channel: { post: 'запись', comment: 'комментарий', dm: 'личное сообщение' },
  level: { calm: 'время есть', soon: 'время заканчивается', late: 'срок прошёл' },
  role: { observer: 'руководитель (только просмотр)', administrator: 'администратор' } as Record<string, string>,
};

const en: typeof ru = {
  stage: {
    new: 'new message',
    classified: 'to be routed',
    assigned: 'sent to the executor',
    checking: 'being checked',
    drafting: 'reply being drafted',
    agreeing: 'with the deputy',
    approving: 'awaiting approval',
    rework: 'returned for rework',
    approved: 'approved, to be posted',
    loaded: 'reply loaded',
    interimPublished: 'interim reply posted',
    collecting: 'collecting parts',
    published: 'reply posted',
    closed: 'closed without a body',
    refused: 'not to be considered',
    terminated: 'terminated',
    handedOver: 'handed over',
  },
  importance: { ordinary: 'ordinary', social: 'socially significant', urgent: 'urgent' },
  kind: {
    final: 'reply',
    interim: 'interim reply',
    alreadyPublished: 'reply posted earlier',
    followUp: 'note that the date has moved',
  },
  network: { vk: 'VK', ok: 'Odnoklassniki' },
  channel: { post: 'post', comment: 'comment', dm: 'direct message' },
  level: { calm: 'there is time', soon: 'time is running out', late: 'overdue' },
  role: { observer: 'head (view only)', administrator: 'administrator' },
};

export const stages = { ru, en };
