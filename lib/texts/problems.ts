import type { InsertOutcome } from '../domain/messages/seen.ts';

export type ConnectProblemCode = 'not-a-server' | 'unreachable' | 'code-invalid' | 'cancelled' | 'old-version' | 'bad-address';
export type InsertProblem = Extract<InsertOutcome, { ok: false }>['reason'];

const ru = {
  connect: {
    'not-a-server': 'По этому адресу отвечает не сервер «Вовремя». Проверьте адрес.',
    unreachable: 'Сервер не отвечает. Проверьте адрес и подключение к сети.',
    'code-invalid': 'Код не подошёл: он одноразовый и действует недолго. Получите новый на странице сервера.',
    cancelled: 'Вход не завершён: окно закрыто. Подключение можно начать снова.',
    'old-version': 'Версии расширения и сервера не совпадают. Обновите расширение.',
    'bad-address': 'Это не похоже на адрес. Нужен адрес вида https://vovremya.example.ru',
  } satisfies Record<ConnectProblemCode, string>,
  insert: {
    'message-not-found':
      'Сообщения больше нет на странице: возможно, его удалили. Ничего не вставлено, согласованный текст сохранён. Откройте сообщение и повторите.',
    'composer-not-found': 'Поле ответа под этим сообщением не найдено. Откройте его в сети или вставьте текст вручную.',
    'panel-covered':
      'Что-то на странице закрывает панель. Ничего не вставлено. Уберите то, что лежит поверх, или откройте дело в отдельной вкладке.',
    'tab-hidden': 'Вкладка с сообщением не на виду. Перейдите на неё и повторите.',
    'identity-wrong': 'Ответ ушёл бы не от официального сообщества. Смените автора в самой сети.',
    'identity-unknown': 'Не видно, от чьего имени уйдёт ответ.',
    'composer-not-empty': 'В поле ответа уже есть текст. Уберите его, чтобы ничего не потерять, и повторите.',
    'stale-text': 'Согласован уже другой текст. Откройте инцидент заново.',
    'switched-off':
      'Вставка на страницах этой сети выключена администратором: сеть изменила страницы. Скопируйте текст и вставьте его вручную.',
    'not-accepted': 'Поле ответа не приняло текст целиком. Скопируйте его и вставьте вручную.',
  } satisfies Record<InsertProblem, string>,
};

const en: typeof ru = {
  connect: {
    'not-a-server': 'What answers at this address is not a Vovremya server. Check the address.',
    unreachable: 'The server does not answer. Check the address and your connection.',
    'code-invalid': 'The code was not accepted: it works once and not for long. Get a new one from the server’s page.',
    cancelled: 'The sign-in was not finished: the window was closed. You can start again.',
    'old-version': 'The extension and the server are of different versions. Update the extension.',
    'bad-address': 'This does not look like an address. It should be like https://vovremya.example.org',
  },
  insert: {
    'message-not-found':
      'The message is no longer on the page: it may have been deleted. Nothing was inserted, the approved text is kept. Open the message and try again.',
    'composer-not-found': 'No reply box was found under this message. Open it in the network, or paste the text by hand.',
    'panel-covered':
      'Something on the page covers the panel. Nothing was inserted. Take away what lies over it, or open the case in a tab of its own.',
    'tab-hidden': 'The tab with the message is not in view. Switch to it and try again.',
    'identity-wrong': 'The reply would not come from the official community. Change the author in the network itself.',
    'identity-unknown': 'It cannot be seen in whose name the reply would go out.',
    'composer-not-empty': 'The reply box already holds text. Clear it, so that nothing is lost, and try again.',
    'stale-text': 'Another text is the approved one now. Open the case again.',
    'switched-off':
      'Insertion on pages of this network is switched off by the administrator: the network has changed its pages. Copy the text and paste it by hand.',
    'not-accepted': 'The reply box did not take the whole text. Copy it and paste it by hand.',
  },
};

export const problems = { ru, en };
