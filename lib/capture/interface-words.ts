/**
 * Words that networks put on their own controls and in their dates: by them pages are read, so they stay in a captured page.
 * Everything else that is written there may be somebody's.
 */
const INTERFACE = `
ответить ответ ответы показать ещё еще полностью скрыть комментарий комментарии комментария комментариев написать напишите отправить добавить
нравится поделиться комментировать реклама может быть интересно удалён удален удалена удалено запись заметка сообщение пользователем
руководителем страницы восстановить изменить редактировать удалить пожаловаться закрыть меню войти продолжение ниже предыдущие следующие
следующий от автора имени группы сообщества автор открыть топик класс классы репост подписаться прикрепить
только что сейчас сегодня вчера позавчера назад в час часа часов минуту минуты минут мин секунд сек день дня дней неделю месяц год года
января февраля марта апреля мая июня июля августа сентября октября ноября декабря янв фев мар апр май июн июл авг сен окт ноя дек
reply show more comment comments write send like share add delete edit close menu ago yesterday today at just now minutes hours
`;
const WORDS = new Set(INTERFACE.split(/\s+/).filter((word) => word !== ''));

export function isInterfaceWord(word: string): boolean {
  return WORDS.has(word.toLowerCase());
}
