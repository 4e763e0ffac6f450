import type { Hono } from 'hono';
import { endPlace } from '../auth/end-place.ts';
import type { AppDeps } from '../deps.ts';
import { fromField } from '../pages/moments.ts';
import { type NewSubstitute, setSubstitute } from '../substitutes.ts';
import type { Read } from './admin-forms.ts';
import { nobody, showPerson } from './admin-person.ts';
import { formOf, type Pages } from './page-kit.ts';

const LONGEST_DAYS = 366;
const DAY_MS = 24 * 3_600_000;

/** Who takes an absent person's place: set and ended by the administrator. */
export function substituteRoutes(admin: Hono<Pages>, deps: AppDeps): void {
  const { db, now, log } = deps;
  admin.post('/admin/people/:id/substitutes', async (c) => {
    const { tenantId, me, zone } = c.get('account');
    const personId = c.req.param('id');
    const read = readTerm(await formOf(c), personId, zone, now());
    if (!read.ok) return await showPerson(c, deps, read.problem);
    const id = await setSubstitute(db, tenantId, me.person.id, read.value, now());
    if (id === null) return await showPerson(c, deps, 'Выберите замещающего из списка.');
    log.info('substitute-set', { by: me.person.id, absent: personId, substitute: read.value.substituteId });
    return c.redirect(`/admin/people/${encodeURIComponent(personId)}?done=substitute-set`, 303);
  });

  admin.post('/admin/people/:id/substitutes/:term/end', async (c) => {
    const { tenantId, me } = c.get('account');
    const ended = await endPlace(db, tenantId, me.person.id, c.req.param('term'), now());
    if (!ended) return await nobody(c);
    log.info('substitute-ended', { by: me.person.id, term: c.req.param('term') });
    return c.redirect(`/admin/people/${encodeURIComponent(c.req.param('id'))}?done=substitute-ended`, 303);
  });
}

function readTerm(ask: (name: string) => string, absentId: string, zone: string, now: number): Read<NewSubstitute> {
  const [fromAt, untilAt] = [fromField(ask('from'), zone), fromField(ask('until'), zone)];
  if (fromAt === null || untilAt === null) return no('Укажите, с какого и по какое время длится замещение.');
  if (untilAt <= fromAt) return no('Конец замещения раньше начала.');
  if (untilAt <= now) return no('Замещение уже закончилось бы.');
  if (untilAt - fromAt > LONGEST_DAYS * DAY_MS) return no(`Замещение длится не больше ${LONGEST_DAYS} дней.`);
  const reason = ask('reason');
  if (reason === '' || reason.length > 500) return no('Укажите основание замещения (до 500 знаков).');
  const substituteId = ask('substituteId');
  if (substituteId === absentId) return no('Заместить самого себя нельзя.');
  return { ok: true, value: { absentId, substituteId, fromAt, untilAt, reason } };
}

function no(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}
