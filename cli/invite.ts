import type { NewInvitation } from '../server/auth/invitations.ts';
import type { Trx } from '../server/db/connect.ts';
import { PersonProblem, WrongArguments } from '../server/problem.ts';
import { dataFolder, operate, readArguments, TEXT, withDatabase, withOwner } from './operator.ts';
import type { Terminal } from './terminal.ts';

const USAGE = 'invite --name ИМЯ [--role РОЛЬ]… [--body ОРГАН] [--tenant ID] [--url АДРЕС] [--data ПАПКА]';
const OPTIONS = { name: TEXT, role: { ...TEXT, multiple: true }, body: TEXT, tenant: TEXT, url: TEXT, data: TEXT } as const;
const MOST_LETTERS = 200;

/** `invite`: a link by which a person makes an account, an administrator's when no role is named; needs no signed-in administrator. */
export function invite(args: string[], terminal: Terminal): Promise<number> {
  return operate('invite', terminal, 1, async () => {
    const { values, positionals } = readArguments(args, OPTIONS, USAGE);
    const { name = '', role: roles = ['administrator'], body = null } = values;
    if (positionals.length > 0 || name.trim() === '' || name.length > MOST_LETTERS) throw new WrongArguments(`ждём «${USAGE}»`);
    const { INVITATION_DAYS, invite: makeLink } = await import('../server/auth/invitations.ts');
    const { inTenant, openDatabase } = await import('../server/db/connect.ts');
    const { silentLog } = await import('../server/log.ts');
    const data = dataFolder(values);
    const tenantId = await onlyTenant(data, values.tenant ?? null);
    const token = await withDatabase(data, false, async ({ app }) => {
      const db = openDatabase(app, silentLog);
      try {
        const asked = { tenantId, name: name.trim(), roles, body };
        const invitation = await inTenant(db, tenantId, (trx) => resolve(trx, asked));
        return await makeLink(db, invitation, Date.now());
      } finally {
        await db.destroy();
      }
    });
    const origin = (values.url ?? process.env.VOVREMYA_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
    terminal.out(`${origin}/join/${token}`);
    terminal.err(`Ссылка одноразовая, действует ${INVITATION_DAYS} дней. Передайте её лично.`);
    return 0;
  });
}

function onlyTenant(data: string, wanted: string | null): Promise<string> {
  return withOwner(data, false, async (owner) => {
    const { allTenants } = await import('../server/db/snapshot.ts');
    const tenants = await allTenants(owner);
    const [only, ...more] = tenants.filter((id) => wanted === null || id === wanted);
    if (only === undefined)
      throw new PersonProblem(wanted === null ? 'в базе данных нет ни одной установки' : `установки ${wanted} нет`);
    if (more.length > 0) throw new PersonProblem(`установок несколько, назовите одну (--tenant): ${tenants.join(', ')}`);
    return only;
  });
}

async function resolve(
  trx: Trx,
  { tenantId, name, roles, body }: { tenantId: string; name: string; roles: string[]; body: string | null },
): Promise<NewInvitation> {
  const { grantableRoles } = await import('../server/policies/visibility.ts');
  const { loadLibrary } = await import('../server/library.ts');
  const { readBodies, tenantProfiles } = await import('../server/reference.ts');
  const known = grantableRoles(await tenantProfiles(trx, loadLibrary()));
  const bodies = await readBodies(trx);
  const found = bodies.find(({ id, title }) => id === body || title === body);
  if (body !== null && !found)
    throw new PersonProblem(`органа «${body}» нет; есть: ${bodies.map(({ title }) => title).join(', ')}`);
  for (const role of roles) {
    const grantable = known.find(({ id }) => id === role);
    if (!grantable) throw new PersonProblem(`роли «${role}» нет; есть: ${known.map(({ id }) => id).join(', ')}`);
    if (grantable.needsBody && !found) throw new PersonProblem(`для роли «${role}» назовите орган (--body)`);
  }
  return { tenantId, name, roles, bodyId: found?.id ?? null, defaultExecutor: false };
}
