import { type Context, Hono } from 'hono';
import { cookieOf } from '../auth/library.ts';
import type { AppDeps } from '../deps.ts';
import { codePage, signInPage } from '../pages/sign-in.ts';
import { findAccount, formOf, ownPath, passwordOf, setCookies, visitorOf } from './page-kit.ts';

const TROUBLE = {
  wrong: 'Почта или пароль не подходят. Проверьте их и попробуйте ещё раз.',
  closed: 'Доступ закрыт администратором. Если это ошибка, обратитесь к нему.',
  over: 'Войдите ещё раз: время для кода вышло или попыток было слишком много.',
  code: 'Код не подходит. Введите тот, что приложение показывает сейчас, или другой запасной: каждый код действует один раз.',
  'too-many-codes': 'Слишком много неверных кодов. Подождите 15 минут и попробуйте ещё раз.',
} as const;

export function signInRoutes(deps: AppDeps): Hono {
  const { signIn, log } = deps;
  const routes = new Hono();

  routes.get('/sign-in', (c) => c.html(signInPage(ownPath(c.req.query('next')), '', null)));

  routes.post('/sign-in', async (c) => {
    const ask = await formOf(c);
    const [email, next] = [ask('email'), ownPath(ask('next'))];
    const outcome = await signIn.signIn(email, await passwordOf(c), visitorOf(c, deps));
    if (!outcome.ok) {
      log.info('sign-in-refused', { problem: outcome.problem });
      if (outcome.problem === 'wrong') return c.html(signInPage(next, email, TROUBLE.wrong), 401);
      c.header('Retry-After', String(outcome.waitSeconds));
      return c.html(signInPage(next, email, tooMany(outcome.waitSeconds)), 429);
    }
    if (!outcome.needsCode) return await enter(c, deps, outcome.cookies, next);
    setCookies(c, outcome.cookies);
    return c.redirect(`/sign-in/code?${new URLSearchParams({ next })}`, 303);
  });

  routes.get('/sign-in/code', (c) => c.html(codePage(ownPath(c.req.query('next')), null)));

  routes.post('/sign-in/code', async (c) => {
    const ask = await formOf(c);
    const next = ownPath(ask('next'));
    const outcome = await signIn.enterCode(c.req.raw.headers, ask('code'), visitorOf(c, deps));
    if (outcome.ok) return await enter(c, deps, outcome.cookies, next);
    log.info('code-refused', { problem: outcome.problem });
    if (outcome.problem === 'over') return c.html(signInPage(next, '', TROUBLE.over), 401);
    const isWrong = outcome.problem === 'wrong';
    return c.html(codePage(next, isWrong ? TROUBLE.code : TROUBLE['too-many-codes']), isWrong ? 401 : 429);
  });

  routes.post('/sign-out', async (c) => {
    setCookies(c, await signIn.signOut(c.req.raw.headers));
    return c.redirect('/sign-in', 303);
  });

  return routes;
}

/** The cookies are given only to somebody who may come in: the account alone does not say that. */
async function enter(c: Context, deps: AppDeps, cookies: string[], next: string): Promise<Response> {
  const entered = new Headers({ cookie: cookieOf(cookies) });
  const account = await findAccount(entered, deps);
  if (!account) {
    await deps.signIn.signOut(entered);
    return c.html(signInPage(next, '', TROUBLE.closed), 403);
  }
  deps.log.info('signed-in', { person: account.me.person.id, secondFactor: account.secondFactor });
  setCookies(c, cookies);
  return c.redirect(next, 303);
}

function tooMany(waitSeconds: number): string {
  const minutes = Math.max(1, Math.ceil(waitSeconds / 60));
  return `Слишком много попыток. Подождите ${minutes} мин. и попробуйте ещё раз.`;
}
