import { html } from 'hono/html';
import type { NetworkId } from '../../lib/domain/cases/model.ts';
import type { Me } from '../../lib/protocol/api.ts';
import { PAGE_FEATURES, type PageFeature } from '../../lib/protocol/page-rules.ts';
import type { Revision } from '../page-rules/page-rules.ts';
import { done, layout, type Markup, problem } from './layout.ts';
import { inWords } from './moments.ts';
import { type PageHealthFacts, pageHealthSection } from './page-health.ts';

export const NETWORKS: { id: NetworkId; title: string }[] = [
  { id: 'vk', title: 'ВКонтакте' },
  { id: 'ok', title: 'Одноклассники' },
  { id: 'telegram', title: 'Telegram' },
];
const FEATURES: Record<PageFeature, string> = {
  marks: 'отметки о сроках у сообщений',
  insertion: 'вставка ответа в поле сети',
  recognition: 'узнавание размещённого ответа',
};

export interface PageRulesFacts {
  revisions: Revision[];
  unread: PageHealthFacts['unread'];
  zone: string;
  /** False: this server has no key to sign with, nothing goes to the devices. */
  isSigned: boolean;
  trouble: string | null;
  done: string | null;
  /** What a file holds that was tried and not saved. */
  tried: { network: NetworkId; found: string[]; warnings: string[] } | null;
  file: string;
}

/** How the pages of the networks are read, revision by revision. */
export function pageRulesPage(me: Me, facts: PageRulesFacts): Markup {
  return layout(
    'Страницы сетей',
    html`${problem(facts.trouble)}${done(facts.done)}
    ${facts.isSigned ? '' : problem('У этого сервера нет папки данных, значит, и ключа подписи: расширения читают страницы так, как собраны.')}
    ${pageHealthSection({ ...facts, networks: NETWORKS })}
    <section>
      <h2>Файл селекторов</h2>
      <p>Если сеть изменила страницы, новый файл заменит то, с чем собрано расширение. Сначала проверьте его на сохранённых страницах:
        <code>vovremya parse-page --site … --url … --selectors ФАЙЛ.json СТРАНИЦА.html</code>.</p>
      <form method="post" action="/admin/pages">
        <div class="field"><label for="network">Сеть</label>
          <select id="network" name="network">${NETWORKS.map(({ id, title }) => html`<option value="${id}" ${facts.tried?.network === id ? 'selected' : ''}>${title}</option>`)}</select></div>
        <div class="field"><label for="file">Содержимое файла</label>
          <textarea id="file" name="file" rows="8" required spellcheck="false">${facts.file}</textarea></div>
        <button name="act" value="try">Проверить</button> <button name="act" value="save">Ввести в действие</button>
      </form>
      ${facts.tried ? triedFile(facts.tried) : ''}
    </section>
    ${NETWORKS.map(({ id, title }) => networkSection(id, title, facts))}
    <p><a href="/admin">К управлению</a></p>`,
    me,
  );
}

function triedFile({ found, warnings }: NonNullable<PageRulesFacts['tried']>): Markup {
  return html`<p role="status">Файл понят, записей по ролям: ${found.join(', ') || 'нет'}. Он ещё не действует.</p>
    ${warnings.length === 0 ? '' : html`<ul>${warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`}`;
}

function networkSection(network: NetworkId, title: string, { revisions, zone }: PageRulesFacts): Markup {
  const own = revisions.filter((one) => one.network === network);
  const off = own[0]?.off ?? [];
  return html`<section>
    <h2>${title}</h2>
    <form method="post" action="/admin/pages/${network}/switches">
      <fieldset><legend>Включено</legend>
        ${PAGE_FEATURES.map((feature) => html`<label class="choice"><input type="checkbox" name="${feature}" ${off.includes(feature) ? '' : 'checked'}> ${FEATURES[feature]}</label>`)}
      </fieldset>
      <button>Сохранить</button>
    </form>
    ${
      own.length === 0
        ? html`<p class="quiet">Страницы читаются так, как собрано расширение.</p>`
        : html`<ul class="rows">${own.map((revision, index) => revisionLine(revision, index === 0, zone))}</ul>
    <form method="post" action="/admin/pages/${network}/back"><input type="hidden" name="revision" value="0">
      <button class="plain">Вернуть то, с чем собрано расширение</button></form>`
    }
  </section>`;
}

function revisionLine({ network, revision, selectors, off, by, at }: Revision, isInForce: boolean, zone: string): Markup {
  const what = [
    selectors === null ? 'как собрано' : `файл, ${Math.ceil(selectors.length / 1024)} КБ`,
    ...(off.length > 0 ? [`выключено: ${off.map((feature) => FEATURES[feature]).join(', ')}`] : []),
  ];
  return html`<li>
    <span>№ ${revision}: ${what.join('; ')}<br><span class="quiet">${inWords(at, zone)}, ${by}</span></span>
    ${
      isInForce
        ? html`<span class="quiet">действует</span>`
        : html`<form method="post" action="/admin/pages/${network}/back"><input type="hidden" name="revision" value="${revision}">
      <button class="plain">Вернуть</button></form>`
    }
  </li>`;
}
