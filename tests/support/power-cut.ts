import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, ftruncateSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a disk may hold when the power went: everything that PostgreSQL had asked to be flushed, and of what it had only written any part,
 * sector by sector. Flushed is what lay there when the last checkpoint ended and the log up to a place that PostgreSQL names.
 */
export interface Power {
  /** Files as they were when the last checkpoint had ended. */
  flushed: string;
  /** Files as whoever read them through the system saw them at the end. */
  written: string;
  /** The log is on the disk up to here: a position in it, bytes. */
  logTo: number;
}

const SECTOR = 4_096;
const PAGE = 8_192;
/** The least that PostgreSQL takes, so that pages half written into the log are many. `initdb --wal-segsize=1` makes it so. */
const SEGMENT = 1_048_576;
/** Begun anew by every start, or of no matter to what was stored. */
const LEFT_OUT = /^(postmaster\.(pid|opts)|pg_stat|pg_notify|pg_dynshmem|pg_wal\/archive_status|pg_internal\.init)/;

/** Copies whole folders, owners included. */
export function copyFolder(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to]);
}

/** «1/2345678» as a number of bytes. */
export function logPosition(text: string): number {
  const [high = '', low = ''] = text.split('/');
  return Number.parseInt(high, 16) * 2 ** 32 + Number.parseInt(low, 16);
}

/** Lays one such disk in the folder `image`, drawn by `random`; tells how many sectors of what was written are missing there. */
export function cutPower({ flushed, written, logTo }: Power, image: string, random: () => number): number {
  rmSync(image, { recursive: true, force: true });
  copyFolder(written, image);
  let lost = 0;
  for (const name of filesIn(written)) {
    if (LEFT_OUT.test(name)) continue;
    const [is, was] = [readFileSync(join(written, name)), readIfThere(join(flushed, name))];
    const segment = /^pg_wal\/[0-9A-F]{8}([0-9A-F]{8})([0-9A-F]{8})$/.exec(name);
    if (segment) lost += tearLog(join(image, name), is, logTo - segmentStart(segment), random);
    else if (!was?.equals(is)) lost += tear(join(image, name), is, was ?? Buffer.alloc(0), logTo, random);
  }
  rmSync(join(image, 'postmaster.pid'), { force: true });
  return lost;
}

function segmentStart([, high = '', low = '']: RegExpExecArray): number {
  return Number.parseInt(high, 16) * 2 ** 32 + Number.parseInt(low, 16) * SEGMENT;
}

/** Up to the place that was flushed the log is as it was; after it each sector is there, is empty, or is noise. */
function tearLog(path: string, is: Buffer, keep: number, random: () => number): number {
  if (keep >= is.length) return 0;
  let lost = 0;
  const file = openSync(path, 'r+');
  for (let at = Math.max(0, Math.ceil(keep / SECTOR) * SECTOR); at < is.length; at += SECTOR) {
    const lot = random();
    if (lot < 0.5) continue;
    lost += 1;
    writeSync(file, Buffer.alloc(SECTOR, lot < 0.75 ? 0 : Math.floor(random() * 256)), 0, SECTOR, at);
  }
  closeSync(file);
  return lost;
}

/** Each sector that differs is the old one or the new one; a file that grew is as long as before, as now, or in between. */
function tear(path: string, is: Buffer, was: Buffer, logTo: number, random: () => number): number {
  let lost = 0;
  const file = openSync(path, 'r+');
  for (let at = 0; at < is.length; at += SECTOR) {
    const [now, then] = [is.subarray(at, at + SECTOR), was.subarray(at, at + SECTOR)];
    if (now.equals(then) || (random() < 0.5 && mayBeThere(is, at, logTo))) continue;
    lost += 1;
    const old = Buffer.alloc(now.length);
    then.copy(old);
    writeSync(file, old, 0, old.length, at);
  }
  const grown = is.length - was.length;
  if (grown > 0 && random() < 0.5) ftruncateSync(file, was.length + Math.floor((random() * grown) / PAGE) * PAGE);
  closeSync(file);
  return lost;
}

/** A page goes to the disk only when the log that tells of it has been flushed; its first eight bytes say how far that is. */
function mayBeThere(file: Buffer, at: number, logTo: number): boolean {
  const page = at - (at % PAGE);
  if (page + 8 > file.length) return true;
  return file.readUInt32LE(page) * 2 ** 32 + file.readUInt32LE(page + 4) <= logTo;
}

function readIfThere(path: string): Buffer | null {
  return existsSync(path) ? readFileSync(path) : null;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());
}
