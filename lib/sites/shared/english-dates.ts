const WORDS: readonly [RegExp, string][] = [
  [/^(just now|right now|now)/, 'только что'],
  [/\bday before yesterday\b/, 'позавчера'],
  [/\byesterday\b/, 'вчера'],
  [/\btoday\b/, 'сегодня'],
  [/\bat\b/, 'в'],
  [/\bago\b/, 'назад'],
  [/\b(seconds?|secs?)\b/, 'с'],
  [/\b(minutes?|mins?)\b/, 'мин'],
  [/\b(hours?|hrs?|h)\b/, 'ч'],
  [/\bdays?\b/, 'д'],
  [/\bweeks?\b/, 'нед'],
  [/\bmonths?\b/, 'мес'],
  [/\byears?\b/, 'г'],
];
const MONTHS = ['янв', 'фев', 'мар', 'апр', 'мая', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
const ENGLISH_MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NUMBERS = ['a', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A date of the networks' English pages in the words of their Russian ones («5 minutes ago», «16 Aug at 3:27 pm»); lower case. */
export function inRussian(said: string): string {
  if (!/[a-z]/.test(said)) return said;
  const counted = said.replace(/^([a-z]+)(?= (second|minute|hour|day|week|month|year))/, (word) => {
    const count = NUMBERS.indexOf(word === 'an' ? 'a' : word);
    return count < 0 ? word : String(Math.max(1, count));
  });
  const clock = counted.replace(/(\d{1,2}):(\d{2}) ?([ap])\.?m\.?/, (_, hour: string, minute: string, half: string) => {
    return `${(Number(hour) % 12) + (half === 'p' ? 12 : 0)}:${minute}`;
  });
  const dated = clock
    .replace(/^([a-z]{3,9})\.? (\d{1,2}),?(?= |$)/, '$2 $1')
    .replace(/^(\d{1,2}) ([a-z]{3})[a-z]*\.?/, (whole, day: string, name: string) => {
      const month = ENGLISH_MONTHS.indexOf(name);
      return month < 0 ? whole : `${day} ${MONTHS[month]}`;
    });
  return WORDS.reduce((text, [word, russian]) => text.replace(word, russian), dated);
}
