import { messageBegun, picturesIn } from '../../lib/domain/cases/commands.ts';
import type { Statement } from '../db/trips.ts';
import type { HeldPicture } from '../pictures/check-pictures.ts';
import type { FactRows } from '../reference.ts';
import { type AnyRequest, idOf } from './command-request.ts';
import { deputiesOf } from './commit.ts';
import type { KnownCases } from './known-cases.ts';
import type { StoredReceipt } from './receipts.ts';
import { casesNamed, peopleNamed } from './refused-before.ts';
import { textRefs } from './texts.ts';

/** What commands rest on, locked until their transaction ends. */
export interface Loaded {
  /** Is the chain the known one? Then of the known cases only what came later is here. */
  isKnown: boolean;
  receipts: (StoredReceipt & { id: string })[];
  /** When the acts of commands were done (epoch ms) that were told before and lacked a picture. */
  told: { id: string; request_hash: string; occurred_at: number }[];
  /** Who sends, who is named, and whom routings of the cases named. */
  people: PersonRow[];
  devices: { id: string; person_id: string; revoked_at: number | null }[];
  /** Whose places the senders take at any time. */
  places: { substitute_id: string; from_at: number; until_at: number; id: string; roles: string[]; body_id: string | null }[];
  rows: { id: string; bodies: string[] }[];
  /** Of the cases, in their order. */
  events: { case_id: string; payload: string }[];
  /** Those of the texts referred to that are stored already. */
  texts: { case_id: string; id: string; hash: string }[];
  /** Those of the pictures named that lie here; `size` in bytes. */
  pictures: HeldPicture[];
  /** Open cases of the messages that cases are begun of. */
  open: { id: string; message_ref: string }[];
  /** Those of the cases named that there are. */
  known: string[];
  /** Of what is known of the tenant, which comes along where it is another than the known one. */
  revision: number;
  facts: FactRows | null;
}

export interface PersonRow {
  id: string;
  roles: string[];
  body_id: string | null;
  disabled_at: number | null;
}

interface Asked {
  tenantId: string;
  requests: AnyRequest[];
  /** Revision of what is known of the tenant. */
  knownRevision: number | null;
  known: KnownCases | null;
  /** For each lock; 0: as long as any statement may take. */
  longestWaitMs: number;
}

/** Cases that the requests are about. */
export function caseIdsOf(requests: AnyRequest[]): string[] {
  return unique(requests.flatMap((request) => ('command' in request ? [request.command.caseId] : [])));
}

/** One round trip: enters the tenant, locks and reads everything. */
export function loadStatement({ tenantId, requests, knownRevision, known, longestWaitMs }: Asked): Statement {
  const caseIds = caseIdsOf(requests);
  const commands = requests.flatMap((request) => ('command' in request ? [request.command] : []));
  return {
    text: 'select load_commands($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) as value',
    values: [
      tenantId,
      unique(requests.map(idOf)),
      caseIds,
      caseIds.map((id) => known?.cases.get(id)?.seq ?? 0),
      known?.end.seq ?? null,
      known?.end.tip ?? null,
      unique(commands.flatMap((command) => messageBegun(command)?.message.ref ?? [])),
      unique(requests.map(({ sender }) => sender.personId)),
      unique(requests.flatMap(({ sender }) => sender.deviceId ?? [])),
      unique(commands.flatMap(casesNamed)),
      unique([...commands.flatMap(peopleNamed), ...[...(known?.cases.values() ?? [])].flatMap(({ state }) => deputiesOf(state))]),
      unique(commands.flatMap((command) => textRefs(command.args).map(({ id }) => id))),
      unique(commands.flatMap((command) => picturesIn(command).map(({ hash }) => hash))),
      knownRevision,
      String(longestWaitMs),
    ],
  };
}

function unique(ids: string[]): string[] {
  return [...new Set(ids)];
}
