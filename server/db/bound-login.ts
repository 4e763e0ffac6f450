import { sql } from 'kysely';
import type { Db } from './connect.ts';

/**
 * Ways in which the login of these connections could step over row-level security: its own powers, and those of every role it could
 * become (`set role`). Empty for a login that is a member of the server's role, or is that role, and nothing more.
 */
export async function waysAround(db: Db): Promise<string[]> {
  const { rows } = await sql<{ way: string }>`
    with recursive held as (
      select oid from pg_roles where rolname = session_user
      union select m.roleid from pg_auth_members m join held on held.oid = m.member)
    select distinct way from held join pg_roles r using (oid), lateral (values
      ('superuser', r.rolsuper),
      ('bypassrls', r.rolbypassrls),
      ('createrole', r.rolcreaterole),
      ('member', r.rolname not in (session_user, ${APP_ROLE})),
      ('owner', exists (select from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace)
        or exists (select from pg_database d where d.datdba = r.oid and d.datname = current_database()))
    ) as powers (way, has) where has order by way`.execute(db);
  return rows.map(({ way }) => way);
}

/** The role whose rights the server works with; owns nothing, is bound by row-level security. */
export const APP_ROLE = 'vovremya_app';
