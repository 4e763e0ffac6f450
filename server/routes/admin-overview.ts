import type { Context } from 'hono';
import { openInvitations } from '../auth/invitations.ts';
import { readSecurity } from '../auth/tenant-security.ts';
import { readTenant, type Trx } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { noteRead } from '../journal/reads.ts';
import { adminPage } from '../pages/admin.ts';
import { inWords } from '../pages/moments.ts';
import { grantableRoles } from '../policies/visibility.ts';
import { readBodies, tenantProfiles } from '../reference.ts';
import { type Pages, readerOf } from './page-kit.ts';

const DONE = {
  'body-added': 'Орган добавлен.',
  'body-saved': 'Орган сохранён.',
  'invitation-over': 'Этого приглашения уже нет: по нему пришли, или его отозвали раньше.',
  'invitation-revoked': 'Приглашение отозвано: ссылка больше не действует.',
  'person-disabled': 'Доступ закрыт: человек вышел на всех устройствах.',
  'security-saved': 'Правила входа сохранены.',
  'settings-saved': 'Настройки сохранены.',
} as const;

/** Redirects, so that a page loaded again does not do it again. */
export function done(c: Context, what: keyof typeof DONE): Response {
  return c.redirect(`/admin?done=${what}`, 303);
}

export async function show(c: Context<Pages>, deps: AppDeps, trouble: string | null): Promise<Response> {
  const what = c.req.query('done') ?? '';
  const said = trouble === null && Object.hasOwn(DONE, what) ? DONE[what as keyof typeof DONE] : null;
  const facts = await readTenant(deps.db, c.get('account').tenantId, async (trx) => {
    const found = await factsOf(trx, c, deps);
    await noteRead(trx, { ...readerOf(c), what: 'people', personIds: found.people.map(({ id }) => id), at: deps.now() });
    return found;
  });
  return c.html(adminPage(c.get('account').me, { ...facts, trouble, done: said }), trouble ? 400 : 200);
}

/** For the server's own use; what is shown goes through `show`. */
export function readFacts(c: Context<Pages>, deps: AppDeps) {
  return readTenant(deps.db, c.get('account').tenantId, (trx) => factsOf(trx, c, deps));
}

async function factsOf(trx: Trx, c: Context<Pages>, { library, now }: AppDeps) {
  const people = await trx.selectFrom('person').selectAll().orderBy('name').execute();
  const settings = await trx.selectFrom('tenant_settings').selectAll().executeTakeFirstOrThrow();
  return {
    people: people.map((row) => ({
      id: row.id,
      name: row.name,
      roles: row.roles,
      bodyId: row.body_id,
      disabled: row.disabled_at !== null,
    })),
    invitations: (await openInvitations(trx, now())).map(({ expiresAt, ...one }) => ({
      ...one,
      until: inWords(expiresAt, c.get('account').zone),
    })),
    security: await readSecurity(trx),
    bodies: await readBodies(trx),
    roles: grantableRoles(await tenantProfiles(trx, library)),
    topics: settings.topics,
    locations: settings.locations,
    schedules: settings.schedules,
    centre: settings.schedules.centre,
    retentionMonths: settings.retention_months,
    title: c.get('account').me.tenant.title,
  };
}
