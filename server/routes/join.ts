import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { lookAtInvitation, redeemInvitation } from '../auth/invitations.ts';
import type { AppDeps } from '../deps.ts';
import { joinPage, messagePage } from '../pages/account.ts';
import { createRateLimit } from '../policies/rate-limit.ts';

const MIN_PASSWORD = 10;
const MAX_PASSWORD = 128;

const DEAD = {
  unknown: 'Эта ссылка-приглашение не подходит.',
  used: 'Эта ссылка-приглашение уже использована.',
  expired: 'Срок этой ссылки-приглашения истёк.',
} as const;

/** The only way to an account: a link that the administrator gave. */
export function joinRoutes({ db, now, signIn, clientOf }: AppDeps): Hono {
  const join = new Hono();
  const attempts = createRateLimit({ burst: 30, perSecond: 0.5 });

  join.use('/join/*', async (c, next) => {
    const wait = attempts.take(clientOf(c), now());
    return wait === null ? await next() : c.text('Слишком много попыток. Подождите минуту.', 429);
  });

  join.get('/join/:token', async (c) => {
    const token = c.req.param('token');
    const found = await lookAtInvitation(db, token, now());
    if (found.state !== 'open') return dead(c, found.state);
    return c.html(joinPage({ token, name: found.name, email: '', trouble: null }));
  });

  join.post('/join/:token', async (c) => {
    const token = c.req.param('token');
    const form = await c.req.formData();
    const email = String(form.get('email') ?? '').trim();
    const password = String(form.get('password') ?? '');
    const found = await lookAtInvitation(db, token, now());
    if (found.state !== 'open') return dead(c, found.state);
    const again = (trouble: string) => c.html(joinPage({ token, name: found.name, email, trouble }), 400);

    const trouble = troubleWith(email, password, String(form.get('again') ?? ''));
    if (trouble) return again(trouble);
    const outcome = await redeemInvitation(db, token, { email, password }, now());
    if (!outcome.ok) {
      const { problem } = outcome;
      return problem === 'email-taken' ? again('С этой почтой уже есть учётная запись. Укажите другую.') : dead(c, problem);
    }
    const signedIn = await signIn.signIn(email, password, clientOf(c));
    if (!signedIn.ok) return c.redirect('/sign-in', 303);
    for (const cookie of signedIn.cookies) c.header('Set-Cookie', cookie, { append: true });
    return c.redirect('/', 303);
  });

  return join;
}

function troubleWith(email: string, password: string, again: string): string | null {
  if (!z.email().safeParse(email).success) return 'Это не похоже на адрес электронной почты.';
  if (password.length < MIN_PASSWORD) return `Пароль слишком короткий: нужно не меньше ${MIN_PASSWORD} знаков.`;
  if (password.length > MAX_PASSWORD) return `Пароль слишком длинный: не больше ${MAX_PASSWORD} знаков.`;
  return password === again ? null : 'Пароли не совпадают.';
}

function dead(c: Context, state: keyof typeof DEAD) {
  const todo = html`Попросите у администратора новую ссылку. Если учётная запись у вас уже есть, <a href="/sign-in">войдите</a>.`;
  return c.html(messagePage('Приглашение не действует', DEAD[state], todo, null), 410);
}
