import { type Context, Hono } from 'hono';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { TextRef } from '../../lib/domain/cases/model.ts';
import { actorOf } from '../../lib/protocol/actor.ts';
import type { Me } from '../../lib/protocol/api.ts';
import { readTenant, type Trx } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { type MarkOutcome, markDone } from '../duties/mark-done.ts';
import { DUTY_EVENTS, type DutyRecord, owedAs, owedDuties, readDuties } from '../duties/owed.ts';
import { noteRead } from '../journal/reads.ts';
import { type DutyFacts, dutiesPage } from '../pages/duties.ts';
import { dutyAddressees, dutyTitle } from '../pages/duty-words.ts';
import { fromField, inWords, toField } from '../pages/moments.ts';
import { scopeOf } from '../policies/visibility.ts';
import { tenantProfiles } from '../reference.ts';
import { formOf, type Pages, readerOf, signedInOnly } from './page-kit.ts';

/** Turns of a duty that are shown; older ones are in the journal. */
const SHOWN = 8;
const WHAT_CHARACTERS = 2_000;

const TROUBLE: Record<Exclude<MarkOutcome, 'done'>, string> = {
  unknown: 'Такой обязанности или такого срока здесь нет.',
  'not-yours': 'Эту обязанность исполняет другая роль.',
  already: 'За этот срок исполнение уже отмечено.',
  conflict: 'Эта форма уже отправлена с другим содержанием. Откройте страницу заново.',
  'too-early': 'Это раньше, чем начался отчётный срок.',
  'not-yet': 'Отметить можно только то, что уже отправлено: время впереди.',
};

/** Reports and publications that fall due again and again: who owes them, how they stand, and the record that one was done. */
export function dutyRoutes(deps: AppDeps): Hono<Pages> {
  const { db, library, now, announcer } = deps;
  const duties = new Hono<Pages>();
  duties.use('/duties', signedInOnly(deps));
  duties.use('/duties/*', signedInOnly(deps));

  duties.get('/duties', (c) => show(c, deps, null));

  duties.post('/duties/done', async (c) => {
    const { tenantId, me } = c.get('account');
    const read = readForm(await formOf(c));
    if (!read.ok) return await show(c, deps, read.problem);
    const { zone, ...form } = await withZone(deps, tenantId, read.value);
    const doneAt = zone === null ? null : fromField(form.doneAt, zone);
    if (doneAt === null) return await show(c, deps, zone === null ? TROUBLE.unknown : 'Укажите, когда отправлено.');
    const { outcome, seq } = await markDone(db, library, { ...form, doneAt, tenantId, personId: me.person.id }, now());
    if (outcome !== 'done') return await show(c, deps, TROUBLE[outcome]);
    if (seq !== null) announcer.tell(tenantId, seq);
    return c.redirect('/duties?done=marked', 303);
  });

  return duties;
}

const formSchema = z.object({ id: z.uuid().toLowerCase(), key: z.string().max(500), dueAt: z.coerce.number().int() });

type Form = z.infer<typeof formSchema> & { doneAt: string; what: string };

function readForm(ask: (name: string) => string): { ok: true; value: Form } | { ok: false; problem: string } {
  const known = formSchema.safeParse({ id: ask('id'), key: ask('key'), dueAt: ask('dueAt') });
  const what = ask('what');
  if (!known.success) return { ok: false, problem: TROUBLE.unknown };
  if (what === '' || what.length > WHAT_CHARACTERS)
    return { ok: false, problem: `Напишите, что отправлено (до ${WHAT_CHARACTERS} знаков).` };
  return { ok: true, value: { ...known.data, doneAt: ask('doneAt'), what } };
}

/** Moments are typed by the clock of whoever owes the duty. */
async function withZone({ db, library, now }: AppDeps, tenantId: string, form: Form): Promise<Form & { zone: string | null }> {
  const all = await readTenant(db, tenantId, (trx) => owedDuties(trx, library, now()));
  return { ...form, zone: all.find(({ key }) => key === form.key)?.schedule.zone ?? null };
}

async function show(c: Context<Pages>, deps: AppDeps, trouble: string | null): Promise<Response> {
  const { db, library, now } = deps;
  const { me, tenantId } = c.get('account');
  const at = now();
  const duties = await readTenant(db, tenantId, async (trx) => {
    const all = await owedDuties(trx, library, at);
    const seesAll = scopeOf(actorOf(me), await tenantProfiles(trx, library)) === 'all';
    const visible = all.filter((duty) => seesAll || owedAs(duty, actorOf(me)) !== null);
    const records = await readDuties(trx, library, visible, at);
    const words = await textsOf(trx, records);
    const people = await trx.selectFrom('person').select(['id', 'name']).execute();
    const names = new Map(people.map(({ id, name }) => [id, name]));
    await noteRead(trx, { ...readerOf(c), what: 'duties', personIds: tellersOf(records), at });
    return records.map((record) => factsOf(record, me, words, names));
  });
  const said = trouble === null && c.req.query('done') === 'marked' ? 'Исполнение отмечено.' : null;
  const page = dutiesPage(me, { duties, trouble, done: said, nextId: uuidv7, nowIn: (zone) => toField(at, zone) });
  return c.html(page, trouble ? 400 : 200);
}

async function textsOf(trx: Trx, records: DutyRecord[]): Promise<Map<string, string>> {
  const keys = records.map(({ duty }) => duty.key);
  if (keys.length === 0) return new Map();
  const rows = await trx.selectFrom('case_text').select(['id', 'body']).where('case_id', 'in', keys).execute();
  return new Map(rows.map(({ id, body }) => [id, body]));
}

function factsOf(
  { duty, events, turns }: DutyRecord,
  me: Me,
  words: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): DutyFacts {
  const { profile, rule, body, schedule } = duty;
  const { zone } = schedule;
  const by = profile.roles[rule.by]?.titleRu ?? rule.by;
  const done = events.filter(({ type }) => type === DUTY_EVENTS.done);
  return {
    key: duty.key,
    title: dutyTitle(rule),
    owed: `${by}${body ? ` (${body.title})` : ''} — кому: ${dutyAddressees(profile, rule)}. ${profile.titleRu}`,
    clause: rule.cl,
    zone,
    mayMark: owedAs(duty, actorOf(me)) !== null,
    turns: turns
      .slice(-SHOWN)
      .toReversed()
      .map((turn) => {
        const event = done.find(({ data }) => data.dueAt === turn.dueAt);
        return {
          ...turn,
          due: inWords(turn.dueAt, zone),
          grace: turn.graceUntilAt > turn.dueAt ? inWords(turn.graceUntilAt, zone) : null,
          told: event ? toldBy(event.by, names, inWords(event.at, zone), words.get((event.data.what as TextRef).id) ?? '') : null,
        };
      }),
  };
}

/** Who is named as having done it. */
function tellersOf(records: DutyRecord[]): string[] {
  const done = records.flatMap(({ events }) => events.filter(({ type }) => type === DUTY_EVENTS.done));
  return [...new Set(done.flatMap(({ by }) => (by === 'system' ? [] : [by.personId])))];
}

function toldBy(by: DutyRecord['events'][number]['by'], names: ReadonlyMap<string, string>, at: string, what: string) {
  return { by: by === 'system' ? '' : (names.get(by.personId) ?? ''), at, what };
}
