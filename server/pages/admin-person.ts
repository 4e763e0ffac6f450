import { html } from 'hono/html';
import type { Me } from '../../lib/protocol/api.ts';
import { done, layout, type Markup, problem } from './layout.ts';

export interface PersonFacts {
  id: string;
  name: string;
  email: string;
  roles: string;
  body: string | null;
  secondFactor: boolean;
  isDisabled: boolean;
  trouble: string | null;
  done: string | null;
}

/** One person as the administrator sees him. */
export function personPage(me: Me, person: PersonFacts): Markup {
  return layout(
    person.name,
    html`${problem(person.trouble)}${done(person.done)}
    <section>
      <p>${person.roles}${person.body ? html` · ${person.body}` : ''}</p>
      <p class="quiet">${person.email} · второй фактор ${person.secondFactor ? 'включён' : 'выключен'}</p>
      ${person.isDisabled ? html`<p><strong>Отключён.</strong> Войти не может, на его место можно пригласить заново.</p>` : ''}
    </section>
    ${person.isDisabled || person.id === me.person.id ? '' : rule(person)}
    <p><a href="/admin">К управлению</a></p>`,
    me,
  );
}

function rule({ id }: PersonFacts): Markup {
  return html`<section>
      <h2>Не может войти</h2>
      <p>Сделайте ссылку для смены пароля и передайте её лично. Пока ею не воспользовались, всё остаётся как было.</p>
      <form method="post" action="/admin/people/${id}/reset">
        <label class="choice"><input type="checkbox" name="secondFactor" value="yes"> потерян и телефон: снять второй фактор</label>
        <p></p>
        <button>Сделать ссылку</button>
      </form>
    </section>
    <section>
      <h2>Закончить все сеансы</h2>
      <p>На страницах сервера и в расширениях придётся войти заново. Учётная запись остаётся.</p>
      <form method="post" action="/admin/people/${id}/sign-out"><button class="plain">Закончить все сеансы</button></form>
    </section>
    <section>
      <h2>Отключить</h2>
      <p>Человек больше не войдёт; то, что он сделал, остаётся в делах.</p>
      <form method="post" action="/admin/people/${id}/disable"><button class="plain">Отключить</button></form>
    </section>`;
}
