const ru = {
  aftercare: {
    title: {
      edited: 'Размещённый ответ изменён в сети',
      deleted: 'Размещённый ответ удалён в сети',
      unseen: 'Ответа не видно по его адресу',
      asked: 'Под ответом новый вопрос',
      gone: 'Сообщения больше нет',
    },
    body: {
      edited: 'В деле остаётся текст, который был размещён. Сейчас в сети иначе:',
      deleted: 'На его месте сеть пишет, что он удалён. Размещённый текст и время остаются в деле.',
      unseen:
        'Страница прочитана, а ответа на ней нет: он удалён или скрыт. Проверьте по ссылке. Размещённый текст остаётся в деле.',
      asked: 'Если на него нужно ответить, откройте его и нажмите «＋» рядом с ним.',
      gone: 'На его месте сеть пишет, что оно удалено, или по его адресу его нет. Проверьте по ссылке.',
    },
    noticed: 'Замечено на этом компьютере',
    openReply: 'Открыть ответ',
    openQuestion: 'Открыть вопрос',
    openMessage: 'Открыть сообщение',
    dismiss: 'Понятно',
  },
  ending: {
    gone: 'Сообщения больше нет?',
    goneRequest: 'Запросить прекращение: сообщения нет',
    goneClose: 'Закрыть: сообщения нет',
    what: 'Что видно на странице',
    whatHint: 'Ссылка на сообщение приложится сама',
    request: 'Запросить прекращение',
    close: 'Закрыть инцидент',
    requested: 'Запрошено прекращение работы',
    ground: { messageGone: 'сообщения больше нет', accountGone: 'аккаунта больше нет' } as Record<string, string>,
    waits: 'Решает куратор. Пока решения нет, сроки идут.',
    accept: 'Прекратить работу',
    decline: 'Не прекращать',
    declineReason: 'Почему работу нужно продолжать',
  },
};

const en: typeof ru = {
  aftercare: {
    title: {
      edited: 'The posted reply was edited in the network',
      deleted: 'The posted reply was deleted in the network',
      unseen: 'The reply is not to be seen at its address',
      asked: 'A new question below the reply',
      gone: 'The message is gone',
    },
    body: {
      edited: 'The case keeps the text as it was posted. Now the network shows another:',
      deleted: 'The network says in its place that it is deleted. The posted text and its time stay in the case.',
      unseen:
        'The page was read and the reply is not on it: deleted or hidden. Check it by the link. The posted text stays in the case.',
      asked: 'If it needs an answer, open it and press “＋” beside it.',
      gone: 'The network says in its place that it is deleted, or it is not at its address. Check it by the link.',
    },
    noticed: 'Noticed on this computer',
    openReply: 'Open the reply',
    openQuestion: 'Open the question',
    openMessage: 'Open the message',
    dismiss: 'Understood',
  },
  ending: {
    gone: 'Is the message gone?',
    goneRequest: 'Ask to terminate: the message is gone',
    goneClose: 'Close: the message is gone',
    what: 'What the page shows',
    whatHint: 'The link of the message is attached by itself',
    request: 'Ask to terminate',
    close: 'Close the case',
    requested: 'Termination was asked for',
    ground: { messageGone: 'the message is gone', accountGone: 'the account is gone' },
    waits: 'The curator decides. Until then the deadlines run.',
    accept: 'Terminate',
    decline: 'Do not terminate',
    declineReason: 'Why the work is to go on',
  },
};

export const aftercare = { ru, en };
