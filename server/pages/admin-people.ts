import { html } from 'hono/html';
import type { Body } from '../../lib/domain/cases/model.ts';
import type { Me, Person } from '../../lib/protocol/api.ts';
import { field, type Markup } from './layout.ts';

export interface PeopleFacts {
  people: (Person & { disabled: boolean })[];
  /** Links by which somebody may still come. */
  invitations: { id: string; name: string; roles: string[]; bodyId: string | null; createdBy: string | null; until: string }[];
  bodies: Body[];
  roles: { id: string; titleRu: string; needsBody: boolean }[];
}

/** Who is here, who was invited, and the form to invite by. */
export function peopleLists(me: Me, facts: PeopleFacts): Markup {
  return html`<ul class="rows">${facts.people.map((person) => personLine(person, facts, me))}</ul>
    ${
      facts.invitations.length === 0
        ? ''
        : html`<h3>Приглашены и ещё не пришли</h3>
    <ul class="rows">${facts.invitations.map((invitation) => invitationLine(invitation, facts))}</ul>`
    }
    <details><summary>Пригласить</summary>${inviteForm(facts)}</details>`;
}

function personLine(person: PeopleFacts['people'][number], facts: PeopleFacts, me: Me): Markup {
  return html`<li>
    <span><a href="/admin/people/${person.id}">${person.name}</a><br><span class="quiet">${placeOf(person, facts)}</span></span>
    ${person.disabled ? html`<span class="quiet">отключён</span>` : person.id === me.person.id ? html`<span class="quiet">это вы</span>` : ''}
  </li>`;
}

function invitationLine(invitation: PeopleFacts['invitations'][number], facts: PeopleFacts): Markup {
  const { id, name, createdBy, until } = invitation;
  const inviter = facts.people.find((person) => person.id === createdBy)?.name;
  return html`<li>
    <span>${name}<br><span class="quiet">${placeOf(invitation, facts)} · ссылка действует до ${until}${inviter ? html` · пригласивший: ${inviter}` : ''}</span></span>
    <form method="post" action="/admin/invitations/${id}/revoke"><button class="plain" aria-label="Отозвать приглашение: ${name}">Отозвать</button></form>
  </li>`;
}

function placeOf({ roles: held, bodyId }: { roles: string[]; bodyId: string | null }, { roles, bodies }: PeopleFacts): string {
  const titles = held.map((id) => roles.find((role) => role.id === id)?.titleRu ?? id).join(', ');
  const body = bodies.find(({ id }) => id === bodyId);
  return body ? `${titles} · ${body.title}` : titles;
}

function inviteForm({ roles, bodies }: PeopleFacts): Markup {
  return html`<form method="post" action="/admin/people">
    ${field({ name: 'name', label: 'Имя и фамилия' })}
    <fieldset>
      <legend>Роли</legend>
      ${roles.map((role) => html`<label class="choice"><input type="checkbox" name="roles" value="${role.id}"> ${role.titleRu}</label>`)}
    </fieldset>
    <div class="field">
      <label for="bodyId">Орган <span class="hint">Нужен исполнителям.</span></label>
      <select id="bodyId" name="bodyId">
        <option value="">— не относится —</option>
        ${bodies.map((body) => html`<option value="${body.id}">${body.title}</option>`)}
      </select>
    </div>
    <label class="choice"><input type="checkbox" name="defaultExecutor" value="yes"> получает поручения этого органа</label>
    <p></p>
    <button>Создать приглашение</button>
  </form>`;
}
