import type { BodyKey } from './office.ts';

/** Working minutes: before the present (`ago`), or after the step before, for the first step after the message (`after`). */
export type When = { ago: number } | { after: number };

export type Step = When &
  (
    | { do: 'save' | 'submit'; text: string }
    | { do: 'submit-interim'; text: string; agreedInWorkingDays: number }
    | { do: 'approve' }
    | { do: 'return'; recommendations: string }
    | { do: 'publish' }
    | { do: 'refuse'; comment: string }
    | { do: 'close'; reason: string }
  );

/** What happened to one message of the practice pages. */
export interface Story {
  ref: string;
  topic: string;
  location: string;
  importance: 'ordinary' | 'social' | 'urgent';
  body: BodyKey;
  opened: When;
  steps: Step[];
}

const VK = 'vk:wall-900000101_';
const OK = 'ok:topic/';

/** Every stage of the procedure once at least; steps of today are counted back from now, older ones on from the message. */
export const STORIES: Story[] = [
  {
    ref: `${VK}4121?reply=4122`,
    ...{ topic: 'Уборка снега', location: 'Больничный городок', importance: 'social', body: 'roads' },
    opened: { ago: 38 },
    steps: [],
  },
  {
    ref: `${VK}4115`,
    ...{ topic: 'Водоснабжение и канализация', location: 'Посёлок Лебединое', importance: 'ordinary', body: 'utilities' },
    opened: { ago: 126 },
    steps: [{ do: 'save', ago: 31, text: 'Здравствуйте! Заявка на промывку сетей по улице Речной передана в водоканал.' }],
  },
  {
    ref: `${VK}4041`,
    ...{ topic: 'Уборка снега', location: 'Посёлок Лебединое', importance: 'ordinary', body: 'roads' },
    opened: { ago: 181 },
    steps: [],
  },
  {
    ref: `${VK}4109`,
    ...{ topic: 'Общественный транспорт', location: 'Больничный городок', importance: 'ordinary', body: 'roads' },
    opened: { ago: 118 },
    steps: [
      {
        do: 'submit',
        ago: 24,
        text: 'Здравствуйте! Рейс маршрута № 4 в 7:20 срывался из-за поломки автобуса. С завтрашнего дня на линию выйдет подменная машина, расписание остаётся прежним. О новых срывах сообщайте нам здесь же.',
      },
    ],
  },
  {
    ref: `${VK}4109?reply=4110`,
    ...{ topic: 'Общественный транспорт', location: 'Больничный городок', importance: 'ordinary', body: 'roads' },
    opened: { ago: 116 },
    steps: [
      { do: 'submit', ago: 72, text: 'Здравствуйте! Ваше замечание принято.' },
      { do: 'return', ago: 18, recommendations: 'Нет ответа по существу: почему не было автобуса и когда рейс вернётся?' },
    ],
  },
  {
    ref: `${VK}4115?reply=4116`,
    ...{ topic: 'Водоснабжение и канализация', location: 'Посёлок Лебединое', importance: 'ordinary', body: 'utilities' },
    opened: { ago: 110 },
    steps: [
      {
        do: 'submit',
        ago: 47,
        text: 'Здравствуйте! Бригада промывает сети по Речной сегодня до 16:00, вместе с домом 5. Пропустите воду несколько минут; если к вечеру она не станет прозрачной, напишите нам.',
      },
      { do: 'approve', ago: 5 },
    ],
  },
  {
    ref: `${VK}4080`,
    ...{ topic: 'Благоустройство', location: 'Посёлок Лебединое', importance: 'social', body: 'roads' },
    opened: { ago: 84 },
    steps: [{ do: 'refuse', ago: 22, comment: 'Детские площадки содержит отдел ЖКХ и благоустройства.' }],
  },
  {
    ref: `${VK}4102`,
    ...{ topic: 'Вывоз мусора', location: 'Посёлок Лебединое', importance: 'ordinary', body: 'utilities' },
    opened: { after: 12 },
    steps: [
      {
        do: 'submit',
        after: 64,
        text: 'Здравствуйте! Контейнеры на Лесной, 22 вывезли, площадку убрали. С этой недели машина приходит ежедневно до 11:00.',
      },
      { do: 'approve', after: 17 },
      { do: 'publish', after: 6 },
    ],
  },
  {
    ref: `${VK}4088`,
    ...{ topic: 'Освещение', location: 'Заречье', importance: 'social', body: 'utilities' },
    opened: { after: 20 },
    steps: [
      { do: 'submit', after: 55, text: 'Здравствуйте! Работы будут выполнены в установленном порядке.' },
      { do: 'return', after: 21, recommendations: 'Назовите причину и день, когда свет включат.' },
      {
        do: 'submit',
        after: 33,
        text: 'Здравствуйте! На линии вдоль Заречной повреждён кабель. Подрядчик заменит его до пятницы, до этого дня у моста поставят переносной светильник.',
      },
      { do: 'approve', after: 14 },
      { do: 'publish', after: 8 },
    ],
  },
  {
    ref: `${VK}4063`,
    ...{ topic: 'Животные без владельцев', location: 'Посёлок Лебединое', importance: 'ordinary', body: 'utilities' },
    opened: { after: 25 },
    steps: [
      { do: 'refuse', after: 30, comment: 'Отловом занимается ветеринарная служба области, у отдела нет полномочий.' },
      { do: 'close', after: 15, reason: 'Сообщение передано в ветеринарную службу, ответ даст она.' },
    ],
  },
  {
    ref: `${VK}4055`,
    ...{ topic: 'Отопление', location: 'Посёлок Лебединое', importance: 'social', body: 'utilities' },
    opened: { after: 15 },
    steps: [
      {
        do: 'submit-interim',
        after: 40,
        agreedInWorkingDays: 8,
        text: 'Здравствуйте! В библиотеке меняют насос отопления. Тепло включим до {agreed}, о готовности напишем здесь.',
      },
      { do: 'approve', after: 20 },
      { do: 'publish', after: 7 },
    ],
  },
  {
    ref: `${OK}156000000000405#1700000000880`,
    ...{ topic: 'Водоснабжение и канализация', location: 'Посёлок Лебединое', importance: 'ordinary', body: 'utilities' },
    opened: { ago: 62 },
    steps: [],
  },
  {
    ref: `${OK}156000000000398`,
    ...{ topic: 'Уборка снега', location: 'Весь округ', importance: 'ordinary', body: 'roads' },
    opened: { ago: 132 },
    steps: [
      {
        do: 'submit',
        ago: 51,
        text: 'Здравствуйте! Грейдер расчистит дорогу к кладбищу в четверг до 12:00, площадку у ворот уберут вручную.',
      },
    ],
  },
  {
    ref: `${OK}156000000000391`,
    ...{ topic: 'Водоснабжение и канализация', location: 'Посёлок Лебединое', importance: 'urgent', body: 'utilities' },
    opened: { after: 5 },
    steps: [
      {
        do: 'submit',
        after: 35,
        text: 'Здравствуйте! Засор в колодце на Юбилейной, 6 устранён, двор промыт и обеззаражен. Если вода появится снова, звоните в диспетчерскую округа, она работает круглосуточно.',
      },
      { do: 'approve', after: 9 },
      { do: 'publish', after: 4 },
    ],
  },
];
