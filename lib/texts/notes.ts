import type { Note } from '../protocol/notes.ts';
import type { Lang } from './lang.ts';

const ru = {
  loading: 'Загружаются инциденты:',
  full: 'На диске этого компьютера нет места: новое не сохраняется. Освободите место; то, что вы набрали, остаётся в поле.',
  'server-full':
    'На диске сервера нет места, он ничего не принимает. Можно работать: сделанное хранится здесь и уйдёт само, когда место появится. Скажите администратору.',
  revoked:
    'Этот браузер отключён от сервера. Инциденты убраны с него, кроме тех, где ждёт ваше неотправленное: оно уйдёт, когда вы войдёте снова. Войти нельзя — сохраните его в файл в настройках.',
  'not-cleared':
    'Этот браузер отключён от сервера, но убрать с него инциденты пока не удалось. Неотправленное хранится здесь. Расширение попробует ещё раз само: освободите место на диске или перезапустите браузер, а потом войдите снова.',
  restored: 'Сервер восстановлен из резервной копии. То, что он успел забыть из сделанного здесь, отправлено ему ещё раз.',
  recovered: 'Браузер потерял хранилище расширения. Неотправленное восстановлено из запасной копии, действий:',
  unreadable: 'Сделано в более новой версии расширения, хранится здесь и уйдёт после обновления:',
};

const en: typeof ru = {
  loading: 'Cases are being loaded:',
  full: 'The disk of this computer is full: nothing new is kept. Free some space; what you have typed stays in its field.',
  'server-full':
    'The disk of the server is full and it takes nothing. You can work: what you do is kept here and sent by itself once there is space. Tell the administrator.',
  revoked:
    'This browser was disconnected from the server. The cases were removed from it, but for those where work of yours is not sent: it leaves when you sign in again. If you cannot, save it to a file in the settings.',
  'not-cleared':
    'This browser was disconnected from the server, but the cases could not be removed from it yet. What you have not sent is kept here. The extension tries again by itself: free some disk space or restart the browser, then sign in again.',
  restored: 'The server was restored from a backup. What it had forgotten of your work here was sent to it again.',
  recovered: 'The browser had lost the extension’s storage. What was not sent was put back from a second copy, acts:',
  unreadable: 'Done in a newer version of the extension, kept here and sent after the update:',
};

export const notes = { ru, en };

/** A note as one or two sentences. */
export function noteText(note: Note, lang: Lang): string {
  const t = notes[lang];
  if (note.kind === 'loading') return `${t.loading} ${note.percent} %`;
  if (note.kind === 'unreadable' || note.kind === 'recovered') return `${t[note.kind]} ${note.count}`;
  return t[note.kind];
}
