import { html } from 'hono/html';
import type { Me } from '../../lib/protocol/api.ts';
import { done, field, layout, type Markup, problem } from './layout.ts';

export interface PersonFacts {
  id: string;
  name: string;
  email: string;
  roles: string;
  body: string | null;
  secondFactor: boolean;
  isDisabled: boolean;
  /** Who may take his place. */
  candidates: { id: string; name: string }[];
  terms: { id: string; absent: string; substitute: string; from: string; until: string; reason: string }[];
  zone: string;
  /** What the beginning of a term is filled in with. */
  fromField: string;
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
    ${person.isDisabled ? '' : substitutes(person)}
    ${person.isDisabled || person.id === me.person.id ? '' : rule(person)}
    <p><a href="/admin">К управлению</a></p>`,
    me,
  );
}

function substitutes(person: PersonFacts): Markup {
  return html`<section>
    <h2>Замещение</h2>
    ${person.terms.length === 0 ? html`<p class="quiet">Никого не замещает, и его никто.</p>` : html`<ul class="rows">${person.terms.map((term) => termLine(person.id, term))}</ul>`}
    <details><summary>Назначить замещающего</summary>
      <p>На это время замещающий получает роли и орган этого человека: видит его дела и действует за него. В деле пишется, кто действовал и за кого.</p>
      <form method="post" action="/admin/people/${person.id}/substitutes">
        <div class="field"><label for="substituteId">Кто замещает</label>
          <select id="substituteId" name="substituteId" required>
            <option value="">— выберите —</option>
            ${person.candidates.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
          </select></div>
        ${field({ name: 'from', label: 'С', hint: `Часовой пояс ${person.zone}.`, type: 'datetime-local', value: person.fromField })}
        ${field({ name: 'until', label: 'По', type: 'datetime-local' })}
        ${field({ name: 'reason', label: 'Основание', hint: 'Например: отпуск, распоряжение № 15.' })}
        <button>Назначить</button>
      </form>
    </details>
  </section>`;
}

function termLine(personId: string, { id, absent, substitute, from, until, reason }: PersonFacts['terms'][number]): Markup {
  return html`<li>
    <span>${substitute} за ${absent}<br><span class="quiet">${from} — ${until} · ${reason}</span></span>
    <form method="post" action="/admin/people/${personId}/substitutes/${id}/end"><button class="plain">Закончить</button></form>
  </li>`;
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
