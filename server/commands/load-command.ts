import { sql } from 'kysely';
import type { Refusal } from '../../lib/domain/cases/commands.ts';
import { replay } from '../../lib/domain/cases/evolve.ts';
import type { Actor, Case } from '../../lib/domain/cases/model.ts';
import type { Trx } from '../db/connect.ts';
import { placesTaken } from '../substitutes.ts';
import type { CaseRow, EventPayload } from './case-store.ts';
import type { CommandRequest } from './command-request.ts';
import type { StoredReceipt } from './receipts.ts';
import { AccessLost, type Sender } from './sender.ts';

/** What a command rests on, locked until the transaction ends. */
export interface Loaded {
  receipt: null;
  person: { roles: string[]; body_id: string | null; disabled_at: number | null } | null;
  device: { revoked_at: number | null } | null;
  /** Does the person take anybody's place at any time? */
  substitutes: boolean;
  /** Of what is known of the tenant. */
  revision: number;
  row: CaseRow | null;
  payloads: string[];
  /** Hashes of the texts of the case by id. */
  texts: Record<string, string>;
}

/** One round trip: enters the tenant, locks the command and looks for its receipt; where there is none, locks and reads all else. */
export async function loadCommand(trx: Trx, { command, sender }: CommandRequest): Promise<Loaded | { receipt: StoredReceipt }> {
  const { tenantId, personId, deviceId } = sender;
  const { rows } = await sql<{ loaded: Loaded | { receipt: StoredReceipt & { refusal: Refusal | null } } }>`
    select load_command(${tenantId}::uuid, ${command.id}, ${command.caseId}, ${personId}, ${deviceId}) as loaded`.execute(trx);
  const [found] = rows;
  if (!found) throw new Error('loading a command gave nothing');
  return found.loaded;
}

/** The person's rights as they are now and, as of `at` (epoch ms), those of whoever's place he takes. Throws AccessLost. */
export async function actorOf(trx: Trx, { person, device, substitutes }: Loaded, sender: Sender, at: number): Promise<Actor> {
  if (!person || person.disabled_at !== null) throw new AccessLost('person');
  if (sender.deviceId !== null && (!device || device.revoked_at !== null)) throw new AccessLost('device');
  const places = substitutes ? await placesTaken(trx, sender.personId, at, true) : [];
  const actsFor = places.map(({ person: { id, roles, bodyId } }) => ({ personId: id, roles, bodyId }));
  return { personId: sender.personId, roles: person.roles, bodyId: person.body_id, actsFor };
}

/** The case as its events say it is; null before it was begun. */
export function stateOf({ row, payloads }: Loaded): Case | null {
  if (!row) return null;
  return replay({ events: payloads.map((payload) => (JSON.parse(payload) as EventPayload).event) });
}
