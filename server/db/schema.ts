import type { ColumnType, Generated } from 'kysely';
import type { Refusal } from '../../lib/domain/cases/commands.ts';
import type { CaseContext, OfficialAccount } from '../../lib/domain/cases/model.ts';
import type { PictureType } from '../../lib/domain/replies/picture.ts';
import type { Schedule } from '../../lib/domain/worktime/model.ts';
import type { Contact } from '../commands/occurred-at.ts';
import type { LetterFacts } from '../mail/letter-facts.ts';
import type { PageHealthTables, PageRulesTable } from '../page-rules/table.ts';
import type { SignInTables } from './sign-in-tables.ts';

/** The tables as the server sees them. Instants are epoch ms, UTC; JSON goes in as text and comes out parsed. */
export interface Tables extends SignInTables, PageHealthTables {
  tenant: { id: string; title: string; practice: boolean; created_at: number };
  tenant_settings: {
    tenant_id: string;
    schedules: Json<CaseContext['schedules']>;
    topics: Json<string[]>;
    locations: Json<string[]>;
    default_profile: string;
    default_profile_version: string;
    retention_months: Generated<number | null>;
  };
  tenant_reference: { tenant_id: string; revision: Generated<number> };
  tenant_head: {
    tenant_id: string;
    epoch: string;
    seq: Generated<number>;
    tip: Generated<string>;
    last_number: Generated<number>;
  };
  body: {
    tenant_id: string;
    id: string;
    title: string;
    schedule: Json<Schedule>;
    official_accounts: Json<OfficialAccount[]>;
    default_executor_id: string | null;
    created_at: number;
    regulation: Generated<string | null>;
  };
  person: {
    tenant_id: string;
    id: string;
    auth_user_id: string;
    name: string;
    roles: string[];
    body_id: string | null;
    created_at: number;
    disabled_at: number | null;
  };
  invitation: {
    tenant_id: string;
    id: string;
    token_hash: string;
    name: string;
    roles: string[];
    body_id: string | null;
    default_executor: Generated<boolean>;
    created_by: string | null;
    created_at: number;
    expires_at: number;
    used_at: number | null;
    revoked_at: number | null;
  };
  page_rules: PageRulesTable;
  tenant_security: {
    tenant_id: string;
    require_second_factor: Generated<boolean>;
    session_idle_hours: Generated<number>;
    session_max_days: Generated<number>;
    device_idle_days: Generated<number>;
    device_max_days: Generated<number>;
  };
  substitution: {
    tenant_id: string;
    id: string;
    absent_id: string;
    substitute_id: string;
    from_at: number;
    until_at: number;
    reason: string;
    created_by: string;
    created_at: number;
    ended_by: string | null;
    ended_at: number | null;
  };
  account_reset: {
    tenant_id: string;
    id: string;
    token_hash: string;
    person_id: string;
    clears_second_factor: boolean;
    created_by: string;
    created_at: number;
    expires_at: number;
    used_at: number | null;
    revoked_at: number | null;
  };
  device: {
    tenant_id: string;
    id: string;
    person_id: string;
    name: string;
    token_hash: string;
    created_at: number;
    last_used_at: number;
    revoked_at: number | null;
    contact: Json<Contact>;
    scopes: Generated<string[]>;
  };
  event: { tenant_id: string; seq: number; case_id: string; payload: string; prev_hash: string; hash: string };
  case_row: {
    tenant_id: string;
    id: string;
    number: string;
    message_ref: string;
    state: string;
    is_open: boolean;
    bodies: string[];
    profile: string;
    profile_version: string;
    seq: number;
    look_at: Generated<number | null>;
    masked: Generated<boolean>;
  };
  tenant_reckoning: { tenant_id: string; library: string };
  mail_wish: { tenant_id: string; person_id: string; marks: number[]; duties: boolean };
  letter: {
    tenant_id: string;
    id: string;
    person_id: string;
    facts: Json<LetterFacts>;
    created_at: number;
    sent_at: number | null;
    dropped: 'moot' | 'nobody' | 'refused' | null;
  };
  case_text: {
    tenant_id: string;
    case_id: string;
    id: string;
    salt: string;
    body: string;
    hash: string;
    masked_at: Generated<number | null>;
  };
  picture: {
    tenant_id: string;
    case_id: string;
    hash: string;
    type: PictureType;
    bytes: Buffer;
    uploaded_by: string;
    uploaded_at: number;
    named_at: number | null;
  };
  command_told: { tenant_id: string; id: string; request_hash: string; occurred_at: number; told_at: number };
  case_of_body: { tenant_id: string; body_id: string; case_id: string; seq: number };
  command_receipt: {
    tenant_id: string;
    id: string;
    person_id: string;
    device_id: string | null;
    request_hash: string;
    outcome: 'applied' | 'rejected';
    refusal: Json<Refusal> | null;
    seq: number | null;
    received_at: number;
  };
  read_journal: {
    tenant_id: string;
    id: Generated<number>;
    at: number;
    person_id: string;
    device_id: string | null;
    what: string;
    case_ids: string[];
    person_ids: Generated<string[]>;
  };
  presence: {
    tenant_id: string;
    subject: string;
    line_id: string;
    person_id: string;
    looks_until: number;
    types_until: number;
    held_at: number;
    held_until: number;
  };
}

type Json<T> = ColumnType<T, string, string>;
