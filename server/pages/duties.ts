import { html } from 'hono/html';
import type { DutyTurn } from '../../lib/domain/duties/duty-turns.ts';
import type { Me } from '../../lib/protocol/api.ts';
import { STATE } from './duty-words.ts';
import { done, layout, type Markup, problem } from './layout.ts';

export interface DutyFacts {
  key: string;
  title: string;
  /** Who owes it to whom, by which clause of which regulation. */
  owed: string;
  clause: string;
  /** Newest first. */
  turns: (DutyTurn & { due: string; grace: string | null; told: { by: string; at: string; what: string } | null })[];
  mayMark: boolean;
  /** Zone in which moments are told and asked. */
  zone: string;
}

export interface DutiesFacts {
  duties: DutyFacts[];
  trouble: string | null;
  done: string | null;
  /** Id for the next record: a form sent twice records once. */
  nextId: () => string;
  /** Now on the wall of a zone, as a form field holds it. */
  nowIn: (zone: string) => string;
}

export function dutiesPage(me: Me, facts: DutiesFacts): Markup {
  return layout(
    'Периодические обязанности',
    html`${problem(facts.trouble)}${done(facts.done)}
    ${facts.duties.length === 0 ? html`<section><p>По вашему регламенту за вами ничего не значится.</p></section>` : ''}
    ${facts.duties.map((duty, index) => dutySection(duty, index, facts))}`,
    me,
  );
}

function dutySection(duty: DutyFacts, index: number, facts: DutiesFacts): Markup {
  const open = duty.turns.filter((turn) => turn.doneAt === null);
  return html`<section aria-labelledby="duty-${index}">
    <h2 id="duty-${index}">${duty.title}</h2>
    <p class="quiet">${duty.owed}, п. ${duty.clause}</p>
    <ul class="rows">${duty.turns.map(turnLine)}</ul>
    ${duty.mayMark && open.length > 0 ? html`<details><summary>Отметить исполнение<span class="sr-only">: ${duty.title}</span></summary>${markForm(duty, open, index, facts)}</details>` : ''}
  </section>`;
}

function turnLine({ due, grace, state, told, approved }: DutyFacts['turns'][number]): Markup {
  return html`<li>
    <span>до ${due}${grace ? html` <span class="quiet">(крайний срок ${grace})</span>` : ''}${approved ? '' : html` <span class="quiet">· календарь этого года не утверждён</span>`}
      ${told ? html`<br><span class="quiet">${told.at}, ${told.by}: ${told.what}</span>` : ''}</span>
    <span class="${state === 'late' ? 'problem' : state === 'done' ? 'done' : 'quiet'}">${STATE[state]}</span>
  </li>`;
}

function markForm({ key, zone }: DutyFacts, open: DutyFacts['turns'], index: number, { nextId, nowIn }: DutiesFacts): Markup {
  const id = (name: string) => `${name}-${index}`;
  return html`<form method="post" action="/duties/done">
    <input type="hidden" name="id" value="${nextId()}">
    <input type="hidden" name="key" value="${key}">
    <div class="field">
      <label for="${id('due')}">За какой срок</label>
      <select id="${id('due')}" name="dueAt">${open.toReversed().map((turn) => html`<option value="${turn.dueAt}">до ${turn.due}</option>`)}</select>
    </div>
    <div class="field">
      <label for="${id('at')}">Когда отправлено <span class="hint" id="${id('at')}-hint">Часовой пояс ${zone}.</span></label>
      <input id="${id('at')}" name="doneAt" type="datetime-local" value="${nowIn(zone)}" required aria-describedby="${id('at')}-hint">
    </div>
    <div class="field">
      <label for="${id('what')}">Что отправлено <span class="hint" id="${id('what')}-hint">Например: отчёт за февраль, письмо № 12. Без имён граждан.</span></label>
      <textarea id="${id('what')}" name="what" rows="3" maxlength="2000" required aria-describedby="${id('what')}-hint"></textarea>
    </div>
    <button>Отметить</button>
  </form>`;
}
