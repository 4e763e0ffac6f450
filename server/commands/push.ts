import { z } from 'zod';
import type { PushAnswer } from '../../lib/protocol/api.ts';
import { commandSchema } from '../../lib/protocol/api-schema.ts';
import type { Db } from '../db/connect.ts';
import type { Library } from '../library.ts';
import type { ApplyAll } from './command-queue.ts';
import type { AnyRequest, CommandRequest } from './command-request.ts';
import { withPresent } from './present-state.ts';

export type PushRequest = Omit<CommandRequest, 'command'>;

const withId = z.object({ id: z.uuid().toLowerCase() });
const about = withId.extend({ caseId: z.uuid().toLowerCase().optional().catch(undefined) });

/** Place of the first command that bears no id at all, so that no receipt could name it; null when there is none. */
export function firstWithoutId(commands: unknown[]): number | null {
  const place = commands.findIndex((command) => !withId.safeParse(command).success);
  return place < 0 ? null : place;
}

/** Commands in the order they came: a refused one holds back nobody. Every one bears an id. Throws AccessLost. */
export async function applyPush(
  { db, library, apply }: { db: Db; library: Library; apply: ApplyAll },
  request: PushRequest,
  commands: unknown[],
): Promise<PushAnswer> {
  const receipts = commands.length === 0 ? [] : await apply(commands.map((sent) => readCommand(request, sent)));
  const caseIds = new Map(commands.map((sent) => about.parse(sent)).map(({ id, caseId }) => [id, caseId ?? null]));
  const present = await withPresent(db, library, request, receipts, (id) => caseIds.get(id) ?? null);
  return { receipts: present, serverTime: request.now };
}

/** A command that cannot be read will not be readable later either, so it gets its receipt instead of blocking the outbox. */
function readCommand(request: PushRequest, sent: unknown): AnyRequest {
  const parsed = commandSchema.safeParse(sent);
  if (parsed.success) return { ...request, command: parsed.data };
  const [issue] = parsed.error.issues;
  const code = issue?.code === 'too_big' ? 'too-large' : 'missing-data';
  const refusal = { code, clause: null, detail: issue?.path.join('.') ?? null } as const;
  return { sender: request.sender, now: request.now, unreadable: { id: withId.parse(sent).id, sent, refusal } };
}
