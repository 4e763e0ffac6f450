import { render } from 'preact';
import { FrameContext } from '../../components/frame.ts';
import '../../components/styles/theme.css';
import '../../components/styles/controls.css';
import '../../components/styles/panel.css';
import '../../components/styles/popup.css';
import { langOf } from '../../lib/texts/lang.ts';
import { texts } from '../../lib/texts/texts.ts';
import { context, people } from '../support/place.ts';
import type { GalleryState } from './state.ts';
import { states } from './states.tsx';

/** `?state=<component>/<state>&theme=dark&lang=en` shows one state alone; without a state, the list. */
const query = new URLSearchParams(location.search);
const theme = query.get('theme');
if (theme) document.documentElement.dataset.theme = theme;
const chosen = states.find((one) => nameOf(one) === query.get('state'));
Object.assign(globalThis, { galleryStates: states.map(nameOf) });
render(chosen ? <Alone one={chosen} /> : <List />, document.body);
chosen?.play?.(document.body);

function Alone({ one }: { one: GalleryState }) {
  const lang = langOf(query.get('lang') ?? one.lang ?? 'ru');
  document.documentElement.lang = lang;
  document.title = nameOf(one);
  const frame = { t: texts(lang), now: one.now, zone: context.profile.zone, actor: one.viewer, context, people };
  return <FrameContext.Provider value={frame}>{one.render()}</FrameContext.Provider>;
}

function List() {
  return (
    <main class="options">
      <h1>Gallery</h1>
      <ul>
        {states.map((one) => (
          <li key={nameOf(one)}>
            <a href={`?state=${nameOf(one)}`}>{nameOf(one)}</a> · <a href={`?state=${nameOf(one)}&theme=dark`}>dark</a> ·{' '}
            <a href={`?state=${nameOf(one)}&lang=en`}>en</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

function nameOf(one: GalleryState): string {
  return `${one.component}/${one.state}`;
}
