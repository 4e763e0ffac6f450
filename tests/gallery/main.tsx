import { render } from 'preact';
import { FrameContext } from '../../components/frame.ts';
import '../../components/styles/theme.css';
import '../../components/styles/controls.css';
import '../../components/styles/panel.css';
import '../../components/styles/popup.css';
import { langOf } from '../../lib/texts/lang.ts';
import { texts } from '../../lib/texts/texts.ts';
import { context, people } from '../support/place.ts';
import type { GalleryHandle, GalleryState, Look } from './state.ts';
import { states } from './states.tsx';

/** `?state=<component>/<state>&theme=dark&lang=en` shows one state alone; without a state, the list. */
const query = new URLSearchParams(location.search);
const handle: GalleryHandle = { names: states.map(nameOf), show };
Object.assign(globalThis, { gallery: handle });
if (query.has('state')) show(query.get('state') ?? '', { theme: query.get('theme') ?? '', lang: query.get('lang') ?? 'ru' });
else render(<List />, document.body);

function show(name: string, { theme, lang: tag }: Look): void | Promise<void> {
  const one = states.find((state) => nameOf(state) === name);
  if (!one) throw new Error(`no state ${name}`);
  const lang = langOf(tag);
  document.documentElement.lang = lang;
  document.documentElement.dataset.theme = theme;
  document.title = name;
  const frame = { t: texts(lang), now: one.now, zone: context.profile.zone, actor: one.viewer, context, people };
  render(null, document.body);
  render(<FrameContext.Provider value={frame}>{one.render()}</FrameContext.Provider>, document.body);
  return one.play?.(document.body);
}

function List() {
  return (
    <main class="options">
      <h1>Gallery</h1>
      <ul>
        {states.map(nameOf).map((name) => (
          <li key={name}>
            <a href={`?state=${name}`}>{name}</a> · <a href={`?state=${name}&theme=dark`}>dark</a> ·{' '}
            <a href={`?state=${name}&lang=en`}>en</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

function nameOf(one: GalleryState): string {
  return `${one.component}/${one.state}`;
}
