import { type Db, inTenant, type Trx } from '../db/connect.ts';

/** What a sign-in takes in this tenant and how long it lasts. */
export interface TenantSecurity {
  requireSecondFactor: boolean;
  /** The server's own pages. */
  sessionIdleHours: number;
  sessionMaxDays: number;
  /** Connected extensions. */
  deviceIdleDays: number;
  deviceMaxDays: number;
}

/** The most a tenant may set, which is also what it begins with; it may set less. */
export const LONGEST: Omit<TenantSecurity, 'requireSecondFactor'> = {
  sessionIdleHours: 12,
  sessionMaxDays: 30,
  deviceIdleDays: 30,
  deviceMaxDays: 365,
};

export async function readSecurity(trx: Trx): Promise<TenantSecurity> {
  const row = await trx.selectFrom('tenant_security').selectAll().executeTakeFirstOrThrow();
  return {
    requireSecondFactor: row.require_second_factor,
    sessionIdleHours: row.session_idle_hours,
    sessionMaxDays: row.session_max_days,
    deviceIdleDays: row.device_idle_days,
    deviceMaxDays: row.device_max_days,
  };
}

export async function changeSecurity(db: Db, tenantId: string, security: TenantSecurity): Promise<void> {
  await inTenant(db, tenantId, (trx) =>
    trx
      .updateTable('tenant_security')
      .set({
        require_second_factor: security.requireSecondFactor,
        session_idle_hours: security.sessionIdleHours,
        session_max_days: security.sessionMaxDays,
        device_idle_days: security.deviceIdleDays,
        device_max_days: security.deviceMaxDays,
      })
      .execute(),
  );
}
