import { errorCode } from './connect.ts';

export type Trouble = 'disk-full' | 'unavailable';

const DISK_FULL = '53100';
/** Where PostgreSQL makes a file longer: what fails there found no room, whatever the system called it (a quota, a limit of size). */
const GROWING = /^(md(zero)?extend|FileFallocate)$/;
/**
 * Lines broken (08), resources short (53), ended by an operator or a crash (57), faults of the system (58), a standby (25006), a
 * transaction in which this server stood still (25P03).
 */
const CLASSES = /^(08|53|57|58|25006|25P03|ECONN|EPIPE|EHOSTUNREACH|ENOTFOUND|ETIMEDOUT)/;
/** What the driver says without a code. */
const WORDS = /^Connection terminated|timeout exceeded when trying to connect|not queryable/;

/** Why the database could not do what it was asked, where neither the asker nor the program is at fault: it may be asked again later. */
export function troubleOf(problem: unknown): Trouble | null {
  if (!(problem instanceof Error)) return null;
  const code = errorCode(problem);
  const routine = 'routine' in problem ? String(problem.routine) : '';
  if (code === DISK_FULL || GROWING.test(routine)) return 'disk-full';
  return CLASSES.test(code) || WORDS.test(problem.message) ? 'unavailable' : null;
}
