export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A person caused or can mend this: one line, no stack. */
export class Problem extends Error {}

/** Runs a task; a `Problem` ends it with its one line, anything else is a bug and keeps its stack. */
export async function runTask(task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    process.stderr.write(`${error instanceof Problem ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  }
}
