/**
 * Words that networks put on their own controls and in their dates: by them pages are read, so they stay in a captured page.
 * Everything else that is written there may be somebody's.
 */
const INTERFACE = `
ответить ответ ответы показать ещё еще полностью скрыть комментарий комментарии комментария комментариев написать напишите отправить добавить
нравится поделиться комментировать реклама может быть интересно удалён удален удалена удалено запись заметка сообщение пользователем
руководителем страницы восстановить изменить редактировать удалить пожаловаться закрыть меню войти продолжение ниже предыдущие следующие
следующий от автора имени группы сообщества автор открыть топик класс классы репост подписаться прикрепить
только что сейчас сегодня вчера позавчера полчаса назад в год г ч мин с д нед мес ред отредактировано
один одна одну два две три четыре пять шесть семь восемь девять десять недели недель месяца месяцев часам минутам дню
час часа часов минуту минуты минут мин секунд сек день дня дней неделю месяц год года
января февраля марта апреля мая июня июля августа сентября октября ноября декабря янв фев мар апр май июн июл авг сен окт ноя дек
reply show more comment comments write send like share add delete edit close menu ago yesterday today at just right now am pm
a an one two three four five six seven eight nine ten second seconds minute minutes hour hours day days week weeks month months year years
jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august september october november december
`;
const WORDS = new Set(INTERFACE.split(/\s+/).filter((word) => word !== ''));

export function isInterfaceWord(word: string): boolean {
  return WORDS.has(word.toLowerCase());
}
