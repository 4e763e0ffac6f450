import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { PersonProblem } from '../problem.ts';

/**
 * The file around a backup: a line with the version, the contents (lines of JSON, gzip), and a line with the SHA-256 of all bytes before
 * it. So a cut or changed file is known before a word of it is believed.
 */

const VERSION = 1;
const FIRST = Buffer.from(`vovremya-backup ${VERSION}\n`);
const LAST_BYTES = '\nsha256 \n'.length + 64;

/** The bytes of the file around compressed contents. */
export async function* seal(compressed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256').update(FIRST);
  yield FIRST;
  for await (const chunk of compressed) {
    hash.update(chunk);
    yield chunk;
  }
  yield Buffer.from(`\nsha256 ${hash.digest('hex')}\n`);
}

/** Throws PersonProblem unless every byte of the file is as it was written. */
export async function assertWhole(path: string): Promise<void> {
  const { first, last, size } = await readEnds(path);
  const version = /^vovremya-backup (\d{1,9})\n/.exec(first)?.[1];
  if (version === undefined) throw new PersonProblem(`${path} — не резервная копия «Вовремя» или её начало испорчено.`);
  if (version !== String(VERSION))
    throw new PersonProblem(`Формат копии ${path} — ${version}, эта программа читает ${VERSION}. Обновите программу.`);
  const written = /^\nsha256 ([0-9a-f]{64})\n$/.exec(last)?.[1];
  if (written === undefined) throw new PersonProblem(`Резервная копия ${path} обрезана: в её конце нет контрольной суммы.`);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { end: size - LAST_BYTES - 1 })) hash.update(chunk as Buffer);
  if (hash.digest('hex') !== written)
    throw new PersonProblem(`Резервная копия ${path} повреждена: контрольная сумма не сходится.`);
}

async function readEnds(path: string): Promise<{ first: string; last: string; size: number }> {
  const file = await open(path).catch(() => {
    throw new PersonProblem(`Файл ${path} не читается.`);
  });
  try {
    const { size } = await file.stat();
    const start = Buffer.alloc(40);
    const end = Buffer.alloc(LAST_BYTES);
    const { bytesRead } = await file.read(start, 0, start.length, 0);
    if (size >= FIRST.length + LAST_BYTES) await file.read(end, 0, LAST_BYTES, size - LAST_BYTES);
    return { first: start.toString('latin1', 0, bytesRead), last: end.toString('latin1'), size };
  } finally {
    await file.close();
  }
}

/** The lines inside a file that is whole. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const { size } = await readEnds(path);
  const contents = createReadStream(path, { start: FIRST.length, end: size - LAST_BYTES - 1 });
  const unpacked = contents.pipe(createGunzip());
  contents.on('error', (problem) => unpacked.destroy(problem));
  try {
    yield* splitLines(unpacked);
  } finally {
    contents.destroy();
    unpacked.destroy();
  }
}

/** By line feeds alone: a text may hold other marks that Node takes for the end of a line. */
async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  // A line may be long: its pieces are put together once.
  let rest: string[] = [];
  for await (const chunk of chunks) {
    const [first = '', ...others] = decoder.write(chunk).split('\n');
    rest.push(first);
    for (const next of others) {
      yield rest.join('');
      rest = [next];
    }
  }
}
