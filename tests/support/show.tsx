import { render } from 'preact';
import { act } from 'preact/test-utils';
import { FrameContext } from '../../components/frame.ts';
import { Panel } from '../../components/panel/panel.tsx';
import type { PanelActions, PanelProps, PanelView } from '../../components/panel/view.ts';
import type { Actor } from '../../lib/domain/cases/model.ts';
import { texts } from '../../lib/texts/texts.ts';
import { actions, panelProps } from './panel-props.ts';
import { context, people } from './place.ts';

export interface Shown {
  viewer: Actor;
  now: number;
  actions?: Partial<PanelActions>;
  props?: Partial<PanelProps>;
}

/** Draws the panel into the document, or draws it anew with other data, as the page does when there is news. */
export function showPanel(view: PanelView, { viewer, now, actions: watched, props }: Shown): void {
  const frame = { t: texts('ru'), now, zone: context.profile.zone, actor: viewer, context, people };
  act(() => {
    render(
      <FrameContext.Provider value={frame}>
        <Panel {...panelProps(view, { actions: actions(watched), ...props })} />
      </FrameContext.Provider>,
      document.body,
    );
  });
}

/** Takes everything off the document, as closing the panel does. */
export function clear(): void {
  act(() => render(null, document.body));
}

/** What is written on show, without tabs that are not open. */
export function text(): string {
  const shown = document.body.cloneNode(true) as HTMLElement;
  for (const hidden of shown.querySelectorAll('[hidden]')) hidden.remove();
  return shown.textContent ?? '';
}

export function button(name: string): HTMLButtonElement {
  const all = [...document.querySelectorAll('button')].filter((one) => !one.closest('[hidden]'));
  const found = all.find((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === name);
  if (!found) throw new Error(`no button «${name}» among: ${all.map((one) => one.textContent).join(', ')}`);
  return found;
}

export function hasButton(name: string): boolean {
  return [...document.querySelectorAll('button')].some((one) => one.textContent?.trim() === name);
}

export function field(label: string): HTMLInputElement | HTMLTextAreaElement {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent?.trim() === label);
  const control = found?.control ?? (found && document.getElementById(found.htmlFor));
  if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)) throw new Error(`no field «${label}»`);
  return control;
}

export async function press(name: string): Promise<void> {
  await act(async () => button(name).click());
}

export async function type(label: string, value: string): Promise<void> {
  await act(async () => {
    const control = field(label);
    control.value = value;
    control.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

export async function choose(label: string): Promise<void> {
  await act(async () => field(label).click());
}

export async function key(
  name: string,
  options: KeyboardEventInit = {},
  on: Element = document.querySelector('main') ?? document.body,
) {
  await act(async () => {
    on.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...options }));
  });
}
