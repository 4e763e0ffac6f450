import { type ComponentChild, render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { FrameContext } from '../../components/frame.ts';
import { type ConnectResult, Options, type OptionsProps } from '../../components/options/options.tsx';
import { Popup, type PopupProps } from '../../components/popup/popup.tsx';
import { problems } from '../../lib/texts/problems.ts';
import { texts } from '../../lib/texts/texts.ts';
import { executor, MINUTE, MORNING, people } from '../support/place.ts';
import { clear, hasButton, press, text, type } from '../support/show.tsx';
import { work } from '../support/work.ts';

const now = MORNING + 80 * MINUTE;
const nothing = () => undefined;
const popup: PopupProps = {
  ...{ session: 'signed-in', personName: people.pavel, online: true, unsent: 0, memoryOnly: false, skewMs: 0, notes: [] },
  ...{ work: [], more: false, onOpen: nothing, onMore: nothing, onOptions: nothing },
};
const NOTHING = { acts: 0, refusals: 0, drafts: 0, unreadable: 0 };
const options: OptionsProps = {
  ...{ session: 'signed-out', server: null, personName: null, roles: [], bodyTitle: null },
  ...{ practice: false, unsent: 0, lastSyncAt: null },
  unsentWork: { onCount: async () => NOTHING, onSave: async () => 'файл.html' },
  onConnect: async () => ({ ok: true }),
  onRedeem: async () => ({ ok: true }),
  onSignOut: async () => undefined,
};

function show(view: ComponentChild): void {
  const frame = { t: texts('ru'), now, zone: 'Asia/Yekaterinburg', actor: executor, context: null, people };
  act(() => render(<FrameContext.Provider value={frame}>{view}</FrameContext.Provider>, document.body));
}

afterEach(clear);

test('the popup lists my work and opens the post that is pressed', () => {
  const onOpen = vi.fn();
  show(<Popup {...popup} work={work(executor)} onOpen={onOpen} />);

  const first = document.querySelector<HTMLElement>('.work-item');
  first?.click();

  expect(first?.textContent).toContain('просрочено на');
  expect(first?.textContent).toContain('срок был');
  expect(onOpen).toHaveBeenCalledExactlyOnceWith('case-0');
});

test('the popup says what to do when there is no work', () => {
  show(<Popup {...popup} />);
  expect(text()).toContain('Открытых инцидентов у вас нет');

  show(<Popup {...popup} session="signed-out" personName={null} />);
  expect(text()).toContain('не подключено');
  expect(hasButton('Подключить')).toBe(true);
});

test('the popup lists more work when there is more and it is asked for', () => {
  const onMore = vi.fn();
  show(<Popup {...popup} work={work(executor)} more={true} onMore={onMore} />);

  press('Показать ещё');

  expect(onMore).toHaveBeenCalledOnce();
  show(<Popup {...popup} work={work(executor)} more={false} />);
  expect(text()).not.toContain('Показать ещё');
});

test('the popup does not say that there is no work, while that is being found out', () => {
  show(<Popup {...popup} more={null} />);

  expect(text()).toContain('Список составляется');
  expect(text()).not.toContain('Открытых инцидентов у вас нет');
});

test('the popup tells of a clock that is a day wrong and of a store that forgets, as the panel does', () => {
  show(<Popup {...popup} skewMs={24 * 60 * MINUTE} memoryOnly={true} />);
  expect(text()).toContain('Часы этого компьютера отстают на 1 сутки. Сроки считаются по часам сервера.');
  expect(text()).toContain('не закрывайте браузер, пока не отправлено всё');

  show(<Popup {...popup} skewMs={-4 * MINUTE} />);
  expect(text()).not.toContain('Часы этого компьютера');
});

test('the popup tells of the connection and of what is unsent', () => {
  show(<Popup {...popup} online={false} unsent={3} />);

  expect(text()).toContain('Нет связи с сервером');
  expect(text()).toContain('не отправлено: 3');
});

test.each(Object.entries(problems.ru.connect))(
  'the settings say in a sentence that connecting failed: %s',
  async (problem, sentence) => {
    const result = { ok: false, problem } as ConnectResult;
    show(<Options {...options} onConnect={async () => result} />);

    await type('Адрес сервера', 'vovremya.example');
    await press('Подключить');

    expect(document.querySelector('[role="alert"]')?.textContent).toBe(sentence);
  },
);

test('the typed address goes to the background as typed, without spaces around', async () => {
  const onConnect = vi.fn(async () => ({ ok: true as const }));
  show(<Options {...options} onConnect={onConnect} />);

  await type('Адрес сервера', '  https://vovremya.example ');
  await press('Подключить');

  expect(onConnect).toHaveBeenCalledExactlyOnceWith('https://vovremya.example');
});

test('the code is asked for by hand when the browser cannot open the sign-in', async () => {
  const onRedeem = vi.fn(async (): Promise<ConnectResult> => ({ ok: false, problem: 'code-invalid' }));
  const codePageUrl = 'https://vovremya.example/connect';
  show(<Options {...options} onConnect={async () => ({ ok: false, problem: 'cancelled', codePageUrl })} onRedeem={onRedeem} />);

  await type('Адрес сервера', 'https://vovremya.example');
  await press('Подключить');
  expect(document.querySelector('a')?.href).toBe(codePageUrl);
  await type('Код со страницы сервера', 'ABCD-1234');
  await press('Подтвердить код');

  expect(onRedeem).toHaveBeenCalledExactlyOnceWith('ABCD-1234');
  expect(text()).toContain('Код не подошёл');
});

test('signing out asks first when something is unsent', async () => {
  const onSignOut = vi.fn(async () => undefined);
  show(<Options {...options} session="signed-in" unsent={2} onSignOut={onSignOut} />);

  await press('Выйти');
  expect(onSignOut).not.toHaveBeenCalled();
  expect(text()).toContain('Не всё отправлено');
  await press('Всё равно выйти');

  expect(onSignOut).toHaveBeenCalledOnce();
});

test('signing out asks first, and offers a file, when only a text being typed would stay behind', async () => {
  const onSignOut = vi.fn(async () => undefined);
  const onSave = vi.fn(async () => 'файл.html');
  const onCount = async () => ({ ...NOTHING, drafts: 1 });
  show(<Options {...options} session="signed-in" unsentWork={{ onCount, onSave }} onSignOut={onSignOut} />);

  await press('Выйти');
  expect(onSignOut).not.toHaveBeenCalled();
  await press('Сохранить неотправленное в файл');

  expect(onSave).toHaveBeenCalledOnce();
  expect(text()).toContain('Файл «файл.html» сохранён');
});

test('signing out asks nothing when nothing would stay behind, and asks when that cannot be told', async () => {
  const onSignOut = vi.fn(async () => undefined);
  show(<Options {...options} session="signed-in" onSignOut={onSignOut} />);
  await press('Выйти');
  expect(onSignOut).toHaveBeenCalledOnce();

  const broken = { ...options.unsentWork, onCount: () => Promise.reject(new Error('no')) };
  show(<Options {...options} session="signed-in" unsentWork={broken} onSignOut={onSignOut} />);
  await press('Выйти');

  expect(onSignOut).toHaveBeenCalledOnce();
  expect(text()).toContain('Не всё отправлено');
});

test.each(['signed-in', 'expired'] as const)('unsent work can be saved from the settings while %s', async (session) => {
  const onCount = async () => ({ ...NOTHING, acts: 1 });
  show(<Options {...options} {...{ session }} unsentWork={{ ...options.unsentWork, onCount }} />);
  await act(async () => undefined);

  expect(hasButton('Сохранить неотправленное в файл')).toBe(true);
});

test('whose unsent work there may be is not told to whoever has not signed in', () => {
  show(<Options {...options} />);

  expect(text()).not.toContain('Неотправленное');
});

test.each([
  { session: 'signed-in', unsent: 2, isOffered: true },
  { session: 'expired', unsent: 0, isOffered: true },
  { session: 'signed-in', unsent: 0, isOffered: false },
  { session: 'signed-out', unsent: 0, isOffered: false },
] as const)(
  'the popup leads to a file of unsent work: $isOffered when $session with $unsent unsent',
  ({ isOffered, ...state }) => {
    const onOptions = vi.fn();
    show(<Popup {...popup} {...state} onOptions={onOptions} />);

    expect(hasButton('Сохранить неотправленное в файл…')).toBe(isOffered);
    if (isOffered) press('Сохранить неотправленное в файл…');
    expect(onOptions).toHaveBeenCalledTimes(isOffered ? 1 : 0);
  },
);

test('the line at the bottom of the popup says how much is unsent, with nothing before it when nobody is signed in', () => {
  const said = () => document.querySelector('footer [role=status]')?.textContent;
  show(<Popup {...popup} session="signed-in" online unsent={2} />);
  expect(said()).toMatch(/^на связи · не отправлено:? 2$/i);

  show(<Popup {...popup} session="expired" unsent={2} />);
  expect(said()).toMatch(/^не отправлено:? 2$/i);
});

test('the settings say who is signed in where', () => {
  const signed = { server: 'https://vovremya.example', personName: people.pavel, roles: ['исполнитель'], bodyTitle: 'Отдел ЖКХ' };
  show(<Options {...options} session="signed-in" {...signed} lastSyncAt={now - 4 * MINUTE} practice />);

  for (const fact of [...Object.values(signed).flat(), '4 мин назад', 'Учебная установка']) expect(text()).toContain(fact);
});
