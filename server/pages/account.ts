import { html } from 'hono/html';
import type { Me } from '../../lib/protocol/api.ts';
import { layout, type Markup } from './layout.ts';

/** One sentence on what is wrong and one on what to do. */
export function messagePage(title: string, text: string, todo: Markup, me: Me | null): Markup {
  return layout(title, html`<section><p>${text}</p><p>${todo}</p></section>`, me);
}

export interface DeviceLine {
  id: string;
  name: string;
  lastUsed: string;
}

export function homePage(
  me: Me,
  facts: { email: string; roles: string; body: string | null; server: string; places: { name: string; until: string }[] },
  devices: DeviceLine[],
): Markup {
  return layout(
    me.person.name,
    html`<section>
      <h2>Кто вы</h2>
      <p>${facts.roles}${facts.body ? html` · ${facts.body}` : ''}</p>
      ${facts.places.map(({ name, until }) => html`<p>Замещаете: <strong>${name}</strong>, до ${until}.</p>`)}
      <p class="quiet">${facts.email} · ${me.tenant.title}${me.tenant.practice ? ' · учебный сервер' : ''}</p>
    </section>
    <section>
      <h2>Подключённые браузеры</h2>
      ${devices.length === 0 ? html`<p>Пока нет ни одного.</p>` : html`<ul class="rows">${devices.map(deviceLine)}</ul>`}
    </section>
    <section>
      <h2>Как подключить расширение</h2>
      <p>Откройте расширение «Вовремя» в браузере, укажите адрес этого сервера и нажмите «Подключить»:</p>
      <code class="secret">${facts.server}</code>
      <p class="quiet">Пароль в расширение вводить не нужно: оно спросит разрешения на этой странице.</p>
    </section>`,
    me,
  );
}

function deviceLine({ id, name, lastUsed }: DeviceLine): Markup {
  return html`<li>
    <span>${name}<br><span class="quiet">последний раз ${lastUsed}</span></span>
    <a href="/devices/${id}/revoke">Отключить<span class="sr-only"> ${name}</span></a>
  </li>`;
}

export interface ConnectForm {
  challenge: string;
  state: string;
  redirect: string;
}

export function connectPage(me: Me, form: ConnectForm): Markup {
  const asks =
    form.redirect === ''
      ? 'Расширение покажет, куда ввести код.'
      : `Просит расширение с номером ${new URL(form.redirect).host.split('.')[0]}.`;
  return layout(
    'Подключить расширение?',
    html`<section>
      <p>Расширение «Вовремя» в этом браузере будет работать от имени: <strong>${me.person.name}</strong>.</p>
      <p class="quiet">${asks}</p>
      <form method="post" action="/connect">
        <input type="hidden" name="challenge" value="${form.challenge}">
        <input type="hidden" name="state" value="${form.state}">
        <input type="hidden" name="redirect" value="${form.redirect}">
        <button>Подключить расширение</button>
      </form>
    </section>
    <p class="quiet">Вы этого не просили? Закройте страницу — ничего не произойдёт.</p>`,
    me,
  );
}

export function codePage(me: Me, code: string, minutes: number): Markup {
  return layout(
    'Код подключения',
    html`<section>
      <p>Введите этот код в расширении. Он действует ${minutes} минуты и подходит один раз.</p>
      <code class="secret code">${code}</code>
    </section>`,
    me,
  );
}
