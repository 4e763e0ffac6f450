import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { clearAttempts } from '../auth/attempts.ts';
import { lookAtReset, type ResetState, redeemReset } from '../auth/resets.ts';
import type { AppDeps } from '../deps.ts';
import { messagePage } from '../pages/account.ts';
import { resetPage } from '../pages/sign-in.ts';
import { createRateLimit, networkOf } from '../policies/rate-limit.ts';
import { readNewPassword } from './new-password.ts';

const DEAD = {
  unknown: 'Эта ссылка не подходит.',
  used: 'Эта ссылка уже использована.',
  expired: 'Срок этой ссылки истёк.',
} as const;

/** A new password by a link of the administrator. */
export function resetRoutes({ db, now, clientOf, log }: AppDeps): Hono {
  const routes = new Hono();
  const attempts = createRateLimit({ burst: 30, perSecond: 0.5 });

  routes.use('/reset/*', async (c, next) => {
    const wait = attempts.take(networkOf(clientOf(c)), now());
    return wait === null ? await next() : tooMany(c);
  });

  routes.get('/reset/:token', async (c) => {
    const token = c.req.param('token');
    const found = await lookAtReset(db, token, now());
    return found.state === 'open' ? c.html(resetPage({ token, ...found, trouble: null })) : dead(c, found.state);
  });

  routes.post('/reset/:token', async (c) => {
    const token = c.req.param('token');
    const found = await lookAtReset(db, token, now());
    if (found.state !== 'open') return dead(c, found.state);
    const read = await readNewPassword(c, [found.email, found.name]);
    if (!read.ok) return c.html(resetPage({ token, ...found, trouble: read.problem }), 400);
    const outcome = await redeemReset(db, token, read.password, now());
    if (outcome !== 'open') return dead(c, outcome);
    await clearAttempts(db, found.email, clientOf(c));
    log.info('password-reset', { secondFactorCleared: found.clearsSecondFactor });
    return c.html(
      messagePage('Пароль изменён', 'Прежние сеансы закончены, подключённые браузеры отключены.', signInLink(), null),
    );
  });

  return routes;
}

function tooMany(c: Context) {
  const todo = html`Подождите минуту и откройте ссылку ещё раз.`;
  return c.html(messagePage('Слишком много попыток', 'Попыток подряд было слишком много.', todo, null), 429);
}

function signInLink() {
  return html`<a href="/sign-in">Войти с новым паролем</a>`;
}

function dead(c: Context, state: Exclude<ResetState['state'], 'open'>) {
  const todo = html`Попросите у администратора новую ссылку или <a href="/sign-in">войдите</a>, если помните пароль.`;
  return c.html(messagePage('Ссылка не действует', DEAD[state], todo, null), 410);
}
