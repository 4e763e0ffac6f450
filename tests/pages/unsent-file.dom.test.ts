import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseId } from '../../lib/domain/ids.ts';
import { type UnsentFrame, unsentFile } from '../../lib/pages/unsent-file.ts';
import { base64Of } from '../../lib/platform/base64.ts';
import type { UnsentWork } from '../../lib/protocol/unsent-messages.ts';
import { texts } from '../../lib/texts/texts.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import { MINUTE, MORNING } from '../support/place.ts';
import { opening, rating } from '../sync/commands.ts';

const PLACE = { caseNumber: '17', address: 'https://vk.com/wall-1_1' };
const PIT = pngOf(60);

const frame: UnsentFrame = {
  t: texts('ru'),
  now: MORNING + 80 * MINUTE,
  zone: 'Asia/Yekaterinburg',
  skewMs: 0,
  personName: 'Павел Никитин',
  server: 'https://vovremya.example',
  readPicture: async (_, hash) =>
    hash === pictureOf(PIT).hash ? { ok: true, type: 'image/png', base64: base64Of(PIT) } : { ok: false, problem: 'away' },
};

async function written(work: Partial<UnsentWork>): Promise<{ html: string; page: Document }> {
  let html = '';
  for await (const piece of unsentFile({ acts: [], refusals: [], drafts: [], unreadable: 0, ...work }, frame)) html += piece;
  return { html, page: new DOMParser().parseFromString(html, 'text/html') };
}

function telling(body: string) {
  const command = rating('a', 'social');
  return { ...command, texts: command.texts.map((one) => ({ ...one, body })) };
}

const draft = (key: string, text: string, fields: Record<string, string> = {}) => ({
  draft: { key, kind: 'final', text, fields, savedAt: MORNING },
  caseId: key.startsWith('open:') ? null : caseId('a'),
  place: PLACE,
  isUnsure: false,
});

const shown = (page: Document) => [...page.querySelectorAll('.text')].map((one) => one.textContent ?? '');

test('every text of an act, of a refusal and of a draft is read back letter by letter and once, whatever was typed', async () => {
  const hostile = fc.constantFrom(
    '<script>alert(1)</script>',
    '</dd></article><img src=x onerror=alert(1)>',
    '&lt;b&gt; &amp; &nbsp;',
    '-->',
    '\r\n\n строка\r',
    '"\'`',
    '‮abc​',
  );
  const text = fc.tuple(fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { maxLength: 4 }));
  const readable = text.map(([parts]) => parts.join('').replaceAll('\0', ''));
  await fc.assert(
    fc.asyncProperty(fc.array(readable, { minLength: 4, maxLength: 8 }), async (some) => {
      // Each begins with its number, so that none is part of another.
      const [act = '', refused = '', aside = '', ...drafts] = some.map((one, at) => `№${at}№ ${one}`);
      const { page } = await written({
        acts: [{ command: telling(act), place: PLACE }],
        refusals: [{ command: telling(refused), refusal: { code: 'wrong-stage', clause: '12', detail: null }, place: PLACE }],
        drafts: drafts.map((one, at) => draft(`reply:a:${at}`, one, at === 0 ? { aside } : {})),
      });

      const told = shown(page).filter((one) => /^№\d+№ /.test(one));

      expect(told.toSorted()).toEqual([act, refused, aside, ...drafts].toSorted());
      expect(page.querySelectorAll('script, img, iframe, object, [onerror], a')).toHaveLength(0);
    }),
    { numRuns: 300 },
  );
});

test('the file says whose it is, what act each was, when, where it belongs and why it was refused', async () => {
  const { page } = await written({
    acts: [{ command: opening('b'), place: { caseNumber: null, address: 'https://vk.com/wall-1_1' } }],
    refusals: [{ command: telling('нет'), refusal: { code: 'wrong-stage', clause: '12', detail: null }, place: PLACE }],
    drafts: [{ ...draft('reply:a:1', 'Яма заделана'), isUnsure: true }],
  });

  const words = page.body.textContent ?? '';
  for (const part of ['Павел Никитин', 'https://vovremya.example', '24 нояб., 10:20']) expect(words).toContain(part);
  expect([...page.querySelectorAll('h2')].map((one) => one.textContent)).toEqual([
    'Не отправлено (1)',
    'Сервер не принял (1)',
    'Набрано и не отправлено (1)',
  ]);
  expect([...page.querySelectorAll('h3')].map((one) => one.textContent)).toEqual([
    'Отправить',
    'Изменить значимость',
    'Ответ на сообщение',
  ]);
  for (const part of ['Дороги', 'пгт Лебяжье', '№ 17', 'https://vk.com/wall-1_1', '(п. 12)', 'здесь не узнать'])
    expect(words).toContain(part);
});

test('the texts of a new case are told apart: the author, the message and the note', async () => {
  const command = opening('b');
  const bodies = ['author', 'message'].map((id) => ({ id, salt: 's', body: `тело ${id}` }));
  const { page } = await written({ acts: [{ command: { ...command, texts: bodies }, place: PLACE }] });

  const named = [...page.querySelectorAll('dt')].map((one) => [one.textContent, one.nextElementSibling?.textContent]);

  expect(named).toContainEqual(['Автор сообщения', 'тело author']);
  expect(named).toContainEqual(['Текст сообщения', 'тело message']);
});

test('pictures of acts and drafts are in the file with their words, and one that is not here is named', async () => {
  const submitted = {
    ...rating('a', 'social'),
    type: 'submit-draft' as const,
    args: {
      ...{ assignment: '1', draft: 'd', kind: 'final', text: { id: 'text', hash: 'h' } },
      pictures: [{ ...pictureOf(PIT), alt: { id: 'alt', hash: 'h' } }],
    },
    texts: [
      { id: 'text', salt: 's', body: 'Яма заделана' },
      { id: 'alt', salt: 's', body: 'Яма «до»' },
    ],
  };
  const elsewhere = JSON.stringify([{ ...pictureOf(pngOf(9)), alt: '' }]);
  const { page } = await written({
    acts: [{ command: submitted, place: PLACE }],
    drafts: [draft('reply:a:1', 'ещё', { pictures: elsewhere })],
  });

  expect([...page.querySelectorAll('img')].map((one) => one.src)).toEqual([`data:image/png;base64,${base64Of(PIT)}`]);
  expect([...page.querySelectorAll('figcaption')].map((one) => one.textContent)).toEqual([
    'Снимок 1: Яма «до»',
    'Снимок 1: на этом устройстве его нет',
  ]);
  expect(shown(page).filter((one) => one.includes('Яма «до»'))).toHaveLength(1);
});

test('nothing in the file may run or be fetched', async () => {
  const { page } = await written({});

  const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');

  expect(policy).toBe("default-src 'none'; img-src data:; style-src 'unsafe-inline'");
  expect(page.characterSet).toBe('UTF-8');
});
