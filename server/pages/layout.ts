import { html } from 'hono/html';
import { actorOf } from '../../lib/protocol/actor.ts';
import type { Me } from '../../lib/protocol/api.ts';
import { PASSWORD_CHARACTERS } from '../policies/password.ts';
import { mayAdminister } from '../policies/visibility.ts';

/** What `html` gives; values put into it are escaped. */
export type Markup = ReturnType<typeof html>;

export function layout(title: string, content: Markup, me: Me | null): Markup {
  return html`<!doctype html>
<html lang="ru">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${title} — Вовремя</title>
    <link rel="stylesheet" href="/style.css">
  </head>
  <body>
    <header>
      <a class="brand" href="/">Вовремя</a>
      ${me ? navigation(me) : ''}
    </header>
    <main>
      <h1>${title}</h1>
      ${content}
    </main>
  </body>
</html>`;
}

function navigation(me: Me): Markup {
  return html`${mayAdminister(actorOf(me)) ? html`<a href="/admin">Управление</a>` : ''}
    <a href=\"/duties\">Обязанности</a>
    <a href="/account">Вход и безопасность</a>
    <form method="post" action="/sign-out"><button class="plain">Выйти</button></form>`;
}

export interface Field {
  name: string;
  /** Where a page has two fields of one name. */
  id?: string;
  label: string;
  hint?: string;
  type?: 'text' | 'email' | 'password' | 'number' | 'datetime-local';
  value?: string;
  autocomplete?: string;
  required?: boolean;
  /** A code read from elsewhere: large digits, no corrections. */
  isCode?: boolean;
}

export function field(asked: Field): Markup {
  const {
    name,
    id = name,
    label,
    hint,
    type = 'text',
    value = '',
    autocomplete = 'off',
    required = true,
    isCode = false,
  } = asked;
  return html`<div class="field">
    <label for="${id}">${label}${hint ? html` <span class="hint" id="${id}-hint">${hint}</span>` : ''}</label>
    <input id="${id}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}"
      ${isCode ? html`class="code" autocapitalize="off" spellcheck="false"` : ''}
      ${hint ? html`aria-describedby="${id}-hint"` : ''} ${required ? 'required' : ''}>
  </div>`;
}

/** A new password, twice. */
export function passwordFields(label: string): Markup {
  const hint = `Не короче ${PASSWORD_CHARACTERS.min} знаков. Лучше всего несколько слов, которые не стоят рядом; пробелы можно.`;
  return html`${field({ name: 'password', label, hint, type: 'password', autocomplete: 'new-password' })}
    ${field({ name: 'again', label: `${label} ещё раз`, type: 'password', autocomplete: 'new-password' })}`;
}

export function done(text: string | null): Markup {
  return text === null ? html`` : html`<p class="done" role="status">${text}</p>`;
}

export function problem(text: string | null): Markup {
  return text === null ? html`` : html`<p class="problem" role="alert">${text}</p>`;
}
