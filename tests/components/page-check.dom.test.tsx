import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test } from 'vitest';
import { FrameContext } from '../../components/frame.ts';
import { PageCheck, type PageCheckProps, type PageReport } from '../../components/options/page-check.tsx';
import { texts } from '../../lib/texts/texts.ts';
import { executor, MORNING, people } from '../support/place.ts';
import { clear, hasButton, press, text } from '../support/show.tsx';

const report: PageReport = {
  ...{ network: 'vk', host: 'vk.com', page: 'wall', layout: 'redesign', expected: true, verdict: 'degraded' },
  roles: [
    { role: 'post', tried: 1, hit: '[data-testid="post"]', found: 3, missed: 0 },
    { role: 'postDate', tried: 10, hit: null, found: 0, missed: 3 },
  ],
};

function show(props: Partial<PageCheckProps>): void {
  const all: PageCheckProps = {
    onList: async () => [{ tabId: 5, host: 'vk.com' }],
    onCheck: async () => report,
    onCapture: async () => ({ ok: true }),
    ...props,
  };
  const frame = { t: texts('ru'), now: MORNING, zone: 'Asia/Yekaterinburg', actor: executor, context: null, people };
  act(() => render(<FrameContext.Provider value={frame}>{<PageCheck {...all} />}</FrameContext.Provider>, document.body));
}

afterEach(clear);

test('an open page is checked: in words first, then role by role', async () => {
  show({});
  await press('Показать открытые страницы');
  await press('Проверить эту страницу');

  expect(text()).toContain('Страница читается не вся. vk.com, wall, redesign');
  expect(text()).toContain('postDateспособов 10, найдено 0, не хватает 3');
  expect(hasButton('Скопировать отчёт')).toBe(true);
});

test('a page that does not answer is told of in words and can be checked again', async () => {
  show({ onCheck: async () => null });
  await press('Показать открытые страницы');
  await press('Проверить эту страницу');

  expect(document.querySelector('[role="alert"]')?.textContent).toContain('Страница не отвечает');
  expect(hasButton('Сохранить скелет страницы')).toBe(false);
});

test('the person hears that no page is open', async () => {
  show({ onList: async () => [] });
  await press('Показать открытые страницы');

  expect(text()).toContain('Открытых страниц');
});

test('a skeleton that would hold something of a person is not kept, and what it was is said', async () => {
  show({ onCapture: async () => ({ ok: false, leaks: ['phone', 'id'] }) });
  await press('Показать открытые страницы');
  await press('Проверить эту страницу');
  await press('Сохранить скелет страницы');

  expect(text()).toContain('Скелет не сохранён, в нём осталось: телефон, настоящий номер.');
});
