const ru = {
  title: 'Моя работа',
  empty: 'Открытых инцидентов у вас нет.',
  emptyHint: 'Откройте стену ВКонтакте или группу Одноклассников: у сообщений появятся отметки.',
  notConnected: 'Расширение не подключено к серверу.',
  connect: 'Подключить',
  expired: 'Вход устарел. Сделанное сохранено и уйдёт после входа.',
  signIn: 'Войти',
  online: 'На связи',
  offline: 'Нет связи с сервером',
  unsent: 'не отправлено:',
  saveUnsent: 'Сохранить неотправленное в файл…',
  settings: 'Настройки',
  noClock: 'срок не идёт',
  masked: 'текст скрыт',
  more: 'Показать ещё',
  finding: 'Список составляется…',
};

const en: typeof ru = {
  title: 'My work',
  empty: 'You have no open cases.',
  emptyHint: 'Open a VK wall or an Odnoklassniki group: messages will carry marks.',
  notConnected: 'The extension is not connected to a server.',
  connect: 'Connect',
  expired: 'Your sign-in has expired. What you did is kept and will be sent afterwards.',
  signIn: 'Sign in',
  online: 'Connected',
  offline: 'The server cannot be reached',
  unsent: 'not sent:',
  saveUnsent: 'Save unsent work to a file…',
  settings: 'Settings',
  noClock: 'no deadline running',
  masked: 'text hidden',
  more: 'Show more',
  finding: 'The list is being made…',
};

export const popup = { ru, en };
