import { html } from 'hono/html';
import type { Me } from '../../lib/protocol/api.ts';
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
  return html`${mayAdminister(me.person) ? html`<a href="/admin">Управление</a>` : ''}
    <form method="post" action="/sign-out"><button class="plain">Выйти</button></form>`;
}

export interface Field {
  name: string;
  label: string;
  hint?: string;
  type?: 'text' | 'email' | 'password' | 'url';
  value?: string;
  autocomplete?: string;
  required?: boolean;
}

export function field({ name, label, hint, type = 'text', value = '', autocomplete = 'off', required = true }: Field): Markup {
  return html`<div class="field">
    <label for="${name}">${label}${hint ? html` <span class="hint" id="${name}-hint">${hint}</span>` : ''}</label>
    <input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}"
      ${hint ? html`aria-describedby="${name}-hint"` : ''} ${required ? 'required' : ''}>
  </div>`;
}

export function problem(text: string | null): Markup {
  return text === null ? html`` : html`<p class="problem" role="alert">${text}</p>`;
}
