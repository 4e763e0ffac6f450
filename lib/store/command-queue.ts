import type { Command, Refusal } from '../domain/cases/commands.ts';
import type { PresentState } from '../protocol/api.ts';
import { fromRow, type Notice, type OutboxTable, type PendingCommand, readRow, type SentCommand, toRow } from './outbox-rows.ts';
import type { Change, Row, Rows } from './rows.ts';

const SENT_KEPT_MS = 30 * 24 * 3_600_000;
const SENT_KEPT_COUNT = 5_000;
/** To be pruned the sent log is read whole: seldom, not after each command. */
const PRUNE_EACH_MS = 24 * 3_600_000;
/** Under this key of the single values: when (device's clock, epoch ms) the sent log was pruned last. */
const PRUNED = 'sent-pruned';
/** Under this key: the ids of those last taken back. A page that has heard no answer asks again within seconds, so a few are enough. */
const TAKEN_BACK = 'taken-back';
const TAKEN_BACK_KEPT = 20;

/** The path of a command on this device: held, leaving, applied or rejected, and at last in the sent log. */
export function createCommandQueue(rows: Rows<OutboxTable>) {
  return { ...waiting(rows), ...outcomes(rows), ...noticeBoard(rows) };
}

function waiting(rows: Rows<OutboxTable>) {
  let last: Promise<unknown> = Promise.resolve();

  /** One after another. */
  function inTurn<R>(work: () => Promise<R>): Promise<R> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function has(id: string): Promise<boolean> {
    const found = (await rows.get('commands', id)) ?? (await rows.get('sent', id)) ?? (await rows.get('notices', id));
    return found !== undefined || (await takenBack()).includes(id);
  }

  async function takenBack(): Promise<string[]> {
    const found = await rows.get('keep', TAKEN_BACK);
    return found ? fromRow<string[]>(found) : [];
  }

  async function put(entry: PendingCommand): Promise<void> {
    if (await has(entry.command.id)) return;
    const order = Math.max(await rows.lastOrder('commands'), await rows.lastOrder('sent')) + 1;
    await rows.write([{ table: 'commands', put: toRow(entry.command.id, order, entry) }]);
  }

  async function take(id: string): Promise<boolean> {
    const ids = [...(await takenBack()), id].slice(-TAKEN_BACK_KEPT);
    // Before it goes, or it could be asked for once more in between; where there is no room for that, it can be taken back all the same.
    await rows.write([{ table: 'keep', put: toRow(TAKEN_BACK, 0, ids) }]).catch(() => undefined);
    const taken = await rows.change('commands', [id], (row) =>
      fromRow<PendingCommand>(row).state === 'held' ? { table: 'commands', remove: id } : null,
    );
    return taken.length > 0;
  }

  return {
    /** Also true of one that was taken back not long ago. */
    has,

    /** Resolves when the command is on the disk; the same id again changes nothing, nor does that of one that was taken back. */
    add: (command: Command, owner: string, leaveAt: number): Promise<void> =>
      inTurn(() => put({ command, owner, leaveAt, state: 'held', seq: null })),

    /** Oldest first. */
    async pending(owner: string): Promise<PendingCommand[]> {
      return (await ownRows<PendingCommand>(rows, 'commands', owner)).map(({ value }) => value);
    },

    /** How many commands wait that this version cannot read. */
    async unreadable(): Promise<number> {
      return (await rows.all('commands')).filter((row) => readRow(row) === null).length;
    },

    /** False when it has left already. */
    takeBack: (id: string): Promise<boolean> => inTurn(() => take(id)),
  };
}

function outcomes(rows: Rows<OutboxTable>) {
  function change(ids: string[], into: (value: PendingCommand) => PendingCommand): Promise<string[]> {
    return rows.change('commands', ids, (row) => ({
      table: 'commands',
      put: toRow(row.key, row.order, into(fromRow<PendingCommand>(row))),
    }));
  }

  return {
    /** From now on the commands cannot be taken back: the network may have them. Gives the ids of those that were not taken back before. */
    markLeaving: (ids: string[]): Promise<string[]> => change(ids, (value) => ({ ...value, state: 'leaving' })),

    /** The sequence number of each by its id; all at once: what waits for the disk waits once. */
    async markApplied(seqs: ReadonlyMap<string, number>): Promise<void> {
      await change([...seqs.keys()], (value) => ({ ...value, state: 'applied', seq: seqs.get(value.command.id) ?? null }));
    },

    async markRejected(command: Command, owner: string, refusal: Refusal, present?: PresentState): Promise<void> {
      const notice: Notice = { command, owner, refusal, ...(present ? { present } : {}) };
      const order = (await rows.lastOrder('notices')) + 1;
      await rows.write([
        { table: 'commands', remove: command.id },
        { table: 'sent', remove: command.id },
        { table: 'notices', put: toRow(command.id, order, notice) },
      ]);
    },

    /** Applied commands whose effects have arrived (tenant sequence number ≤ `seq`) go to the sent log, which is pruned once a day. */
    async retire(owner: string, seq: number, now: number): Promise<void> {
      const applied = await ownRows<PendingCommand>(rows, 'commands', owner);
      const done = applied.filter(({ value }) => value.seq !== null && value.seq <= seq);
      if (done.length === 0) return;
      const moved = done.flatMap(({ row, value }): Change<OutboxTable>[] => [
        { table: 'commands', remove: row.key },
        { table: 'sent', put: toRow(row.key, row.order, { command: value.command, owner, sentAt: now } satisfies SentCommand) },
      ]);
      await rows.write([...moved, ...(await pruning(rows, now))]);
    },

    /** Oldest first. */
    async sentLog(owner: string): Promise<Command[]> {
      return (await ownRows<SentCommand>(rows, 'sent', owner)).map(({ value }) => value.command);
    },

    /** The server has forgotten: what it had accepted must be sent again. */
    async reopenApplied(owner: string): Promise<void> {
      const all = await ownRows<PendingCommand>(rows, 'commands', owner);
      const applied = all.filter(({ value }) => value.state === 'applied').map(({ row }) => row.key);
      await change(applied, (value) => ({ ...value, state: 'leaving', seq: null }));
    },
  };
}

function noticeBoard(rows: Rows<OutboxTable>) {
  return {
    async notices(owner: string): Promise<Notice[]> {
      return (await ownRows<Notice>(rows, 'notices', owner)).map(({ value }) => value);
    },
    async dismissNotice(commandId: string): Promise<void> {
      await rows.write([{ table: 'notices', remove: commandId }]);
    },
  };
}

async function ownRows<V extends { owner: string }>(
  rows: Rows<OutboxTable>,
  table: OutboxTable,
  owner: string,
): Promise<{ row: Row; value: V }[]> {
  return (await rows.all(table)).flatMap((row) => {
    const value = readRow<V>(row);
    return value?.owner === owner ? [{ row, value }] : [];
  });
}

async function pruning(rows: Rows<OutboxTable>, now: number): Promise<Change<OutboxTable>[]> {
  const found = await rows.get('keep', PRUNED);
  const age = now - (found ? fromRow<number>(found) : 0);
  // A device's clock that was set back is no reason to wait for years.
  if (age >= 0 && age < PRUNE_EACH_MS) return [];
  return [...prunable(await rows.all('sent'), now), { table: 'keep', put: toRow(PRUNED, 0, now) }];
}

function prunable(sent: Row[], now: number): Change<OutboxTable>[] {
  const tooMany = sent.length - SENT_KEPT_COUNT;
  const old = sent.filter((row, at) => at < tooMany || (readRow<SentCommand>(row)?.sentAt ?? now) < now - SENT_KEPT_MS);
  return old.map(({ key }) => ({ table: 'sent', remove: key }));
}
