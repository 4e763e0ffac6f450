import { html } from 'hono/html';
import { field, layout, type Markup, passwordFields, problem } from './layout.ts';

export function signInPage(next: string, email: string, trouble: string | null): Markup {
  return layout(
    'Вход',
    html`<section>
      ${problem(trouble)}
      <form method="post" action="/sign-in">
        <input type="hidden" name="next" value="${next}">
        ${field({ name: 'email', label: 'Электронная почта', type: 'email', value: email, autocomplete: 'username' })}
        ${field({ name: 'password', label: 'Пароль', type: 'password', autocomplete: 'current-password' })}
        <button>Войти</button>
      </form>
    </section>
    <p class="quiet">Учётную запись даёт администратор: он присылает ссылку-приглашение. Забыли пароль — попросите у него ссылку для смены.</p>`,
    null,
  );
}

/** The second step of signing in. */
export function codePage(next: string, trouble: string | null): Markup {
  return layout(
    'Код входа',
    html`<section>
      ${problem(trouble)}
      <form method="post" action="/sign-in/code">
        <input type="hidden" name="next" value="${next}">
        ${field({ name: 'code', label: 'Код из приложения', hint: 'Шесть цифр. Нет телефона под рукой — введите один из запасных кодов.', autocomplete: 'one-time-code', isCode: true })}
        <button>Войти</button>
      </form>
    </section>
    <p class="quiet">Нет ни телефона, ни запасных кодов? Попросите у администратора ссылку для смены пароля и второго фактора.
      <a href="/sign-in">Войти под другим именем</a></p>`,
    null,
  );
}

export interface JoinForm {
  token: string;
  name: string;
  email: string;
  trouble: string | null;
}

export function joinPage({ token, name, email, trouble }: JoinForm): Markup {
  return layout(
    `Здравствуйте, ${name}`,
    html`<section>
      <p>Вас пригласили работать в «Вовремя». Придумайте пароль — и можно начинать.</p>
      ${problem(trouble)}
      <form method="post" action="/join/${token}">
        ${field({ name: 'email', label: 'Электронная почта', hint: 'По ней вы будете входить.', type: 'email', value: email, autocomplete: 'username' })}
        ${passwordFields('Пароль')}
        <button>Создать учётную запись</button>
      </form>
    </section>`,
    null,
  );
}

export interface ResetForm {
  token: string;
  name: string;
  email: string;
  clearsSecondFactor: boolean;
  trouble: string | null;
}

export function resetPage({ token, name, email, clearsSecondFactor, trouble }: ResetForm): Markup {
  return layout(
    `Новый пароль: ${name}`,
    html`<section>
      <p>Входите вы по-прежнему по почте <strong>${email}</strong>. Прежний пароль перестанет подходить, сеансы закончатся, подключённые браузеры отключатся.</p>
      ${clearsSecondFactor ? html`<p>Второй фактор тоже будет снят: его можно настроить заново после входа.</p>` : ''}
      ${problem(trouble)}
      <form method="post" action="/reset/${token}">
        <input type="hidden" name="email" value="${email}" autocomplete="username">
        ${passwordFields('Новый пароль')}
        <button>Сменить пароль</button>
      </form>
    </section>`,
    null,
  );
}
