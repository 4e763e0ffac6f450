import { html } from 'hono/html';
import type { HealthCount } from '../../lib/protocol/page-health.ts';
import type { UnreadKind } from '../page-rules/health-summary.ts';
import type { Revision } from '../page-rules/page-rules.ts';
import type { Markup } from './layout.ts';
import { dayInWords } from './moments.ts';

const PAGES: Record<HealthCount['page'], string> = {
  feed: 'Лента',
  wall: 'Стена',
  post: 'Запись',
  photo: 'Фотография',
  video: 'Видео',
  board: 'Обсуждение',
  discussion: 'Обсуждение',
  channel: 'Канал',
  other: 'Другая страница',
};

export interface PageHealthFacts {
  networks: { id: string; title: string }[];
  unread: UnreadKind[];
  /** Newest first; the newest of a network is in force. */
  revisions: Revision[];
}

/** What of the networks' pages the extensions did not read, and what to do about it. */
export function pageHealthSection(facts: PageHealthFacts): Markup {
  const { networks, unread } = facts;
  return html`<section aria-labelledby="unread">
    <h2 id="unread">Что не прочиталось</h2>
    ${
      unread.length === 0
        ? html`<p>За последние 30 дней расширения не встретили страниц, которые по адресу обещают сообщения и не читаются.</p>`
        : html`${networks.map((network) => networkPart(network, facts))}${advice()}`
    }
    <p class="quiet">Считается, сколько раз открывали такие страницы: без адресов, текстов, имён и без указания, кто и на каком компьютере.</p>
  </section>`;
}

function networkPart({ id, title }: PageHealthFacts['networks'][number], { unread, revisions }: PageHealthFacts): Markup {
  const own = unread.filter(({ network }) => network === id);
  const inForce = revisions.find(({ network }) => network === id)?.revision ?? 0;
  if (own.length === 0) return html`<h3>${title}</h3><p class="quiet">Такого не встречалось.</p>`;
  return html`<h3>${title}</h3><ul class="unread">${own.map((kind) => kindItem(kind, inForce))}</ul>`;
}

function kindItem(kind: UnreadKind, inForce: number): Markup {
  const { page, layout, verdict, week, month, firstOn, lastOn, versions } = kind;
  return html`<li>
    <p><strong>${PAGES[page]}${layout === 'unknown' ? '' : html`, вид <code>${layout}</code>`}:</strong>
      ${verdict === 'off' ? html`<span class="problem"><span aria-hidden="true">✕ </span>не найдено ни одного сообщения</span>` : html`<strong><span aria-hidden="true">△ </span>сообщения читаются не полностью</strong>`}</p>
    <dl>
      <dt>Сколько раз</dt><dd>за 7 дней — ${week}, за 30 дней — ${month}</dd>
      <dt>Когда</dt><dd>${firstOn === lastOn ? dayInWords(lastOn) : `впервые ${dayInWords(firstOn)}, в последний раз ${dayInWords(lastOn)}`}</dd>
      <dt>Ничего не нашли</dt><dd>${roleWords(kind)}</dd>
      <dt>Селекторы</dt><dd>${revisionWords(kind, inForce)}</dd>
      <dt>Расширение</dt><dd>${versions.join(', ')}</dd>
    </dl>
  </li>`;
}

function roleWords({ always, sometimes }: UnreadKind): Markup {
  if (always.length + sometimes.length === 0) return html`роли не названы`;
  const list = (roles: string[]) => html`${roles.map((role, index) => html`${index > 0 ? ', ' : ''}<code>${role}</code>`)}`;
  return html`${list(always)}${always.length > 0 && sometimes.length > 0 ? '; ' : ''}${sometimes.length > 0 ? html`иногда ${list(sometimes)}` : ''}`;
}

function revisionWords({ revisions }: UnreadKind, inForce: number): string {
  const named = revisions.map((revision) => (revision === 0 ? 'как собрано расширение' : `редакция № ${revision}`)).join(', ');
  return revisions.includes(inForce) ? named : `${named}; с действующей ещё не встречалось`;
}

function advice(): Markup {
  return html`<h3>Что делать</h3>
    <ol>
      <li>Один-два раза бывает и без поломки: запись удалили, страница пуста или закрыта. Много раз подряд — сеть изменила страницу.</li>
      <li>Попросите того, кто видит такую страницу, открыть параметры расширения: «Показать открытые страницы» → «Проверить эту страницу» →
        «Сохранить скелет страницы». Текстов и имён в скелете нет; по нему составляют новый файл селекторов.</li>
      <li>Проверьте новый файл и введите его в действие: <a href="#file">файл селекторов</a>.</li>
      <li>До тех пор то, что мешает, выключите на страницах этой сети переключателями ниже. Обращения можно заводить вручную: выделить текст
        на странице и выбрать в её меню «Завести обращение по выделенному тексту».</li>
    </ol>`;
}
