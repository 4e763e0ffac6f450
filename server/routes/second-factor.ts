import { type Context, Hono } from 'hono';
import type { AppDeps } from '../deps.ts';
import { backupCodesPage, enrolPage, secondFactorPage } from '../pages/second-factor.ts';
import { askAgain } from './ask-again.ts';
import { formOf, ownPath, type Pages, passwordOf, SECOND_FACTOR, setCookies, signedInOnly, visitorOf } from './page-kit.ts';

const TROUBLE = {
  code: 'Код не подходит. Проверьте, что часы телефона точные, и введите тот код, что приложение показывает сейчас.',
  again: 'Не получилось. Начните ещё раз.',
} as const;

/** Setting the second factor up and taking it off, by the person himself. */
export function secondFactorRoutes(deps: AppDeps): Hono<Pages> {
  const { signIn, log } = deps;
  const routes = new Hono<Pages>();
  routes.use(`${SECOND_FACTOR}/*`, signedInOnly(deps));

  routes.get(SECOND_FACTOR, (c) => show(c, ownPath(c.req.query('next')), null));

  routes.post(`${SECOND_FACTOR}/start`, async (c) => {
    const next = ownPath((await formOf(c))('next'));
    const trouble = await askAgain(c, deps);
    if (trouble) return show(c, next, trouble);
    const enrolment = await signIn.startSecondFactor(c.req.raw.headers, await passwordOf(c), visitorOf(c, deps));
    return enrolment ? c.html(enrolPage(c.get('account').me, { next, enrolment, trouble: null })) : show(c, next, TROUBLE.again);
  });

  routes.post(`${SECOND_FACTOR}/confirm`, async (c) => {
    const { me } = c.get('account');
    const ask = await formOf(c);
    const next = ownPath(ask('next'));
    const confirmed = await signIn.confirmSecondFactor(c.req.raw.headers, ask('code'), visitorOf(c, deps));
    if (!confirmed) return c.html(enrolPage(me, { next, enrolment: null, trouble: TROUBLE.code }), 400);
    setCookies(c, confirmed.cookies);
    log.info('second-factor-on', { person: me.person.id });
    return c.html(backupCodesPage(me, confirmed.backupCodes, next));
  });

  routes.post(`${SECOND_FACTOR}/codes`, async (c) => {
    const trouble = await askAgain(c, deps);
    if (trouble) return show(c, '/account', trouble);
    const codes = await signIn.renewBackupCodes(c.req.raw.headers, await passwordOf(c), visitorOf(c, deps));
    return codes ? c.html(backupCodesPage(c.get('account').me, codes, '/account')) : show(c, '/account', TROUBLE.again);
  });

  routes.post(`${SECOND_FACTOR}/stop`, async (c) => {
    const trouble = await askAgain(c, deps);
    if (trouble) return show(c, '/account', trouble);
    const cookies = await signIn.stopSecondFactor(c.req.raw.headers, await passwordOf(c), visitorOf(c, deps));
    if (!cookies) return show(c, '/account', TROUBLE.again);
    setCookies(c, cookies);
    log.info('second-factor-off', { person: c.get('account').me.person.id });
    return c.redirect('/account?done=second-factor-off', 303);
  });

  return routes;
}

function show(c: Context<Pages>, next: string, trouble: string | null) {
  const { me, secondFactor, security } = c.get('account');
  const facts = { isOn: secondFactor, isRequired: security.requireSecondFactor, next, trouble };
  return c.html(secondFactorPage(me, facts), trouble ? 400 : 200);
}
