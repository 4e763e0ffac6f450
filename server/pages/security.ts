import { html } from 'hono/html';
import type { Me } from '../../lib/protocol/api.ts';
import { done, field, layout, type Markup, passwordFields, problem } from './layout.ts';

export interface SecurityFacts {
  secondFactor: boolean;
  sessions: { id: string; browser: string; facts: string; isThis: boolean }[];
  trouble: string | null;
  done: string | null;
}

export function securityPage(me: Me, facts: SecurityFacts): Markup {
  return layout(
    'Вход и безопасность',
    html`${problem(facts.trouble)}${done(facts.done)}
    <section>
      <h2>Второй фактор</h2>
      <p>${facts.secondFactor ? 'Включён: при входе спрашивается код из приложения на телефоне.' : 'Выключен: чтобы войти, достаточно пароля.'}</p>
      <p><a href="/account/second-factor">${facts.secondFactor ? 'Запасные коды, другой телефон, отключение' : 'Настроить второй фактор'}</a></p>
    </section>
    <section>
      <h2>Где выполнен вход</h2>
      <ul class="rows">${facts.sessions.map(sessionLine)}</ul>
      ${facts.sessions.length > 1 ? html`<p><a href="/account/sessions/end-others">Закончить все сеансы, кроме этого</a></p>` : ''}
      <p class="quiet">Подключённые браузеры с расширением — <a href="/">на главной</a>.</p>
    </section>
    <section>
      <h2>Письма</h2>
      <p><a href="/account/letters">О чём присылать письма</a></p>
    </section>
    <section>
      <h2>Смена пароля</h2>
      <form method="post" action="/account/password">
        ${field({ name: 'current', label: 'Нынешний пароль', type: 'password', autocomplete: 'current-password' })}
        ${passwordFields('Новый пароль')}
        <label class="choice"><input type="checkbox" name="devices" value="yes"> отключить и все браузеры с расширением</label>
        <p class="quiet">Остальные сеансы закончатся в любом случае.</p>
        <button>Сменить пароль</button>
      </form>
    </section>`,
    me,
  );
}

function sessionLine({ id, browser, facts, isThis }: SecurityFacts['sessions'][number]): Markup {
  return html`<li>
    <span>${browser}<br><span class="quiet">${facts}</span></span>
    ${isThis ? html`<span class="quiet">этот браузер</span>` : html`<a href="/account/sessions/${id}/end">Закончить<span class="sr-only"> сеанс: ${browser}</span></a>`}
  </li>`;
}

export interface Confirmation {
  title: string;
  text: string;
  action: string;
  button: string;
  back: string;
  trouble: string | null;
}

/** One question, the password, and a way back. */
export function confirmPage(me: Me, { title, text, action, button, back, trouble }: Confirmation): Markup {
  return layout(
    title,
    html`<section>
      <p>${text}</p>
      ${problem(trouble)}
      <form method="post" action="${action}">
        ${ownPassword()}
        <button>${button}</button> <a href="${back}">Не надо</a>
      </form>
    </section>`,
    me,
  );
}

/** Who changes how he signs in shows that it is he. */
export function ownPassword(id = 'password'): Markup {
  return field({ id, name: 'password', label: 'Ваш пароль', type: 'password', autocomplete: 'current-password' });
}
