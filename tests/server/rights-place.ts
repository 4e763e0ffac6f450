import type pg from 'pg';
import type { Profile } from '../../lib/domain/regulations/profile.ts';
import { addInvitation } from '../../server/auth/invitations.ts';
import { inTenant } from '../../server/db/connect.ts';
import { createBody, createTenant, defaultSchedule } from '../../server/setup.ts';
import { setSubstitute } from '../../server/substitutes.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import { browser } from './browser.ts';
import { type Client, connectPerson, openCase, PASSWORD, personRow, type TestServer } from './harness.ts';
import type { Targets } from './rights-table.ts';
import { aMinuteLater } from './staff.ts';

/** A tenant with everything a request can be about; `mark` is in every name and text of it, so that a leak is found. */
export interface Place {
  mark: string;
  tenantId: string;
  targets: Targets;
  otherBodyId: string;
  curator: Client;
}

export async function openPlace(test: TestServer, profile: Profile, mark: string): Promise<Place> {
  const { db, server } = test;
  const { now } = server.deps;
  const schedule = defaultSchedule(profile.zone);
  const tenant = { title: `Округ ${mark}`, practice: false, profile, schedules: { centre: schedule } };
  const tenantId = await createTenant(db, { ...tenant, topics: [`Тема ${mark}`], locations: [`Место ${mark}`] }, now());
  const body = (title: string) => createBody(db, tenantId, { title: `${title} ${mark}`, schedule, officialAccounts: [] }, now());
  const [bodyId, otherBodyId] = [await body('Дороги'), await body('Школы')];
  const victim = await member(test, tenantId, 'executor', bodyId, mark);
  const substitute = await member(test, tenantId, 'executor', otherBodyId, mark);
  await visit(test, victim.email);
  const { auth_user_id: userId } = await personRow(test, tenantId, victim.personId);
  const session = await db.selectFrom('auth_session').select('id').where('userId', '=', userId).executeTakeFirstOrThrow();
  const both = { absentId: victim.personId, substituteId: substitute.personId };
  const term = { fromAt: now() + 1_000_000, untilAt: now() + 2_000_000, reason: `отпуск ${mark}` };
  const termId = await setSubstitute(db, tenantId, victim.personId, { ...both, ...term }, now());
  return {
    mark,
    tenantId,
    targets: {
      bodyId,
      personId: victim.personId,
      deviceId: victim.grant.deviceId,
      sessionId: session.id,
      termId: termId ?? '',
      invitationId: await withInvitation(test, tenantId, mark),
      substituteId: substitute.personId,
      ...(await withPicture(test, tenantId, victim.personId, mark)),
    },
    otherBodyId,
    curator: await member(test, tenantId, 'curator', null, mark),
  };
}

async function withInvitation({ db, server }: TestServer, tenantId: string, mark: string): Promise<string> {
  const invitation = { tenantId, name: `Приглашённый ${mark}`, roles: ['curator'], bodyId: null, defaultExecutor: false };
  return (await inTenant(db, tenantId, (trx) => addInvitation(trx, invitation, null, server.deps.now()))).id;
}

/** A case with a picture in it, whose bytes bear the mark; written as it lies in the tables, so that it is there under every regulation. */
async function withPicture({ db }: TestServer, tenantId: string, personId: string, mark: string) {
  const bytes = Buffer.concat([pngOf(0), Buffer.from(mark)]);
  const { hash } = pictureOf(bytes);
  const caseId = `case-${tenantId}`;
  const about = { state: 'closed', is_open: false, bodies: [], profile: 'none', profile_version: 'none', look_at: null };
  await inTenant(db, tenantId, async (trx) => {
    await trx
      .insertInto('case_row')
      .values({ tenant_id: tenantId, id: caseId, number: '0', message_ref: `vk:wall-${mark}`, seq: 0, ...about })
      .execute();
    const kept = { type: 'image/png' as const, bytes, uploaded_by: personId, uploaded_at: 0, named_at: 0 };
    await trx
      .insertInto('picture')
      .values({ tenant_id: tenantId, case_id: caseId, hash, ...kept })
      .execute();
  });
  return { caseId, pictureHash: hash };
}

/** Somebody with a role and a connected device, his name marked. */
export async function member(
  test: TestServer,
  tenantId: string,
  role: string,
  bodyId: string | null,
  mark: string,
): Promise<Client> {
  const client = await connectPerson(test, tenantId, [role], bodyId);
  const name = `Человек ${mark}`;
  await inTenant(test.db, tenantId, (trx) => trx.updateTable('person').set({ name }).where('id', '=', client.personId).execute());
  return client;
}

/** Signed in at the pages. */
export async function visit(test: TestServer, email: string) {
  await aMinuteLater(test);
  const page = browser(test.server.url);
  const answer = await page.post('/sign-in', { email, password: PASSWORD });
  if (answer.status !== 303) throw new Error(`sign-in was answered ${answer.status}`);
  await page.get('/');
  return page;
}

/** A case of a body, whatever the regulation: opened by its curator or operator, or by hand where nobody may do it in one act. */
export async function caseOf(place: Place, bodyId: string): Promise<string | null> {
  const open = openCase(bodyId);
  const { receipts } = await place.curator.push([open]);
  return receipts[0]?.outcome === 'applied' ? open.caseId : null;
}

/** Everything a tenant has, as one sum; what every use changes (when a device was heard of, when a session was seen) apart. */
export async function fingerprint(owner: pg.Client, tenantId: string): Promise<string> {
  const { rows: tables } = await owner.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'read_journal' order by 1`);
  const sums: string[] = [];
  for (const { name } of tables) {
    const what = name === 'device' ? '(id, person_id, name, revoked_at)::text' : 't::text';
    const { rows } = await owner.query<{ sum: string | null }>(
      `select md5(string_agg(${what}, '|' order by ${what})) as sum from ${owner.escapeIdentifier(name)} t where tenant_id = $1`,
      [tenantId],
    );
    sums.push(`${name} ${rows[0]?.sum}`);
  }
  const accounts = await owner.query<{ sum: string | null }>(
    `select md5(string_agg(concat_ws(' ', u.email, u.name, u."twoFactorEnabled", a.password, s.id), '|' order by u.id, s.id)) as sum
     from auth_user u join auth_account a on a."userId" = u.id left join auth_session s on s."userId" = u.id where u."tenantId" = $1`,
    [tenantId],
  );
  const tenant = await owner.query<{ title: string }>('select title from tenant where id = $1', [tenantId]);
  return [...sums, `accounts ${accounts.rows[0]?.sum}`, `tenant ${tenant.rows[0]?.title}`].join('\n');
}
