import type { Refusal } from './commands.ts';

/** A refusal as a value; the clause is found by the command where none is given. */
export function refused(code: Refusal['code'], detail: string | null = null, clause: string | null = null): Refusal {
  return { code, clause, detail };
}
