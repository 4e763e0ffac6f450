import type { Command, Refusal } from '../domain/cases/commands.ts';
import type { LocalDraft } from '../protocol/messages.ts';
import type { Change, Row, Rows } from './rows.ts';

export const OUTBOX_TABLES = ['commands', 'sent', 'notices', 'drafts', 'keep'] as const;
export type OutboxTable = (typeof OUTBOX_TABLES)[number];

/** `held`: may be taken back; `leaving`: handed to the network at least once; `applied`: the server has it, its effect is not here yet. */
export interface PendingCommand {
  command: Command;
  /** Whose it is: another person signing in on this device must not send it. */
  owner: string;
  leaveAt: number;
  state: 'held' | 'leaving' | 'applied';
  seq: number | null;
}
export interface SentCommand {
  command: Command;
  owner: string;
  sentAt: number;
}
/** A command the server did not accept, kept until the person has seen it. */
export interface Notice {
  command: Command;
  owner: string;
  refusal: Refusal;
}

const CONTENT_VERSION = 1;
const SENT_KEPT_MS = 30 * 24 * 3_600_000;
const SENT_KEPT_COUNT = 5_000;

export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox(rows: Rows<OutboxTable>) {
  let adding: Promise<unknown> = Promise.resolve();

  async function list<V extends { owner: string }>(table: OutboxTable, owner: string): Promise<{ row: Row; value: V }[]> {
    const all = (await rows.all(table)).map((row) => ({ row, value: read<V>(row) }));
    return all.filter(({ value }) => value.owner === owner);
  }

  async function addInTurn(entry: PendingCommand): Promise<void> {
    const key = entry.command.id;
    if ((await rows.get('commands', key)) || (await rows.get('sent', key)) || (await rows.get('notices', key))) return;
    const order = Math.max(await rows.lastOrder('commands'), await rows.lastOrder('sent')) + 1;
    await rows.write([{ table: 'commands', put: row(key, order, entry) }]);
  }

  return {
    /** Resolves when the command is on the disk; the same id again changes nothing. */
    add(command: Command, owner: string, leaveAt: number): Promise<void> {
      const turn = adding.then(() => addInTurn({ command, owner, leaveAt, state: 'held', seq: null }));
      adding = turn.catch(() => undefined);
      return turn;
    },

    async pending(owner: string): Promise<PendingCommand[]> {
      return (await list<PendingCommand>('commands', owner)).map(({ value }) => value);
    },

    async has(id: string): Promise<boolean> {
      return ((await rows.get('commands', id)) ?? (await rows.get('sent', id)) ?? (await rows.get('notices', id))) !== undefined;
    },

    /** False when it has left already. */
    async takeBack(id: string): Promise<boolean> {
      const present = await rows.get('commands', id);
      if (!present || read<PendingCommand>(present).state !== 'held') return false;
      await rows.write([{ table: 'commands', remove: id }]);
      return true;
    },

    /** From now on the commands cannot be taken back: the network may have them. */
    async markLeaving(ids: string[]): Promise<void> {
      await rows.write(await changed(ids, (value) => (value.state === 'held' ? { ...value, state: 'leaving' } : null)));
    },

    async markApplied(id: string, seq: number): Promise<void> {
      await rows.write(await changed([id], (value) => ({ ...value, state: 'applied', seq })));
    },

    async markRejected(command: Command, owner: string, refusal: Refusal): Promise<void> {
      const notice: Notice = { command, owner, refusal };
      const order = (await rows.lastOrder('notices')) + 1;
      await rows.write([
        { table: 'commands', remove: command.id },
        { table: 'sent', remove: command.id },
        { table: 'notices', put: row(command.id, order, notice) },
      ]);
    },

    /** Applied commands whose effects have arrived (tenant sequence number ≤ `seq`) go to the sent log, which is pruned. */
    async retire(owner: string, seq: number, now: number): Promise<void> {
      const done = (await list<PendingCommand>('commands', owner)).filter(({ value }) => value.seq !== null && value.seq <= seq);
      if (done.length === 0) return;
      const moved = done.flatMap(({ row: old, value }): Change<OutboxTable>[] => [
        { table: 'commands', remove: old.key },
        { table: 'sent', put: row(old.key, old.order, { command: value.command, owner, sentAt: now } satisfies SentCommand) },
      ]);
      await rows.write([...moved, ...prunable(await rows.all('sent'), now)]);
    },

    async sentLog(owner: string): Promise<Command[]> {
      return (await list<SentCommand>('sent', owner)).map(({ value }) => value.command);
    },

    /** The server has forgotten: what it had accepted must be sent again. */
    async reopenApplied(owner: string): Promise<void> {
      const applied = (await list<PendingCommand>('commands', owner)).filter(({ value }) => value.state === 'applied');
      await rows.write(
        applied.map(({ row: old, value }) => ({
          table: 'commands',
          put: row(old.key, old.order, { ...value, state: 'leaving', seq: null }),
        })),
      );
    },

    async notices(owner: string): Promise<Notice[]> {
      return (await list<Notice>('notices', owner)).map(({ value }) => value);
    },
    async dismissNotice(commandId: string): Promise<void> {
      await rows.write([{ table: 'notices', remove: commandId }]);
    },

    async saveDraft(owner: string, draft: LocalDraft): Promise<void> {
      await rows.write([{ table: 'drafts', put: row(draftKey(owner, draft.key), draft.savedAt, draft) }]);
    },
    async draft(owner: string, key: string): Promise<LocalDraft | null> {
      const found = await rows.get('drafts', draftKey(owner, key));
      return found ? read<LocalDraft>(found) : null;
    },
    async dropDraft(owner: string, key: string): Promise<void> {
      await rows.write([{ table: 'drafts', remove: draftKey(owner, key) }]);
    },

    async kept<V>(key: string): Promise<V | null> {
      const found = await rows.get('keep', key);
      return found ? read<V>(found) : null;
    },
    async keep(key: string, value: unknown): Promise<void> {
      await rows.write([value === null ? { table: 'keep', remove: key } : { table: 'keep', put: row(key, 0, value) }]);
    },
  };

  async function changed(
    ids: string[],
    change: (value: PendingCommand) => PendingCommand | null,
  ): Promise<Change<OutboxTable>[]> {
    const present = await Promise.all(ids.map((id) => rows.get('commands', id)));
    return present.flatMap((old): Change<OutboxTable>[] => {
      const value = old && change(read<PendingCommand>(old));
      return old && value ? [{ table: 'commands', put: row(old.key, old.order, value) }] : [];
    });
  }
}

function prunable(sent: Row[], now: number): Change<OutboxTable>[] {
  const old = sent.filter(
    (kept, at) => at < sent.length - SENT_KEPT_COUNT || read<SentCommand>(kept).sentAt < now - SENT_KEPT_MS,
  );
  return old.map(({ key }) => ({ table: 'sent', remove: key }));
}

function draftKey(owner: string, key: string): string {
  return `${owner} ${key}`;
}

function row(key: string, order: number, value: unknown): Row {
  return { key, order, version: CONTENT_VERSION, json: JSON.stringify(value) };
}

function read<V>(from: Row): V {
  return JSON.parse(from.json) as V;
}
