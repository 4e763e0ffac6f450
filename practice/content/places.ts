import type { PracticePostContent } from './messages.ts';

/** What is discussed elsewhere than on a wall: a photo, a video, a topic of a board; a person's note. */
export type Place = 'photo' | 'video' | 'topic' | 'status' | 'channel';

export interface PracticePlaceContent extends PracticePostContent {
  place: Place;
}

export const vkPlaces: PracticePlaceContent[] = [
  {
    place: 'photo',
    id: 457_239_017,
    author: 'vkOkrug',
    text: 'Двор на Лесной после ремонта',
    minutesAgo: 190,
    picture: 'lamp',
    likes: 6,
    comments: [
      { id: 6021, author: 'panina', text: 'А лавочки где?\nОбещали весной', minutesAgo: 80 },
      { id: 6022, author: 'gromov', text: 'И урны ни одной 🙁', minutesAgo: 30 },
    ],
  },
  {
    place: 'video',
    id: 456_270_337,
    author: 'vkOkrug',
    text: 'Как чистят снег',
    minutesAgo: 300,
    likes: 2,
    comments: [{ id: 6031, author: 'lukin', text: 'На Речной не чистили', minutesAgo: 120 }],
  },
  {
    place: 'topic',
    id: 53_647_274,
    author: 'vkOkrug',
    text: 'Вопросы о детских садах',
    minutesAgo: 9_000,
    likes: 0,
    comments: [
      { id: 6041, author: 'gromov', text: 'Когда привезут песок в «Ромашку»?\nЖдём с мая', minutesAgo: 1_500 },
      {
        id: 6042,
        author: 'osipova',
        text: 'Нам тоже нужен',
        minutesAgo: 50,
      },
    ],
  },
];

export const okPlaces: PracticePlaceContent[] = [
  {
    place: 'status',
    id: 155_000_000_000_077,
    author: 'osipova',
    text: 'На остановке «Больница» нет навеса\n\nЛюди мокнут',
    minutesAgo: 95,
    likes: 4,
    comments: [{ id: 1_700_000_000_977, author: 'tarasov', text: 'Пятый год просим', minutesAgo: 20 }],
  },
  {
    place: 'photo',
    id: 880_000_000_000_015,
    author: 'panina',
    text: 'Яма у подъезда',
    minutesAgo: 400,
    likes: 1,
    comments: [{ id: 1_700_000_000_978, author: 'mironova', text: 'Каждую весну так', minutesAgo: 44 }],
  },
  {
    place: 'video',
    id: 990_000_000_000_016,
    author: 'okOkrug',
    text: 'Репортаж',
    minutesAgo: 500,
    likes: 1,
    comments: [{ id: 1_700_000_000_979, author: 'lukin', text: 'А на Лесной?', minutesAgo: 15 }],
  },
];

/** A channel and what is said under its posts. */
export const telegramPlaces: PracticePlaceContent[] = [
  {
    place: 'channel',
    id: 42,
    author: 'vkOkrug',
    text: 'Завтра с 9:00 отключат воду 💧\n\nПодвоз — у школы',
    minutesAgo: 130,
    likes: 0,
    comments: [
      { id: 43, author: 'panina', text: 'Подвоз будет весь день?', minutesAgo: 60 },
      { id: 44, author: 'ershov', text: 'А на Речной?', minutesAgo: 25 },
    ],
  },
];
