import type { Lang } from './lang.ts';

const ru = {
  pictures: {
    title: 'Снимки',
    add: 'Приложить снимки',
    hint: 'Можно перетащить сюда или вставить (Ctrl+V): JPEG, PNG, WebP, GIF, каждый до 10 МБ.',
    adding: 'Сохраняется…',
    count: '{count} из {most}',
    place: 'Снимок {place} из {count}',
    alt: 'Что на снимке',
    altHint: 'необязательно: для тех, кто читает без картинок',
    earlier: 'Раньше',
    later: 'Позже',
    remove: 'Убрать',
    removed: 'Снимок убран.',
    restore: 'Вернуть',
    enlarge: 'Открыть крупно',
    reduce: 'Свернуть',
    loading: 'Снимок загружается…',
    gone: 'Снимка нет: он удалён по сроку хранения или вам не виден.',
    away: 'Нет связи с сервером. Снимок откроется, когда она появится.',
    retry: 'Показать снова',
    changed: 'Снимки не те, что в прошлой версии',
    withText: 'Снимков: {count}',
    attached: 'Снимки в поле ответа: {attached} из {of}. Проверьте их перед отправкой.',
    byHand:
      'В поле ответа видно снимков: {attached} из {of}. Проверьте; каких нет, сохраните и приложите в самой сети, потом нажмите «Отправить».',
    save: 'Сохранить снимки',
    saved: 'Снимки сохранены в «Загрузки».',
    notSaved: 'Сохранить не получилось: снимок не загружен. Проверьте связь и повторите.',
    problems: {
      'too-large': 'больше 10 МБ. Уменьшите снимок и приложите снова.',
      'not-a-picture': 'не снимок JPEG, PNG, WebP или GIF.',
      broken: 'не открывается: файл повреждён.',
      full: 'на диске нет места. Освободите место и приложите снова.',
      failed: 'не сохранился. Приложите снова.',
      'too-many': 'не приложен: с ответом уходит не больше 10 снимков.',
      twice: 'уже приложен.',
    },
    tooMany: 'Снимков больше 10. Уберите лишние.',
  },
};

const en: typeof ru = {
  pictures: {
    title: 'Pictures',
    add: 'Attach pictures',
    hint: 'You can drop them here or paste (Ctrl+V): JPEG, PNG, WebP, GIF, up to 10 MB each.',
    adding: 'Saving…',
    count: '{count} of {most}',
    place: 'Picture {place} of {count}',
    alt: 'What the picture shows',
    altHint: 'optional: for those who read without pictures',
    earlier: 'Earlier',
    later: 'Later',
    remove: 'Remove',
    removed: 'The picture was removed.',
    restore: 'Put it back',
    enlarge: 'Enlarge',
    reduce: 'Reduce',
    loading: 'The picture is loading…',
    gone: 'There is no picture: its term is over, or you may not see it.',
    away: 'The server cannot be reached. The picture will open when it can.',
    retry: 'Show again',
    changed: 'The pictures are not those of the previous version',
    withText: 'Pictures: {count}',
    attached: 'Pictures in the reply box: {attached} of {of}. Check them before you send.',
    byHand:
      'Pictures seen in the reply box: {attached} of {of}. Check; save those that are missing and attach them in the network itself, then press “Send”.',
    save: 'Save the pictures',
    saved: 'The pictures are in “Downloads”.',
    notSaved: 'They could not be saved: a picture is not loaded. Check the connection and try again.',
    problems: {
      'too-large': 'is larger than 10 MB. Make it smaller and attach it again.',
      'not-a-picture': 'is no JPEG, PNG, WebP or GIF picture.',
      broken: 'does not open: the file is damaged.',
      full: 'found no room on the disk. Free some space and attach it again.',
      failed: 'was not saved. Attach it again.',
      'too-many': 'was not attached: at most 10 pictures go out with a reply.',
      twice: 'is attached already.',
    },
    tooMany: 'There are more than 10 pictures. Remove some.',
  },
};

export const pictures = { ru, en };

const UNITS = { ru: ['КБ', 'МБ'], en: ['KB', 'MB'] } as const;

/** `350 КБ`, `1,2 МБ`: thousands and millions of bytes, as file managers say it. */
export function sizeText(lang: Lang, bytes: number): string {
  const [thousands, millions] = UNITS[lang];
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} ${thousands}`;
  return `${(bytes / 1_000_000).toLocaleString(lang, { maximumFractionDigits: 1 })} ${millions}`;
}
