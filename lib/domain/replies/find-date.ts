/** Dates as officials write them: 30.06.2025, 30 июня, до конца июля 2025 года, в III квартале. */

const MONTH = '(?:январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр)\\p{L}*';
const NOT_IN_WORD = '(?<![\\p{L}\\p{N}])';

const DATES = [
  /(?<!\d)(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])[./](?:20)?\d\d(?!\d)/u,
  /(?<![\d.])(?:0?[1-9]|[12]\d|3[01])[./](?:0[1-9]|1[0-2])(?![\d])/u,
  /(?<!\d)20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/u,
  new RegExp(`${NOT_IN_WORD}\\d{1,2}(?:-?го)? ${MONTH}`, 'iu'),
  new RegExp(`${NOT_IN_WORD}(?:в|до|к|конца|концу|начале|начала|середине|середины|течение) ${MONTH}`, 'iu'),
  new RegExp(`${NOT_IN_WORD}${MONTH} 20\\d\\d`, 'iu'),
  new RegExp(
    `${NOT_IN_WORD}(?:[1-4]|I|II|III|IV|перв\\p{L}+|втор\\p{L}+|треть\\p{L}+|четв[её]рт\\p{L}+)(?:-?[мго]{1,2})? квартал`,
    'iu',
  ),
];

/** Promises of something still to be done, which want a date. */
const PROMISES = [
  new RegExp(`${NOT_IN_WORD}(?:будет|будут|буд[её]м) (?!рад|признател|благодар)`, 'iu'),
  new RegExp(`${NOT_IN_WORD}(?:планир(?:ует|уют|уем)|запланирован)`, 'iu'),
  new RegExp(
    `${NOT_IN_WORD}(?:отремонтиру|устран[ия]|установ[ия]м|установят|выполн(?:им|ят)|провед[уё]|включ(?:им|ат|[её]н\\p{L}* в план))`,
    'iu',
  ),
];

/** Does the text name a day, month or quarter? */
export function hasDate(text: string): boolean {
  return DATES.some((pattern) => pattern.test(text));
}

/** Does the text promise something? A guess by words, good for a hint. */
export function hasPromise(text: string): boolean {
  return PROMISES.some((pattern) => pattern.test(text));
}
