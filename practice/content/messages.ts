import type { communities } from './communities.ts';
import type { PersonKey } from './people.ts';

export interface PracticeCommentContent {
  id: number;
  author: PersonKey | keyof typeof communities;
  text: string;
  minutesAgo: number;
  replies?: PracticeCommentContent[];
}

export interface PracticePostContent {
  /** Number of the post on its wall (VK) or of the topic (OK). */
  id: number;
  author: PersonKey | keyof typeof communities;
  text: string;
  minutesAgo: number;
  picture?: 'road' | 'snow' | 'lamp' | 'bus' | 'bins' | 'water';
  likes: number;
  comments: PracticeCommentContent[];
}

/** The wall of the okrug's VK community, newest first; times are relative so that practice never grows old. */
export const vkPosts: PracticePostContent[] = [
  {
    id: 4127,
    author: 'belyaeva',
    text: 'На ул. Садовой у дома 14 после ремонта водопровода осталась яма 🕳️\n\nГлубина по колено, ночью её не видно, вчера туда заехала «Нива». Огородите хотя бы, а лучше засыпьте!',
    minutesAgo: 18,
    picture: 'road',
    likes: 24,
    comments: [
      { id: 4128, author: 'gromov', text: 'Подтверждаю, третью неделю так. Детям в школу идти мимо.', minutesAgo: 12 },
      { id: 4129, author: 'mironova', text: 'И фонарь там же не горит 😕', minutesAgo: 9 },
    ],
  },
  {
    id: 4121,
    author: 'vkOkrug',
    text: '❄️ Сегодня на улицах округа работают 9 единиц снегоуборочной техники.\n\nВ первую очередь чистим подъезды к школам, детским садам и больнице. Об оставленных сугробах пишите в комментариях: укажите улицу и дом.',
    minutesAgo: 95,
    picture: 'snow',
    likes: 61,
    comments: [
      {
        id: 4122,
        author: 'sukhov',
        text: 'Переулок Зелёный так и не почистили, скорая вчера не смогла проехать к дому 7. Когда дойдёт очередь?',
        minutesAgo: 74,
        replies: [
          { id: 4124, author: 'osipova', text: 'Артём, у нас на Полевой то же самое.', minutesAgo: 66 },
          { id: 4125, author: 'lukin', text: 'Трактор утром проехал мимо и даже нож не опустил', minutesAgo: 51 },
        ],
      },
      { id: 4123, author: 'kalinina', text: 'За площадь у Дома культуры спасибо, чисто 👍', minutesAgo: 70 },
    ],
  },
  {
    id: 4115,
    author: 'panina',
    text: 'Второй день в кранах на Речной, 3 идёт ржавая вода. Постирать невозможно, ребёнка искупать тоже. В управляющей компании трубку не берут.\n\nКто за это отвечает и когда промоют трубы?',
    minutesAgo: 210,
    picture: 'water',
    likes: 17,
    comments: [{ id: 4116, author: 'tarasov', text: 'На Речной, 5 тоже ржавая, особенно утром.', minutesAgo: 180 }],
  },
  {
    id: 4109,
    author: 'ershov',
    text: 'Автобус № 4 в 7:20 от «Больничного городка» опять не пришёл. Это уже четвёртый раз за две недели, люди опаздывают на работу. Верните рейс или поменяйте расписание на остановке.',
    minutesAgo: 390,
    picture: 'bus',
    likes: 42,
    comments: [
      { id: 4110, author: 'yakimova', text: 'Сегодня ждали 40 минут на морозе.', minutesAgo: 372 },
      { id: 4111, author: 'dolgov', text: 'А в 8:05 приходит битком, пенсионерам не войти', minutesAgo: 350 },
    ],
  },
  {
    id: 4102,
    author: 'yakimova',
    text: 'Контейнерная площадка на Лесной, 22 завалена. Мусор не вывозили с пятницы, ветер разносит пакеты по двору 🗑️',
    minutesAgo: 1_480,
    picture: 'bins',
    likes: 11,
    comments: [],
  },
  {
    id: 4096,
    author: 'vkOkrug',
    text: '📌 График приёма граждан на следующую неделю:\n\nпонедельник — вопросы благоустройства, каб. 12;\nсреда — ЖКХ, каб. 4;\nпятница — дороги и транспорт, каб. 9.\n\nЗапись по телефону приёмной.',
    minutesAgo: 1_700,
    likes: 33,
    comments: [
      { id: 4097, author: 'tarasov', text: 'Можно ли записаться через сайт? По телефону не дозвониться.', minutesAgo: 1_600 },
    ],
  },
  {
    id: 4088,
    author: 'gromov',
    text: 'На всей Заречной улице не горят фонари. От школы до моста — полная темнота, дети возвращаются со второй смены. Заявку оставляли ещё в начале месяца.',
    minutesAgo: 2_900,
    picture: 'lamp',
    likes: 58,
    comments: [{ id: 4089, author: 'kalinina', text: 'У моста ещё и поручень сломан.', minutesAgo: 2_840 }],
  },
  {
    id: 4080,
    author: 'kalinina',
    text: 'Детская площадка во дворе Мира, 9: сломаны качели, торчит арматура. Просим убрать, пока никто не поранился.',
    minutesAgo: 4_400,
    likes: 29,
    comments: [],
  },
  {
    id: 4071,
    author: 'vkOkrug',
    text: 'Завершён ремонт крыши детского сада «Ласточка». Группы вернутся в здание в понедельник 🎉',
    minutesAgo: 5_900,
    likes: 104,
    comments: [{ id: 4072, author: 'panina', text: 'Ура! Дождались.', minutesAgo: 5_800 }],
  },
  {
    id: 4063,
    author: 'dolgov',
    text: 'Бездомные собаки у магазина на Центральной, стая штук восемь. Вчера бросились на женщину с коляской. Куда обращаться, чтобы приехал отлов?',
    minutesAgo: 7_300,
    likes: 37,
    comments: [],
  },
  {
    id: 4055,
    author: 'osipova',
    text: 'Скажите, когда подключат отопление в библиотеке? Сидим в пальто, кружок у детей отменили.',
    minutesAgo: 10_200,
    likes: 19,
    comments: [{ id: 4056, author: 'lukin', text: 'В музыкальной школе тоже холодно.', minutesAgo: 10_050 }],
  },
  {
    id: 4041,
    author: 'lukin',
    text: 'Тротуар вдоль Набережной — сплошной лёд, песком не посыпают. Вчера бабушка упала прямо у аптеки.',
    minutesAgo: 14_500,
    likes: 46,
    comments: [],
  },
  {
    id: 4030,
    author: 'vkOkrug',
    text: 'Напоминаем телефоны дежурных служб: единая диспетчерская округа работает круглосуточно. Сообщайте об авариях сразу — так бригада приедет быстрее.',
    minutesAgo: 20_300,
    likes: 52,
    comments: [],
  },
];

/** Topics of the okrug's OK group, newest first. */
export const okTopics: PracticePostContent[] = [
  {
    id: 156_000_000_000_412,
    author: 'osipova',
    text: 'Здравствуйте! На остановке «Совхозная» уже месяц нет лавочки и сломана крыша, снег падает прямо на людей. Когда починят?',
    minutesAgo: 27,
    picture: 'bus',
    likes: 15,
    comments: [
      { id: 1_700_000_000_901, author: 'tarasov', text: 'И мусорку оттуда убрали, всё бросают рядом.', minutesAgo: 20 },
      { id: 1_700_000_000_902, author: 'belyaeva', text: 'Поддерживаю, ждать автобус там невозможно 😡', minutesAgo: 14 },
    ],
  },
  {
    id: 156_000_000_000_405,
    author: 'okOkrug',
    text: 'Уважаемые жители! Завтра с 9:00 до 13:00 на улице Школьной отключат холодную воду — энергетики и водоканал меняют задвижку.\n\nЗапаситесь водой заранее 💧',
    minutesAgo: 140,
    likes: 38,
    comments: [
      {
        id: 1_700_000_000_880,
        author: 'panina',
        text: 'А в прошлый раз обещали до обеда, а дали в восемь вечера. Будет подвоз?',
        minutesAgo: 118,
      },
      { id: 1_700_000_000_881, author: 'lukin', text: 'На Школьной, 2 воды уже нет!', minutesAgo: 97 },
    ],
  },
  {
    id: 156_000_000_000_398,
    author: 'tarasov',
    text: 'Дорога на кладбище не чищена совсем. Машины вязнут, пешком не пройти. Просьба прислать грейдер до субботы.',
    minutesAgo: 330,
    picture: 'snow',
    likes: 22,
    comments: [],
  },
  {
    id: 156_000_000_000_391,
    author: 'mironova',
    text: 'Во дворе Юбилейной, 6 третий день течёт канализация из колодца. Запах стоит страшный, рядом детская площадка.',
    minutesAgo: 1_510,
    likes: 44,
    comments: [
      {
        id: 1_700_000_000_860,
        author: 'dolgov',
        text: 'Звонил диспетчеру — сказали, заявка есть, машины нет.',
        minutesAgo: 1_450,
      },
    ],
  },
  {
    id: 156_000_000_000_377,
    author: 'okOkrug',
    text: 'В воскресенье приглашаем всех на лыжню: старт в 11:00 у стадиона ⛷️',
    minutesAgo: 3_100,
    likes: 71,
    comments: [],
  },
  {
    id: 156_000_000_000_360,
    author: 'sukhov',
    text: 'Почему на Полевой снова не вывезли мусор? Платим исправно, а баки переполнены с прошлой недели.',
    minutesAgo: 6_050,
    picture: 'bins',
    likes: 18,
    comments: [{ id: 1_700_000_000_833, author: 'gromov', text: 'То же на Заречной.', minutesAgo: 5_900 }],
  },
];
