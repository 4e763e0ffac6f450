import type { Context, Hono } from 'hono';
import type { NetworkId } from '../../lib/domain/cases/model.ts';
import { dayOf, onOf, zoneOf } from '../../lib/domain/worktime/zone.ts';
import { PAGE_FEATURES, parsedJson } from '../../lib/protocol/page-rules.ts';
import { parseSelectors } from '../../lib/protocol/selectors-schema.ts';
import { readTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { noteRead } from '../journal/reads.ts';
import { unreadKinds } from '../page-rules/health-summary.ts';
import { readPageHealth } from '../page-rules/page-health.ts';
import { addRevision, readRevisions } from '../page-rules/page-rules.ts';
import { NETWORKS, type PageRulesFacts, pageRulesPage } from '../pages/page-rules.ts';
import { formOf, type Pages, readerOf } from './page-kit.ts';

const DONE = {
  saved: 'Новая редакция действует. Расширения получат её при ближайшей связи с сервером.',
  back: 'Прежняя редакция снова действует.',
  switched: 'Переключатели сохранены.',
} as const;

/** How pages of the networks are read: a file is tried, put in force and taken back; each part of the work is switched off alone. */
export function pageRulesRoutes(admin: Hono<Pages>, deps: AppDeps): void {
  const { db, now, log } = deps;
  const make = async (c: Context<Pages>, network: NetworkId, change: Parameters<typeof addRevision>[2]) => {
    const { tenantId, me } = c.get('account');
    const revision = await addRevision(db, { tenantId, personId: me.person.id, network }, change, now());
    log.info('page-rules-changed', { by: me.person.id, network, revision });
  };

  admin.get('/admin/pages', (c) => show(c, deps));

  admin.post('/admin/pages', async (c) => {
    const ask = await formOf(c);
    const [network, file] = [networkOf(ask('network')), ask('file')];
    const read = network && parseSelectors(parsedJson(file), network, null);
    if (!network || !read) return await show(c, deps, { trouble: 'Это не файл селекторов выбранной сети.', file });
    const found = Object.entries(read.selectors).map(([role, entries]) => `${role}: ${entries.length}`);
    if (ask('act') !== 'save') return await show(c, deps, { tried: { network, found, warnings: read.warnings }, file });
    if (found.length === 0) return await show(c, deps, { trouble: 'В файле не осталось ни одной годной записи.', file });
    await make(c, network, { selectors: file });
    return c.redirect('/admin/pages?done=saved', 303);
  });

  admin.post('/admin/pages/:network/back', async (c) => {
    const network = networkOf(c.req.param('network'));
    const ask = await formOf(c);
    const revisions = await readTenant(db, c.get('account').tenantId, readRevisions);
    const wanted = revisions.find((one) => one.network === network && one.revision === Number(ask('revision')));
    if (!network || (!wanted && ask('revision') !== '0')) return await show(c, deps, { trouble: 'Такой редакции нет.' });
    await make(c, network, { selectors: wanted?.selectors ?? null });
    return c.redirect('/admin/pages?done=back', 303);
  });

  admin.post('/admin/pages/:network/switches', async (c) => {
    const network = networkOf(c.req.param('network'));
    if (!network) return await show(c, deps, { trouble: 'Такой сети нет.' });
    const ask = await formOf(c);
    await make(c, network, { off: PAGE_FEATURES.filter((feature) => ask(feature) !== 'on') });
    return c.redirect('/admin/pages?done=switched', 303);
  });
}

async function show(c: Context<Pages>, { db, rulesSigner, now }: AppDeps, said: Partial<PageRulesFacts> = {}): Promise<Response> {
  const { tenantId, me, zone } = c.get('account');
  const what = c.req.query('done') ?? '';
  const done = !said.trouble && Object.hasOwn(DONE, what) ? DONE[what as keyof typeof DONE] : null;
  const known = await readTenant(db, tenantId, async (trx) => {
    const revisions = await readRevisions(trx);
    const personIds = [...new Set(revisions.map(({ byId }) => byId))];
    await noteRead(trx, { ...readerOf(c), what: 'page-rules', personIds, at: now() });
    return { revisions, unread: unreadKinds(await readPageHealth(trx), onOf(dayOf(now(), zoneOf(zone)))) };
  });
  const facts = { ...known, zone, isSigned: rulesSigner !== null, trouble: null, done, tried: null, file: '', ...said };
  return c.html(pageRulesPage(me, facts), said.trouble ? 400 : 200);
}

function networkOf(asked: string | undefined): NetworkId | null {
  return NETWORKS.find(({ id }) => id === asked)?.id ?? null;
}
