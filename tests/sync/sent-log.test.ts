import { expect, test } from 'vitest';
import type { Command } from '../../lib/domain/cases/commands.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import { type OutboxTable, type SentCommand, toRow } from '../../lib/store/outbox-rows.ts';
import { opening } from './commands.ts';

const DAY = 24 * 3_600_000;
const NOW = 1_800_000_000_000;

/** An outbox whose sent log has these, and how often that log was read whole. */
async function outboxWith(sent: SentCommand[]) {
  const rows = memoryRows<OutboxTable>();
  await rows.write(sent.map((one, place) => ({ table: 'sent', put: toRow(one.command.id, place + 1, one) })));
  let readings = 0;
  const outbox = createOutbox({
    ...rows,
    all: (table) => {
      if (table === 'sent') readings += 1;
      return rows.all(table);
    },
  });
  return { outbox, readings: () => readings };
}

let made = 0;
function sentAt(at: number): SentCommand {
  made += 1;
  return { command: { ...opening('sent'), id: `sent-${made}` }, owner: 'anna', sentAt: at };
}

/** A command is given, accepted with this sequence number, and its effect has arrived. */
async function sendOne({ outbox }: Awaited<ReturnType<typeof outboxWith>>, seq: number, now: number): Promise<Command> {
  const command = opening('one');
  await outbox.add(command, 'anna', 0);
  await outbox.markApplied(new Map([[command.id, seq]]));
  await outbox.retire('anna', seq, now);
  return command;
}

test('what was sent is kept for a month, and no more of it than five thousand', async () => {
  const [old, ...late] = [sentAt(NOW - 31 * DAY), ...Array.from({ length: 5_002 }, () => sentAt(NOW - 29 * DAY))];
  const device = await outboxWith([old as SentCommand, ...late]);

  const command = await sendOne(device, 1, NOW);

  const kept = (await device.outbox.sentLog('anna')).map(({ id }) => id);
  expect(kept).toEqual([...late.slice(2).map((one) => one.command.id), command.id]);
});

test('the log is read whole once a day only, and at once when the clock was set back', async () => {
  const device = await outboxWith([sentAt(NOW)]);

  const readings: number[] = [];
  for (const [place, now] of [NOW, NOW + 1, NOW + DAY - 1, NOW + DAY, NOW + DAY + 1, NOW].entries()) {
    await sendOne(device, place + 1, now);
    readings.push(device.readings());
  }

  expect(readings).toEqual([1, 1, 1, 2, 2, 3]);
  expect(await device.outbox.sentLog('anna')).toHaveLength(7);
});
