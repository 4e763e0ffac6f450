const ru = {
  reload: 'Расширение обновлено: обновите страницу',
  nothingRead:
    '«Вовремя» не нашло здесь ни одного сообщения. Если они есть, сеть изменила страницу: отметки о сроках выключены, обращение можно завести вручную.',
  close: 'Закрыть',
  panel: 'Панель «Вовремя»',
  collapse: 'Свернуть панель',
  expand: 'Развернуть панель',
  resize: 'Ширина панели',
};

const en: typeof ru = {
  reload: 'The extension was updated: reload the page',
  nothingRead:
    'Vovremya found no message here. If there are any, the network has changed this page: the marks are off, a case can be opened by hand.',
  close: 'Close',
  panel: 'Vovremya panel',
  collapse: 'Collapse the panel',
  expand: 'Expand the panel',
  resize: 'Panel width',
};

/** What a content script says by itself, also when nobody answers it any more: each word here is loaded into every page. */
export const pageTexts = { ru, en };
