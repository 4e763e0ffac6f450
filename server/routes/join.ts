import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { takeLinkAttempt } from '../auth/attempts.ts';
import { lookAtInvitation, redeemInvitation } from '../auth/invitations.ts';
import type { AppDeps } from '../deps.ts';
import { messagePage } from '../pages/account.ts';
import { joinPage } from '../pages/sign-in.ts';
import { createRateLimit, networkOf } from '../policies/rate-limit.ts';
import { readNewPassword } from './new-password.ts';
import { formOf, setCookies, visitorOf } from './page-kit.ts';

const DEAD = {
  unknown: 'Эта ссылка-приглашение не подходит.',
  used: 'Эта ссылка-приглашение уже использована.',
  expired: 'Срок этой ссылки-приглашения истёк.',
} as const;

/** RFC 5321, 4.5.3.1.3. */
const LONGEST_EMAIL = 254;

/** The only way to an account: a link that the administrator gave. */
export function joinRoutes(deps: AppDeps): Hono {
  const { db, now, signIn, clientOf } = deps;
  const join = new Hono();
  const attempts = createRateLimit({ burst: 30, perSecond: 0.5 });

  join.use('/join/*', async (c, next) => {
    const wait = attempts.take(networkOf(clientOf(c)), now());
    return wait === null ? await next() : tooMany(c);
  });

  join.get('/join/:token', async (c) => {
    const token = c.req.param('token');
    const found = await lookAtInvitation(db, token, now());
    if (found.state !== 'open') return dead(c, found.state);
    return c.html(joinPage({ token, name: found.name, email: '', trouble: null }));
  });

  join.post('/join/:token', async (c) => {
    const token = c.req.param('token');
    const email = (await formOf(c))('email');
    const found = await lookAtInvitation(db, token, now());
    if (found.state !== 'open') return dead(c, found.state);
    const again = (trouble: string) => c.html(joinPage({ token, name: found.name, email, trouble }), 400);

    if (!z.email().max(LONGEST_EMAIL).safeParse(email).success) return again('Это не похоже на адрес электронной почты.');
    const read = await readNewPassword(c, [email, found.name]);
    if (!read.ok) return again(read.problem);
    const { password } = read;
    if ((await takeLinkAttempt(db, token, now())) !== null) return tooMany(c);
    const outcome = await redeemInvitation(db, token, { email, password }, now());
    if (!outcome.ok) {
      const { problem } = outcome;
      return problem === 'email-taken' ? again('С этой почтой уже есть учётная запись. Укажите другую.') : dead(c, problem);
    }
    const signedIn = await signIn.signIn(email, password, visitorOf(c, deps));
    if (!signedIn.ok) return c.redirect('/sign-in', 303);
    setCookies(c, signedIn.cookies);
    return c.redirect('/', 303);
  });

  return join;
}

function tooMany(c: Context) {
  const todo = html`Подождите несколько минут и откройте ссылку ещё раз.`;
  return c.html(messagePage('Слишком много попыток', 'Попыток подряд было слишком много.', todo, null), 429);
}

function dead(c: Context, state: keyof typeof DEAD) {
  const todo = html`Попросите у администратора новую ссылку. Если учётная запись у вас уже есть, <a href="/sign-in">войдите</a>.`;
  return c.html(messagePage('Приглашение не действует', DEAD[state], todo, null), 410);
}
