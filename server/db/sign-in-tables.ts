import type { Generated } from 'kysely';

/** Who signs in and how: the tables of the sign-in library and our own beside them. */
export interface SignInTables {
  auth_user: {
    id: string;
    name: string;
    email: string;
    emailVerified: boolean;
    createdAt: Generated<Date>;
    updatedAt: Generated<Date>;
    tenantId: string;
    twoFactorEnabled: Generated<boolean>;
    endings: Generated<number>;
  };
  auth_account: {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    password: string | null;
    createdAt: Generated<Date>;
    updatedAt: Date;
  };
  auth_session: {
    id: string;
    userId: string;
    expiresAt: Date;
    userAgent: string | null;
    ipAddress: string | null;
    started_at: number | null;
    seen_at: number | null;
  };
  auth_verification: { id: string; identifier: string; value: string; expiresAt: Date };
  auth_two_factor: { id: string; userId: string };
  auth_used_code: { user_id: string; code: string; used_at: number };
  auth_attempt: { key: string; failures: number; last_at: number; blocked_until: number };
  auth_connect_code: { code_hash: string; user_id: string; challenge: string; expires_at: number };
  auth_secret: { only_one: boolean; value: string };
}
