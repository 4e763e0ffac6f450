import { z } from 'zod';
import type { PushAnswer, Receipt } from '../../lib/protocol/api.ts';
import { commandSchema } from '../../lib/protocol/api-schema.ts';
import { type Db, inTenant } from '../db/connect.ts';
import type { Library } from '../library.ts';
import { applyCommand } from './apply-command.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import type { CommandRequest } from './command-request.ts';
import { withPresent } from './present-state.ts';
import { findReceipt, rememberRejection } from './receipts.ts';
import { activeSender } from './sender.ts';

export type PushRequest = Omit<CommandRequest, 'command'>;

const withId = z.object({ id: z.uuid().toLowerCase() });
const about = withId.extend({ caseId: z.string().max(200).optional().catch(undefined) });

/** Place of the first command that bears no id at all, so that no receipt could name it; null when there is none. */
export function firstWithoutId(commands: unknown[]): number | null {
  const place = commands.findIndex((command) => !withId.safeParse(command).success);
  return place < 0 ? null : place;
}

/** Commands in the order they came, each in a transaction of its own: a refused one holds back nobody. Every one bears an id. */
export async function applyPush(db: Db, library: Library, request: PushRequest, commands: unknown[]): Promise<PushAnswer> {
  const receipts: Receipt[] = [];
  for (const sent of commands) {
    const parsed = commandSchema.safeParse(sent);
    receipts.push(
      parsed.success
        ? await applyCommand(db, library, { ...request, command: parsed.data })
        : await refuseMalformed(db, request, sent, parsed.error),
    );
  }
  const caseIds = new Map(commands.map((sent) => about.parse(sent)).map(({ id, caseId }) => [id, caseId ?? null]));
  const present = await withPresent(db, library, request, receipts, (id) => caseIds.get(id) ?? null);
  return { receipts: present, serverTime: request.now };
}

/** A command that cannot be read will not be readable later either, so it gets its receipt instead of blocking the outbox. */
function refuseMalformed(db: Db, request: PushRequest, sent: unknown, problem: z.ZodError): Promise<Receipt> {
  const command = withId.parse(sent);
  const requestHash = sha256(canonicalJson({ malformed: sent, person: request.sender.personId }));
  return inTenant(db, request.sender.tenantId, async (trx) => {
    const known = await findReceipt(trx, command.id, requestHash);
    if (known) return known;
    await activeSender(trx, request.sender, request.now);
    const [issue] = problem.issues;
    const code = issue?.code === 'too_big' ? 'too-large' : 'missing-data';
    const refusal = { code, clause: null, detail: issue?.path.join('.') ?? null } as const;
    return await rememberRejection(trx, { ...request, command }, requestHash, refusal);
  });
}
