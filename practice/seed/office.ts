import { officialAccounts } from '../content/communities.ts';

/** The practice office: two bodies and five people who do not exist. */
export const BODIES = {
  utilities: { title: 'Отдел ЖКХ и благоустройства' },
  roads: { title: 'Отдел дорог и транспорта' },
} as const;
export type BodyKey = keyof typeof BODIES;

export const ACCOUNTS = officialAccounts;

/** The same for all five and printed by the demonstration: nothing but practice data lies behind it. */
export const PRACTICE_PASSWORD = 'uchebnyj-parol-2026';

interface OfficePerson {
  name: string;
  email: string;
  roles: string[];
  body: BodyKey | null;
  titleRu: string;
}

export const OFFICE = {
  curator: { name: 'Мария Кравцова', email: 'kurator@praktika.example', roles: ['curator'], body: null, titleRu: 'куратор' },
  utilities: {
    name: 'Алексей Ремезов',
    email: 'zhkh@praktika.example',
    roles: ['executor'],
    body: 'utilities',
    titleRu: 'исполнитель, ЖКХ и благоустройство',
  },
  roads: {
    name: 'Нина Фадеева',
    email: 'dorogi@praktika.example',
    roles: ['executor'],
    body: 'roads',
    titleRu: 'исполнитель, дороги и транспорт',
  },
  head: { name: 'Сергей Орлов', email: 'glava@praktika.example', roles: ['observer'], body: null, titleRu: 'руководитель' },
  administrator: {
    name: 'Елена Титова',
    email: 'admin@praktika.example',
    roles: ['administrator'],
    body: null,
    titleRu: 'администратор',
  },
} as const satisfies Record<string, OfficePerson>;
export type OfficeKey = keyof typeof OFFICE;

export const TOPICS = [
  'Благоустройство',
  'Вывоз мусора',
  'Водоснабжение и канализация',
  'Дороги',
  'Общественный транспорт',
  'Освещение',
  'Уборка снега',
  'Животные без владельцев',
  'Отопление',
  'Другое',
];
export const LOCATIONS = ['Посёлок Лебединое', 'Больничный городок', 'Заречье', 'Совхозная', 'Весь округ'];
