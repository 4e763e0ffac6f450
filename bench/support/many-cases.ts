import pg from 'pg';
import { applyCommand } from '../../server/commands/apply-command.ts';
import { library, type Office, type Place, workOn } from './offices.ts';

/** Of the case with number i, as the schema of the API wants an id. */
const caseIdOf = `'00000000-0000-7000-8000-' || lpad(i::text, 12, '0')`;

/** Of its message. */
const refOf = `'vk:wall-2_' || i`;

interface Laid {
  cases: number;
  /** How many commands each case has come through. */
  acts: number;
  /** Every so many-th case is the body's. */
  ofBody: number;
}

/** Real cases of a new tenant, one written by commands and the others copied from it in the database. */
export async function layDownCases({ db, databaseUrl }: Place, office: Office, { cases, acts, ofBody }: Laid) {
  const next = workOn(office.bodyId);
  const sender = { tenantId: office.tenantId, personId: office.curatorId, deviceId: null };
  let template = '';
  for (let act = 0; act < acts; act += 1) {
    const [command, now] = [next(), Date.now()];
    template = command.caseId;
    const { outcome } = await applyCommand(db, library, { sender, command, sentAt: now, contact: null, now });
    if (outcome !== 'applied') throw new Error(`the ${act + 1}. act was ${outcome}`);
  }
  const owner = new pg.Client(databaseUrl);
  await owner.connect();
  await owner.query('alter table case_row disable trigger user');
  const of = [office.tenantId, template, cases];
  const { rows } = await owner.query<{ count: number }>('select count(*)::int from event where tenant_id = $1', [
    office.tenantId,
  ]);
  const events = rows[0]?.count ?? 0;
  await owner.query(
    `insert into event (tenant_id, seq, case_id, payload, prev_hash, hash)
     select $1, e.seq + i * ${events}, ${caseIdOf}, replace(replace(e.payload, e.case_id, ${caseIdOf}), r.message_ref, ${refOf}),
       e.prev_hash, md5(i || '.' || e.seq)
     from event e join case_row r on r.tenant_id = e.tenant_id and r.id = e.case_id, generate_series(1, $3::int) i
     where e.tenant_id = $1 and e.case_id = $2`,
    of,
  );
  await owner.query(
    `insert into case_text (tenant_id, case_id, id, salt, body, hash)
     select $1, ${caseIdOf}, t.id, t.salt, t.body, t.hash from case_text t, generate_series(1, $3::int) i where t.tenant_id = $1 and t.case_id = $2`,
    of,
  );
  await owner.query(
    `insert into case_row (tenant_id, id, number, message_ref, state, is_open, bodies, profile, profile_version, look_at, seq)
     select $1, ${caseIdOf}, i + 1, ${refOf}, r.state, r.is_open,
       case when i % ${ofBody} = 0 then r.bodies else array['another-' || i % 97] end, r.profile, r.profile_version, r.look_at, ${events} + i * ${events}
     from case_row r, generate_series(1, $3::int) i where r.tenant_id = $1 and r.id = $2`,
    of,
  );
  await owner.query(
    'insert into case_of_body select c.tenant_id, body, c.id, c.seq from case_row c cross join unnest(c.bodies) body where c.tenant_id = $1 on conflict do nothing',
    [office.tenantId],
  );
  await owner.query(
    'update tenant_head set seq = $2, tip = (select hash from event where tenant_id = $1 and seq = $2) where tenant_id = $1',
    [office.tenantId, events * (cases + 1)],
  );
  await owner.query('alter table case_row enable trigger user');
  await owner.query('analyze');
  await owner.end();
  const lastOfBody = Math.floor(cases / ofBody) * ofBody;
  return { middle: events * Math.floor(cases / 2), lastButOne: events * cases, ofBody: events * lastOfBody };
}
