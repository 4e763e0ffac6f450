import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { troubleOf } from '../db/trouble.ts';
import type { AppDeps } from '../deps.ts';
import { messagePage } from '../pages/account.ts';
import { isOwnForm } from '../policies/origins.ts';
import { routeOf } from '../watching/observe.ts';
import { accountRoutes } from './account.ts';
import { adminRoutes } from './admin.ts';
import { connectRoutes } from './connect.ts';
import { dutyRoutes } from './duties.ts';
import { joinRoutes } from './join.ts';
import { letterRoutes } from './letters.ts';
import { homeLink, type Pages } from './page-kit.ts';
import { resetRoutes } from './reset.ts';
import { secondFactorRoutes } from './second-factor.ts';
import { securityRoutes } from './security.ts';
import { signInRoutes } from './sign-in.ts';

const FORM_BYTES = 100_000;
const TROUBLE = {
  'disk-full': 'На диске сервера кончилось место, поэтому ничего не записано. Скажите администратору и повторите позже.',
  unavailable: 'База данных не отвечает, поэтому ничего не записано. Повторите через минуту.',
};
const style = readFileSync(join(import.meta.dirname, '../pages/style.css'), 'utf8');

/** The server's own pages: forms and links, nothing that needs a script. */
export function pageRoutes(deps: AppDeps): Hono<Pages> {
  const pages = new Hono<Pages>();
  pages.get('/style.css', (c) =>
    c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'max-age=600' }),
  );
  // Browsers ask for it unasked; nothing here has a picture.
  pages.get('/favicon.ico', (c) => c.body(null, 204));
  pages.use(bodyLimit({ maxSize: FORM_BYTES, onError: tooLarge }));
  pages.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    const isForm = c.req.method !== 'GET' && c.req.method !== 'HEAD';
    if (isForm && !isOwnForm(c.req.raw.headers, deps.origin)) return foreignForm(c);
    return isForm && !(await canBeRead(c)) ? unreadableForm(c) : await next();
  });
  pages.route('/', signInRoutes(deps));
  pages.route('/', joinRoutes(deps));
  pages.route('/', resetRoutes(deps));
  pages.route('/', accountRoutes(deps));
  pages.route('/', dutyRoutes(deps));
  pages.route('/', letterRoutes(deps));
  pages.route('/', secondFactorRoutes(deps));
  pages.route('/', securityRoutes(deps));
  pages.route('/', connectRoutes(deps));
  pages.route('/', adminRoutes(deps));
  pages.onError((problem, c) => {
    deps.log.error('page', problem, { method: c.req.method, route: routeOf(c) });
    const trouble = troubleOf(problem);
    if (trouble === 'disk-full') deps.room.refused();
    if (trouble !== null)
      return c.html(messagePage('Сервер сейчас не может этого сделать', TROUBLE[trouble], homeLink(), null), 503);
    return c.html(messagePage('Ошибка на сервере', 'Не получилось из-за ошибки на сервере.', homeLink(), null), 500);
  });
  return pages;
}

function foreignForm(c: Context): Response | Promise<Response> {
  return c.html(
    messagePage('Форма отправлена не отсюда', 'Эту форму отправила другая страница, поэтому она не принята.', homeLink(), null),
    403,
  );
}

/** A form of another kind, a torn one, or one with a character that no database holds. */
async function canBeRead(c: Context): Promise<boolean> {
  try {
    const values = [...(await c.req.formData()).values()];
    return !values.some((value) => typeof value === 'string' && value.includes('\0'));
  } catch {
    return false;
  }
}

function unreadableForm(c: Context): Response | Promise<Response> {
  const text = 'Форма не прочитана: она повреждена по дороге или отправлена не этой страницей. Вернитесь и отправьте её ещё раз.';
  return c.html(messagePage('Форма не прочитана', text, homeLink(), null), 400);
}

/** The rest of the body is not read, so the line cannot be used again. */
function tooLarge(c: Context): Response | Promise<Response> {
  c.header('Connection', 'close');
  return c.html(
    messagePage('Форма слишком велика', 'Столько эта форма не принимает. Сократите написанное.', homeLink(), null),
    413,
  );
}
