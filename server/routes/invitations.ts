import type { Hono } from 'hono';
import { INVITATION_DAYS, inviteAs, revokeInvitations } from '../auth/invitations.ts';
import { inTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { linkPage } from '../pages/admin.ts';
import { readInvitation } from './admin-forms.ts';
import { done, readFacts, show } from './admin-overview.ts';
import { formOf, type Pages } from './page-kit.ts';

/** Who may come: a link is given once and can be taken back until it is used. */
export function invitationRoutes(admin: Hono<Pages>, deps: AppDeps): void {
  const { db, now, origin, log } = deps;
  admin.post('/admin/people', async (c) => {
    const { tenantId, me } = c.get('account');
    const known = await readFacts(c, deps);
    const chosen = (await c.req.formData()).getAll('roles').map(String);
    const read = readInvitation(tenantId, await formOf(c), chosen, known);
    if (!read.ok) return show(c, deps, read.problem);
    const given = await inviteAs(db, read.value, me.person.id, now());
    if (given === null) return c.redirect('/sign-in', 303);
    log.info('invited', { by: me.person.id, invitation: given.id });
    const text = `Передайте её: ${read.value.name}. Она подходит один раз и действует ${INVITATION_DAYS} дней.`;
    return c.html(linkPage(me, { title: 'Приглашение готово', text, link: `${origin}/join/${given.token}` }));
  });

  admin.post('/admin/invitations/:id/revoke', async (c) => {
    const { tenantId, me } = c.get('account');
    const id = c.req.param('id');
    const isRevoked = await inTenant(db, tenantId, (trx) => revokeInvitations(trx, { id }, now()));
    if (!isRevoked) return done(c, 'invitation-over');
    log.info('invitation-revoked', { by: me.person.id, invitation: id });
    return done(c, 'invitation-revoked');
  });
}
