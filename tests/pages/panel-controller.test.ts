import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CaseView, MessageView, OpenForm, PanelView } from '../../components/panel/view.ts';
import type { CaseDocument } from '../../lib/domain/cases/model.ts';
import { type PanelScreen, runPanel } from '../../lib/pages/panel-controller.ts';
import { newId, sealText, sha256Hex } from '../../lib/platform/hashing.ts';
import { aCase, aMessage, askedToTerminate, GOOD_REPLY } from '../support/builders.ts';
import { fakeBackground, ownerOf } from '../support/fake-background.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import { curator, executor, MINUTE, MORNING, type Viewer } from '../support/place.ts';

const FORM: OpenForm = {
  topic: 'Вывоз мусора',
  location: 'пгт Лебяжье',
  importance: 'ordinary',
  bodies: ['utilities'],
  note: '',
};
const TAB = 7;

async function panelOf(
  viewer: Viewer,
  prepare: (state: ReturnType<typeof fakeBackground>['state']) => void = () => undefined,
  answers: Parameters<typeof fakeBackground>[1] = {},
) {
  const background = fakeBackground(viewer, answers);
  prepare(background.state);
  const screens: PanelScreen[] = [];
  const deps = {
    client: background.client,
    notary: { newId, sealText, sha256Hex },
    deviceNow: () => background.state.now,
    lang: 'ru' as const,
    looked: { tabId: TAB, caseId: null },
    openOptions: () => undefined,
    files: { measure: async () => ({ width: 24, height: 16 }), saveFile: async () => undefined },
    shown: { now: () => true, onChange: () => () => undefined },
  };
  stops.push(await runPanel(deps, (screen) => screens.push(screen)));
  const screen = () => {
    const last = screens.at(-1);
    if (!last) throw new Error('nothing was shown');
    return last;
  };
  const view = <K extends PanelView['kind']>(kind: K): Extract<PanelView, { kind: K }> => {
    const shown = screen().props.view;
    if (shown.kind !== kind) throw new Error(`${shown.kind} is shown instead of ${kind}`);
    return shown as Extract<PanelView, { kind: K }>;
  };
  return { ...background, screens, screen, view, actions: () => screen().props.actions };
}

test('as much again of the work is listed, as long as there is more, when it is asked for', async () => {
  const asked: number[] = [];
  const documents = (count: number) => Array.from({ length: count }, () => structuredClone(workDocument()));
  const panel = await panelOf(executor, undefined, {
    'work/list': ({ count }) => {
      asked.push(count);
      return { documents: documents(Math.min(count, 90)), more: count < 90 };
    },
  });
  const before = panel.view('no-subject');

  panel.actions().showMoreWork();
  await vi.waitFor(() => expect(panel.view('no-subject').work).toHaveLength(90));

  expect([before.work.length, before.more]).toEqual([50, true]);
  expect(asked).toEqual([50, 100]);
  expect(panel.view('no-subject').more).toBe(false);
});

/** A case that is the executor's work. */
function workDocument(): CaseDocument {
  const { found } = aCase();
  return { id: found.id, number: null, regulation: found.regulation, events: found.events, texts: {}, seq: 1 };
}

async function openedCase() {
  const panel = await panelOf(curator, (state) => {
    state.page = aMessage();
    state.subject = { kind: 'message', tabId: TAB, message: aMessage(), caseId: null };
  });
  await panel.actions().openNewCase(FORM, false);
  return panel;
}

const stops: (() => void)[] = [];
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
});

test('the way to the settings is shown when nobody is signed in', async () => {
  const { view } = await panelOf(curator, (state) => {
    state.session.state = 'signed-out';
  });

  expect(view('not-connected').expired).toBe(false);
});

test('a message without a case becomes a form with suggestions, and after sending a case', async () => {
  const { view, actions, state } = await panelOf(curator, (before) => {
    before.page = aMessage();
    before.subject = { kind: 'message', tabId: TAB, message: aMessage(), caseId: null };
  });
  expect((view('message') satisfies MessageView).suggested).toEqual({ topic: 'Вывоз мусора' });

  expect(await actions().openNewCase(FORM, false)).toEqual({ ok: true });

  const shown: CaseView = view('case');
  expect(shown.case.topic).toBe('Вывоз мусора');
  expect(shown.case.assignments.map((one) => one.state)).toEqual(['drafting']);
  expect(shown.texts[shown.case.message.text.id]).toBe(aMessage().text);
  expect(state.sent).toHaveLength(1);
});

test.each([
  ['of the office', ['https://vk.com/club184', 'https://vk.com/okrug_adm'], { onOwnPage: true }],
  ['of somebody else', ['https://vk.com/club185'], {}],
  ['the network does not name', undefined, {}],
])('LEB-04 a message of pictures alone becomes a case that says what it holds, on a page %s', async (_, standsOn, told) => {
  const wordless = aMessage({ text: '', media: ['photo'], ...(standsOn ? { standsOn } : {}) });
  const { actions, view } = await panelOf(curator, (before) => {
    before.page = wordless;
    before.subject = { kind: 'message', tabId: TAB, message: wordless, caseId: null };
  });

  expect(await actions().openNewCase(FORM, false)).toEqual({ ok: true });

  const { case: opened, texts } = view('case');
  expect(texts[opened.message.text.id]).toBe('');
  expect(opened.message.media).toEqual(['photo']);
  expect('onOwnPage' in opened.message ? { onOwnPage: opened.message.onOwnPage } : {}).toEqual(told);
});

test('every text travels beside the arguments with its own salted hash', async () => {
  const { state } = await openedCase();
  const [command] = state.sent;

  expect(command?.texts.map((one) => one.body)).toEqual(['Марина Волкова', aMessage().text]);
  for (const { id, salt, body } of command?.texts ?? []) {
    const hash = createHash('sha256').update(`${salt}\n${body}`).digest('hex');
    expect(JSON.stringify(command?.args)).toContain(JSON.stringify({ id, hash }));
  }
  expect(JSON.stringify(command?.args)).not.toContain('Марина');
});

test('nothing is sent and the form is kept when the message has vanished before sending', async () => {
  const { actions, state, view } = await panelOf(curator, (before) => {
    before.subject = { kind: 'message', tabId: TAB, message: aMessage(), caseId: null };
  });

  expect(await actions().openNewCase(FORM, false)).toEqual({ ok: false, problem: 'gone' });
  expect(state.sent).toEqual([]);
  expect([...state.drafts.keys()]).toEqual([`${ownerOf(curator)} open:vk:wall-184_2207`]);

  expect(await actions().openNewCase(FORM, true)).toEqual({ ok: true });
  expect(view('case').texts[view('case').case.message.text.id]).toBe(aMessage().text);
});

test('the new text is shown and nothing is sent when the author has changed the message', async () => {
  const changed = aMessage({ text: 'Мусор вывезли, спасибо' });
  const { actions, state, view } = await panelOf(curator, (before) => {
    before.page = changed;
    before.subject = { kind: 'message', tabId: TAB, message: aMessage(), caseId: null };
  });

  expect(await actions().openNewCase(FORM, false)).toEqual({ ok: false, problem: 'changed' });
  expect(state.sent).toEqual([]);
  expect(view('message').message.text).toBe(changed.text);

  expect(await actions().openNewCase(FORM, false)).toEqual({ ok: true });
});

test('the form is back as it was when the opening is taken back in time', async () => {
  const { actions, screen, view, state } = await openedCase();
  expect(screen().props.undoUntil).toBe(MORNING + 5_000);

  expect(await actions().undo()).toBe(true);

  expect(view('message').kept).toEqual(FORM);
  expect(state.documents.size).toBe(0);
});

test('the offer to take back goes by itself when its time is over', async () => {
  const { screen, state } = await openedCase();

  state.now += 5_000;
  await vi.advanceTimersByTimeAsync(5_100);

  expect(screen().props.undoUntil).toBeNull();
});

test('a typed reply is there again after a restart, until it has been sent', async () => {
  const first = await openedCase();
  const [document] = [...first.state.documents.values()];
  const id = first.view('case').case.assignments[0]?.id ?? '';
  const begin = (state: (typeof first)['state']) => {
    if (document) state.documents.set(document.id, document);
    state.subject = { kind: 'message', tabId: TAB, message: aMessage(), caseId: null };
    state.now = MORNING + 20 * MINUTE;
  };
  const before = await panelOf(executor, begin);
  before.state.session.skewMs = 60_000;
  before.tell({ type: 'session-changed' });
  await vi.advanceTimersByTimeAsync(10);
  const savedAt = await before
    .actions()
    .keepReply(
      { owner: ownerOf(executor), caseId: before.view('case').case.id, assignment: id },
      { kind: 'final', text: 'Начал', agreedOn: '' },
    );
  expect(savedAt).toBe(before.state.now + 60_000);

  const after = await panelOf(executor, (state) => {
    begin(state);
    state.drafts = before.state.drafts;
  });
  expect(after.view('case').kept[id]).toEqual({ kind: 'final', text: 'Начал', agreedOn: '' });

  const sent = await after
    .actions()
    .submitReply({ assignment: id, draft: null }, { kind: 'final', text: GOOD_REPLY, agreedOn: '' });
  expect(sent).toEqual({ ok: true });
  expect(after.view('case').kept).toEqual({});
  expect(after.view('case').case.assignments[0]?.state).toBe('approving');
});

test('pictures are there again after a restart, and go with the text, their words beside it', async () => {
  const before = await openedCase();
  const [document] = [...before.state.documents.values()];
  const id = before.view('case').case.assignments[0]?.id ?? '';
  const kept = vi.fn();
  const begin = (state: (typeof before)['state']) => {
    if (document) state.documents.set(document.id, document);
    state.subject = { kind: 'message', tabId: TAB, message: aMessage(), caseId: null };
    state.now = MORNING + 20 * MINUTE;
  };
  const answers = {
    'pictures/keep': (asked: { base64: string }) => {
      kept(asked.base64);
      const { hash, type, bytes } = pictureOf(pngOf(1));
      return { ok: true as const, hash, type, bytes };
    },
  };
  const first = await panelOf(executor, begin, answers);
  const added = await first.actions().addPicture(new File([new Uint8Array(pngOf(1))], 'яма.png'));
  if (!added.ok) throw new Error(added.problem);
  const form = { kind: 'final', text: GOOD_REPLY, agreedOn: '', pictures: [{ ...added.picture, alt: 'до' }] };
  await first.actions().keepReply({ owner: ownerOf(executor), caseId: first.view('case').case.id, assignment: id }, form);

  const after = await panelOf(executor, (state) => {
    begin(state);
    state.drafts = first.state.drafts;
  });
  expect(after.view('case').kept[id]).toEqual(form);
  await after.actions().submitReply({ assignment: id, draft: null }, form);

  expect(kept).toHaveBeenCalledExactlyOnceWith(pngOf(1).toString('base64'));
  const [command] = after.state.sent;
  expect(command?.args).toMatchObject({ pictures: [{ ...pictureOf(pngOf(1)), alt: { hash: expect.any(String) } }] });
  expect(command?.texts.map(({ body }) => body)).toEqual([GOOD_REPLY, 'до']);
  expect(after.view('case').kept).toEqual({});
});

test('a file that is no picture, or is too large, is not even asked to be kept', async () => {
  const { actions } = await openedCase();

  expect(await actions().addPicture(new File(['<svg/>'], 'a.png'))).toEqual({ ok: false, problem: 'not-a-picture' });
  expect(await actions().addPicture(new File([new Uint8Array(10_000_001)], 'a.png'))).toEqual({
    ok: false,
    problem: 'too-large',
  });
});

test('a saved draft becomes a version of the case that was not submitted', async () => {
  const before = await openedCase();
  const [document] = [...before.state.documents.values()];
  const id = before.view('case').case.assignments[0]?.id ?? '';
  const { actions, view } = await panelOf(executor, (state) => {
    if (document) state.documents.set(document.id, document);
    state.subject = { kind: 'message', tabId: TAB, message: aMessage(), caseId: null };
    state.now = MORNING + 20 * MINUTE;
  });

  await actions().saveReply({ assignment: id, draft: null }, { kind: 'final', text: GOOD_REPLY, agreedOn: '' });

  const [assignment] = view('case').case.assignments;
  expect(assignment?.state).toBe('drafting');
  expect(assignment?.drafts[0]?.versions).toMatchObject([{ submitted: false }]);
  const textId = assignment?.drafts[0]?.versions[0]?.text.id ?? '';
  expect(view('case').texts[textId]).toBe(GOOD_REPLY);
});

test('a refusal comes back as an outcome and changes nothing', async () => {
  const { actions, view } = await openedCase();
  const id = view('case').case.assignments[0]?.id ?? '';

  const result = await actions().submitReply({ assignment: id, draft: null }, { kind: 'final', text: GOOD_REPLY, agreedOn: '' });

  expect(result).toMatchObject({ ok: false, refusal: { code: 'not-your-role', clause: '11, 13, 17' } });
  expect(view('case').case.assignments[0]?.state).toBe('drafting');
});

test('a promised day lasts to the end of the body’s working day', async () => {
  const opened = await openedCase();
  const [document] = [...opened.state.documents.values()];
  const id = opened.view('case').case.assignments[0]?.id ?? '';
  const { actions, state } = await panelOf(executor, (before) => {
    if (document) before.documents.set(document.id, document);
    before.subject = { kind: 'message', tabId: TAB, message: aMessage(), caseId: null };
    before.now = MORNING + 20 * MINUTE;
  });

  await actions().submitReply(
    { assignment: id, draft: null },
    { kind: 'interim', text: 'Ответим до 1 декабря 2026.', agreedOn: '2026-12-01' },
  );

  expect(state.sent[0]?.args).toMatchObject({ agreedDate: Date.UTC(2026, 11, 1, 12, 0) });
});

test('the work on a message that is gone is asked to be ended with its address for a proof, and ended on that ground', async () => {
  const opened = await openedCase();
  const [document] = [...opened.state.documents.values()];
  const begin = (state: (typeof opened)['state']) => {
    if (document) state.documents.set(document.id, document);
    state.subject = { kind: 'message', tabId: TAB, message: aMessage(), caseId: null };
    state.now = MORNING + 20 * MINUTE;
  };
  const theirs = await panelOf(executor, begin);
  expect(await theirs.actions().endGone('request', 'Запись удалена')).toEqual({ ok: true });
  expect(theirs.state.sent[0]).toMatchObject({
    type: 'request-termination',
    args: { ground: 'messageGone', permalink: aMessage().permalink, note: { hash: expect.any(String) } },
    texts: [{ body: 'Запись удалена' }],
  });

  const curators = await panelOf(curator, (state) => {
    begin(state);
    for (const [id, one] of theirs.state.documents) state.documents.set(id, one);
  });
  expect(await curators.actions().declineTermination('Запись на месте')).toEqual({ ok: true });
  expect(await curators.actions().endGone('close', 'Записи больше нет')).toEqual({ ok: true });
  expect(curators.view('case').case.state).toBe('closed');
});

test('the work ends on the ground that was asked on, when the curator accepts', async () => {
  const { found, texts } = aCase({ acts: [askedToTerminate()] });
  const stored = Object.entries(texts).map(([id, body]) => [id, { id, salt: 'salt', body }] as const);
  const curators = await panelOf(curator, (state) => {
    const { id, regulation, events } = found;
    state.documents.set(id, { id, number: null, regulation, events, texts: Object.fromEntries(stored), seq: 1 });
    state.subject = { kind: 'message', tabId: TAB, message: aMessage(), caseId: null };
    state.now = MORNING + 20 * MINUTE;
  });

  expect(await curators.actions().terminate('messageGone')).toEqual({ ok: true });
  expect(curators.view('case').case.state).toBe('terminated');
});

test('news about this tab is shown, news about another is not asked for', async () => {
  const { tell, state, screens, view } = await panelOf(curator);
  state.subject = { kind: 'message', tabId: TAB, message: aMessage(), caseId: null };
  const drawn = screens.length;

  tell({ type: 'subject-changed', tabId: TAB + 1 });
  await vi.advanceTimersByTimeAsync(10);
  expect(screens.length).toBe(drawn);

  tell({ type: 'subject-changed', tabId: TAB });
  await vi.advanceTimersByTimeAsync(10);
  expect(view('message').message.ref).toBe('vk:wall-184_2207');
});

test('time moves on by the server’s clock while nothing happens', async () => {
  const { state, screen } = await panelOf(curator, (before) => {
    before.session.skewMs = 90_000;
  });
  expect(screen().frame.now).toBe(MORNING + 90_000);

  state.now += 30_000;
  await vi.advanceTimersByTimeAsync(30_000);

  expect(screen().frame.now).toBe(MORNING + 120_000);
});
