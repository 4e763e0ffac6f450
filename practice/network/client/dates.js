const MONTHS = ['янв', 'фев', 'мар', 'апр', 'мая', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
const MINUTE = 60_000;

/** «2 мин назад», «сегодня в 10:15», «вчера в 9:03», «12 мар в 10:00». */
export function vkDate(at, now) {
  const minutes = Math.floor((now - at) / MINUTE);
  if (minutes < 1) return 'только что';
  if (minutes < 60) return `${minutes} мин назад`;
  const day = dayBack(at, now);
  if (day === 0) return `сегодня в ${time(at)}`;
  if (day === 1) return `вчера в ${time(at)}`;
  const date = new Date(at);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return sameYear ? `${dayAndMonth(date)} в ${time(at)}` : `${dayAndMonth(date)} ${date.getFullYear()}`;
}

/** «10:15», «вчера 9:03», «12 мар». */
export function okDate(at, now) {
  const day = dayBack(at, now);
  if (day === 0) return time(at);
  return day === 1 ? `вчера ${time(at)}` : dayAndMonth(new Date(at));
}

function dayAndMonth(date) {
  return `${date.getDate()} ${MONTHS[date.getMonth()]}`;
}

function time(at) {
  const date = new Date(at);
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`;
}

function dayBack(at, now) {
  const midnight = (moment) => new Date(moment).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(at)) / (24 * 60 * MINUTE));
}

/** Dative of a first name, for «ответ Анне». */
export function dative(name) {
  const first = name.split(' ')[0];
  if (first === 'Павел') return 'Павлу';
  if (/(ия)$/.test(first)) return `${first.slice(0, -1)}и`;
  if (/[ая]$/.test(first)) return `${first.slice(0, -1)}е`;
  if (/[йь]$/.test(first)) return `${first.slice(0, -1)}ю`;
  return `${first}у`;
}
