import { afterEach, expect, test, vi } from 'vitest';
import { mountPanel } from '../../lib/pages/panel-page.tsx';
import { newId, sealText, sha256Hex } from '../../lib/platform/hashing.ts';
import { aCase } from '../support/builders.ts';
import { fakeBackground, ownerOf } from '../support/fake-background.ts';
import { executor, MINUTE, type Viewer } from '../support/place.ts';
import { clear, field, text, type } from '../support/show.tsx';

const colleague: Viewer = { ...executor, personId: 'irina' };
const DRAFT = 'Проект ответа';

/** The panel in a tab of its own, on a case that waits for the executor's reply. */
async function panelOnCase() {
  const { found, at } = aCase();
  const background = fakeBackground(executor);
  const { id, regulation, events } = found;
  background.state.documents.set(id, { id, number: null, regulation, events, texts: {}, seq: 1 });
  background.state.now = at + 10 * MINUTE;
  stop = await mountPanel(
    {
      client: background.client,
      notary: { newId, sealText, sha256Hex },
      deviceNow: () => background.state.now,
      lang: 'ru',
      looked: { tabId: null, caseId: id },
      openOptions: () => undefined,
      files: { measure: async () => null, saveFile: async () => undefined },
      shown: { now: () => true, onChange: () => () => undefined },
    },
    document.body,
  );
  const key = `reply:${id}:${found.assignments[0]?.id}`;
  const kept = (viewer: Viewer) => background.state.drafts.get(`${ownerOf(viewer)} ${key}`)?.text;
  return { ...background, kept };
}

let stop = () => {};
afterEach(() => {
  stop();
  clear();
});

test('what one person has typed stays his and is not before the eyes of the next, who signs in while the panel stands open on the case', async () => {
  const { signIn, kept } = await panelOnCase();
  await type(DRAFT, 'Здравствуйте! Машина');
  await vi.waitFor(() => expect(kept(executor)).toBe('Здравствуйте! Машина'));
  await type(DRAFT, 'Здравствуйте! Машина придёт в 18:00');

  signIn(colleague);
  await vi.waitFor(() => expect(text()).toContain('Ирина Соколова'));

  expect(field(DRAFT).value).toBe('');
  await vi.waitFor(() => expect(kept(executor)).toBe('Здравствуйте! Машина придёт в 18:00'));
  expect(kept(colleague)).toBeUndefined();

  signIn(executor);
  await vi.waitFor(() => expect(field(DRAFT).value).toBe('Здравствуйте! Машина придёт в 18:00'));
});
