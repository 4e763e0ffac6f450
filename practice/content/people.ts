/** Invented residents; any likeness is chance. `path` is the page's address in the network. */
export interface PracticePerson {
  name: string;
  path: string;
}

export const people = {
  belyaeva: { name: 'Ольга Беляева', path: 'id700000201' },
  sukhov: { name: 'Артём Сухов', path: 'id700000202' },
  panina: { name: 'Марина Панина', path: 'id700000203' },
  gromov: { name: 'Виктор Громов', path: 'id700000204' },
  yakimova: { name: 'Светлана Якимова', path: 'id700000205' },
  dolgov: { name: 'Игорь Долгов', path: 'id700000206' },
  kalinina: { name: 'Дарья Калинина', path: 'id700000207' },
  ershov: { name: 'Павел Ершов', path: 'id700000208' },
  mironova: { name: 'Анна Миронова', path: 'id700000209' },
  tarasov: { name: 'Николай Тарасов', path: 'id700000210' },
  osipova: { name: 'Галина Осипова', path: 'id700000211' },
  lukin: { name: 'Роман Лукин', path: 'id700000212' },
  /** Whoever sits before the browser, when not writing for the community. */
  visitor: { name: 'Ирина Ветрова', path: 'id700000299' },
} as const satisfies Record<string, PracticePerson>;

export type PersonKey = keyof typeof people;
