import { Hono } from 'hono';
import { inTenant, readTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { MARKS, readWishes, saveWishes } from '../mail/wishes.ts';
import { lettersPage } from '../pages/letters.ts';
import { type Pages, signedInOnly } from './page-kit.ts';

/** Which letters somebody gets is his own wish. */
export function letterRoutes(deps: AppDeps): Hono<Pages> {
  const { db, mailer } = deps;
  const letters = new Hono<Pages>();
  letters.use('/account/letters', signedInOnly(deps));

  letters.get('/account/letters', async (c) => {
    const { me, tenantId } = c.get('account');
    const wishes = await readTenant(db, tenantId, (trx) => readWishes(trx, me.person.id));
    const said = c.req.query('done') === 'saved' ? 'Сохранено.' : null;
    return c.html(lettersPage(me, wishes, mailer !== null, said));
  });

  letters.post('/account/letters', async (c) => {
    const { me, tenantId } = c.get('account');
    const form = await c.req.formData();
    const chosen = form.getAll('marks').map(Number);
    const wishes = { marks: MARKS.filter((mark) => chosen.includes(mark)), duties: form.get('duties') === 'yes' };
    await inTenant(db, tenantId, (trx) => saveWishes(trx, tenantId, me.person.id, wishes));
    return c.redirect('/account/letters?done=saved', 303);
  });

  return letters;
}
