#!/usr/bin/env node
import { backup, restore } from './backup.ts';
import { calendar } from './calendar.ts';
import { deadlines } from './deadlines.ts';
import { exportJournal } from './export-journal.ts';
import { invite } from './invite.ts';
import { migrate } from './migrate.ts';
import { parsePage } from './parse-page.ts';
import { regulation } from './regulation.ts';
import { serve } from './serve.ts';
import type { Terminal } from './terminal.ts';
import { verifyLog } from './verify-log.ts';

/** A command says what it has to say to the terminal and answers with the exit code. */
type Command = (args: string[], terminal: Terminal) => Promise<number>;

const COMMANDS: Record<string, Command> = {
  backup,
  calendar,
  deadlines,
  'export-journal': exportJournal,
  invite,
  migrate,
  'parse-page': parsePage,
  regulation,
  restore,
  serve,
  'verify-log': verifyLog,
};

async function main(): Promise<void> {
  const terminal: Terminal = {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    drained: () =>
      process.stdout.writableNeedDrain ? new Promise((resolve) => process.stdout.once('drain', resolve)) : Promise.resolve(),
  };
  // A reader that has seen enough (`| head`) ends the command, quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  const [name, ...args] = process.argv.slice(2);
  const command = name === undefined ? undefined : COMMANDS[name];
  if (command) {
    process.exitCode = await command(args, terminal);
    return;
  }
  terminal.err(
    `vovremya: ${name === undefined ? 'не названа команда' : `нет команды «${name}»`}; есть: ${Object.keys(COMMANDS).join(', ')}`,
  );
  process.exitCode = 2;
}

await main();
