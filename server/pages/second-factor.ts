import { html, raw } from 'hono/html';
import { renderSVG } from 'uqr';
import type { Me } from '../../lib/protocol/api.ts';
import type { Enrolment } from '../auth/second-factor.ts';
import { field, layout, type Markup, problem } from './layout.ts';
import { ownPassword } from './security.ts';

const PATH = '/account/second-factor';

export interface SecondFactorFacts {
  isOn: boolean;
  isRequired: boolean;
  /** Where the person was going. */
  next: string;
  trouble: string | null;
}

export function secondFactorPage(me: Me, facts: SecondFactorFacts): Markup {
  return layout('Второй фактор', html`${problem(facts.trouble)}${facts.isOn ? ruling(facts) : beginning(facts)}`, me);
}

function beginning({ isRequired, next }: SecondFactorFacts): Markup {
  return html`<section>
    ${isRequired ? html`<p><strong>Администратор требует второй фактор. Пока он не настроен, остальные страницы закрыты.</strong></p>` : ''}
    <p>Кроме пароля при входе нужен будет код из приложения на телефоне: тогда узнанный кем-то пароль ему не поможет.
      Подойдёт любое приложение для одноразовых кодов (TOTP): Яндекс Ключ, Google Authenticator, Aegis, FreeOTP.</p>
    <form method="post" action="${PATH}/start">
      <input type="hidden" name="next" value="${next}">
      ${ownPassword()}
      <button>Настроить</button>
    </form>
  </section>`;
}

function ruling({ isRequired }: SecondFactorFacts): Markup {
  return html`<section>
      <h2>Запасные коды</h2>
      <p>Нужны, если телефона нет под рукой. Новые коды делают прежние негодными.</p>
      <form method="post" action="${PATH}/codes">${ownPassword('codes-password')}<button>Получить новые коды</button></form>
    </section>
    <section>
      <h2>${isRequired ? 'Другой телефон' : 'Другой телефон или отключение'}</h2>
      <p>${isRequired ? 'Второй фактор будет снят, и вы сразу настроите его заново: без него здесь не работают.' : 'Отключите второй фактор. Чтобы перейти на другой телефон, настройте его потом заново.'}</p>
      <form method="post" action="${PATH}/stop">${ownPassword('stop-password')}<button>${isRequired ? 'Снять и настроить заново' : 'Отключить'}</button></form>
    </section>`;
}

/** The secret is shown once; after a wrong code it is not repeated, the authenticator has it already. */
export function enrolPage(
  me: Me,
  { next, enrolment, trouble }: { next: string; enrolment: Enrolment | null; trouble: string | null },
): Markup {
  return layout(
    'Настройка второго фактора',
    html`<section>
      ${enrolment ? howToScan(enrolment) : ''}
      ${problem(trouble)}
      <form method="post" action="${PATH}/confirm">
        <input type="hidden" name="next" value="${next}">
        ${field({ name: 'code', label: 'Код из приложения', hint: 'Шесть цифр, которые приложение показывает сейчас.', autocomplete: 'one-time-code', isCode: true })}
        <button>Включить</button>
      </form>
    </section>
    <p class="quiet">Не получается? <a href="${PATH}">Начать заново</a></p>`,
    me,
  );
}

function howToScan({ uri, secret }: Enrolment): Markup {
  return html`<p>Откройте приложение на телефоне, добавьте запись и наведите камеру на рисунок.</p>
    <div class="qr" role="img" aria-label="QR-код для приложения">${raw(renderSVG(uri, { border: 4 }))}</div>
    <p>Не наводится? Введите ключ в приложении сами (по времени, 6 цифр):</p>
    <code class="secret">${secret.match(/.{1,4}/g)?.join(' ') ?? secret}</code>
    <p><a href="${uri}">Открыть приложение на этом устройстве</a></p>`;
}

export function backupCodesPage(me: Me, codes: string[], next: string): Markup {
  return layout(
    'Запасные коды',
    html`<section>
      <p>Второй фактор работает. Сохраните эти коды там, где найдёте их без телефона: распечатайте или перепишите.
        Каждый подходит один раз. <strong>Больше их увидеть нельзя.</strong></p>
      <ul class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
      <p><a class="button" href="${next}">Я сохранил коды, дальше</a></p>
    </section>`,
    me,
  );
}
