import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { ApiError } from '../lib/protocol/api.ts';
import type { AppDeps } from './deps.ts';
import { describeApi, type OpenApi } from './description/openapi.ts';
import { messagePage } from './pages/account.ts';
import { apiRoutes } from './routes/api.ts';
import { homeLink } from './routes/page-kit.ts';
import { pageRoutes } from './routes/pages.ts';
import { watchingRoutes } from './routes/watching.ts';
import { observe } from './watching/observe.ts';

/** The whole server but the port and the live channel. */
export function createApp(deps: AppDeps): Hono {
  const app = new Hono();
  app.use(observe(deps));
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'", 'https://*.chromiumapp.org', 'https://*.extensions.allizom.org'],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      // A form's origin is checked, so it must be sent; addresses with a token in them must not go elsewhere.
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      strictTransportSecurity: deps.origin.startsWith('https:'),
    }),
  );
  // No id holds this character and no database takes it.
  app.use((c, next) => (c.req.url.includes('%00') ? Promise.resolve(c.notFound()) : next()));
  app.route('/', watchingRoutes(deps));
  let description: OpenApi | undefined;
  app.get('/api/openapi.json', (c) => {
    description ??= describeApi(app.routes);
    return c.json(description);
  });
  app.route('/api', apiRoutes(deps));
  app.route('/', pageRoutes(deps));
  app.notFound(nothingHere);
  return app;
}

/** One for all: a handler of a part would never be asked. */
function nothingHere(c: Context): Response | Promise<Response> {
  if (c.req.path.startsWith('/api/')) return c.json({ error: { code: 'not-found' } } satisfies ApiError, 404);
  return c.html(messagePage('Страница не найдена', 'Такой страницы здесь нет.', homeLink(), null), 404);
}
