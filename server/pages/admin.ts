import { html } from 'hono/html';
import type { Body } from '../../lib/domain/cases/model.ts';
import { type Schedule, WEEKDAYS, type Weekday } from '../../lib/domain/worktime/model.ts';
import type { Me } from '../../lib/protocol/api.ts';
import { LONGEST, type TenantSecurity } from '../auth/tenant-security.ts';
import { type PeopleFacts, peopleLists } from './admin-people.ts';
import { done, field, layout, type Markup, problem } from './layout.ts';

export interface AdminFacts extends PeopleFacts {
  topics: string[];
  locations: string[];
  title: string;
  centre: Schedule;
  /** Null: names and texts are kept for ever. */
  retentionMonths: number | null;
  security: TenantSecurity;
  trouble: string | null;
  done: string | null;
}

const WEEKDAY_RU: Record<Weekday, string> = { mon: 'пн', tue: 'вт', wed: 'ср', thu: 'чт', fri: 'пт', sat: 'сб', sun: 'вс' };

export function adminPage(me: Me, facts: AdminFacts): Markup {
  return layout(
    'Управление',
    html`${problem(facts.trouble)}
    ${done(facts.done)}
    <section>
      <h2>Люди</h2>
      ${peopleLists(me, facts)}
    </section>
    <section>
      <h2>Органы и подразделения</h2>
      ${facts.bodies.map((body) => bodyDetails(body, facts))}
      <details><summary>Добавить</summary>${bodyForm(null, facts)}</details>
    </section>
    <section>
      <h2>Страницы сетей</h2>
      <p>Как читаются страницы ВКонтакте, Одноклассников и Telegram и что на них включено: <a href="/admin/pages">селекторы и переключатели</a>.</p>
    </section>
    <section>
      <h2>Вход</h2>
      ${securityForm(facts.security)}
    </section>
    <section>
      <h2>Установка</h2>
      <form method="post" action="/admin/settings">
        ${field({ name: 'title', label: 'Название', value: facts.title })}
        ${scheduleFields('centre', 'Рабочее время центра', facts.centre)}
        ${field({ name: 'retentionMonths', label: 'Сколько месяцев после закрытия инцидента хранить имена и тексты', hint: 'Пусто — не скрывать. Скрытое вернуть нельзя; сроки, хеши и показатели остаются.', type: 'number', value: String(facts.retentionMonths ?? ''), required: false })}
        ${listArea('topics', 'Темы', facts.topics)}
        ${listArea('locations', 'Места', facts.locations)}
        <button>Сохранить</button>
      </form>
    </section>`,
    me,
  );
}

/** Shown once: only the hash of the link is kept. */
export function linkPage(me: Me, { title, text, link }: { title: string; text: string; link: string }): Markup {
  return layout(
    title,
    html`<section>
      <p>${text} Больше её увидеть нельзя.</p>
      <code class="secret">${link}</code>
      <p><a href="/admin">Вернуться к управлению</a></p>
    </section>`,
    me,
  );
}

function bodyDetails(body: Body, facts: AdminFacts): Markup {
  const executor = facts.people.find(({ id }) => id === body.defaultExecutorId);
  return html`<details>
    <summary>${body.title}${executor ? html` <span class="quiet">· ${executor.name}</span>` : html` <span class="quiet">· нет исполнителя</span>`}</summary>
    ${bodyForm(body, facts)}
  </details>`;
}

function bodyForm(body: Body | null, { people, centre }: AdminFacts): Markup {
  const candidates = people.filter((person) => !person.disabled && body !== null && person.bodyId === body.id);
  const accounts = (body?.officialAccounts ?? []).map(({ name, url }) => `${name} ${url}`).join('\n');
  return html`<form method="post" action="/admin/bodies${body ? `/${body.id}` : ''}">
    ${field({ name: 'title', label: 'Название', value: body?.title ?? '' })}
    ${scheduleFields(body?.id ?? 'new', 'Рабочее время', body?.schedule ?? centre)}
    <div class="field">
      <label>Официальные страницы <span class="hint">По одной в строке: название и адрес на vk.com или ok.ru.</span>
        <textarea name="accounts" rows="3">${accounts}</textarea></label>
    </div>
    ${
      candidates.length === 0
        ? ''
        : html`<div class="field"><label>Кто получает поручения <select name="defaultExecutorId">
      <option value="">— никто —</option>
      ${candidates.map((person) => html`<option value="${person.id}" ${person.id === body?.defaultExecutorId ? 'selected' : ''}>${person.name}</option>`)}
    </select></label></div>`
    }
    <button>Сохранить</button>
  </form>`;
}

function securityForm(security: TenantSecurity): Markup {
  const limit = (name: keyof typeof LONGEST, label: string) =>
    field({ name, label, hint: `От 1 до ${LONGEST[name]}.`, type: 'number', value: String(security[name]) });
  return html`<form method="post" action="/admin/security">
    <label class="choice"><input type="checkbox" name="requireSecondFactor" value="yes" ${security.requireSecondFactor ? 'checked' : ''}> требовать второй фактор от всех</label>
    <p class="quiet">У кого его нет, тот настроит его при следующем входе на эти страницы.</p>
    ${limit('sessionIdleHours', 'Страницы сервера: часов без работы до нового входа')}
    ${limit('sessionMaxDays', 'Страницы сервера: дней до нового входа в любом случае')}
    ${limit('deviceIdleDays', 'Расширение: дней без работы до нового подключения')}
    ${limit('deviceMaxDays', 'Расширение: дней до нового подключения в любом случае')}
    <button>Сохранить</button>
  </form>`;
}

function scheduleFields(owner: string, legend: string, schedule: Schedule): Markup {
  return html`<div class="field">
      <label for="${owner}-zone">Часовой пояс <span class="hint">Например, Asia/Yekaterinburg.</span></label>
      <input id="${owner}-zone" name="zone" value="${schedule.zone}" required>
    </div>
    <fieldset>
      <legend>${legend} <span class="hint">Промежутки через запятую; пусто — выходной.</span></legend>
      <div class="week">${WEEKDAYS.map((day) => weekdayField(`${owner}-${day}`, day, schedule))}</div>
    </fieldset>`;
}

function weekdayField(id: string, day: Weekday, schedule: Schedule): Markup {
  const value = schedule.week[day].map((interval) => interval.join('–')).join(', ');
  return html`<label for="${id}">${WEEKDAY_RU[day]}</label><input id="${id}" name="${day}" value="${value}">`;
}

function listArea(name: string, label: string, values: string[]): Markup {
  return html`<div class="field">
    <label for="${name}">${label} <span class="hint">По одному в строке.</span></label>
    <textarea id="${name}" name="${name}" rows="6" required>${values.join('\n')}</textarea>
  </div>`;
}
