import type { Terminal } from './terminal.ts';

/** Bytes as they come, in chunks of any size: standard input is one. */
export type ByteStream = AsyncIterable<Uint8Array | string>;

export interface LineProblem {
  code: string;
  message: string;
}

/** The fields of an answer beside its `id`, or what is wrong with the line. */
export type LineAnswer = Record<string, unknown> | { error: LineProblem };

/** Far above any honest line: a stream without line ends must not fill the memory. */
const LONGEST_LINE_BYTES = 32 * 1024 * 1024;
const NEWLINE = 0x0a;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Answers each JSON object of `input`, one a line, with one line, in order; blank lines are skipped. A bad line is answered with its
 * error and the rest still run. Resolves with the exit code: 0, or 1 when any line was bad.
 */
export async function answerJsonLines(
  input: ByteStream,
  terminal: Terminal,
  answer: (line: Record<string, unknown>) => LineAnswer,
): Promise<number> {
  let exitCode = 0;
  for await (const lines of linesOf(input)) {
    const answers: string[] = [];
    for (const line of lines) {
      if (isBlank(line)) continue;
      const answered = answerLine(line, answer);
      if ('error' in answered) exitCode = 1;
      answers.push(JSON.stringify(answered));
    }
    if (answers.length > 0) terminal.out(answers.join('\n'));
    await terminal.drained();
  }
  return exitCode;
}

function answerLine(bytes: Uint8Array | null, answer: (line: Record<string, unknown>) => LineAnswer): LineAnswer {
  const read = bytes === null ? wrong('input', `строка длиннее ${LONGEST_LINE_BYTES} байт`) : readObject(bytes);
  if ('error' in read) return { id: null, ...read };
  const { id = null } = read.line;
  if (id !== null && typeof id !== 'string' && typeof id !== 'number') {
    return { id: null, ...wrong('input', 'id: ждём строку или число') };
  }
  try {
    return { id, ...answer(read.line) };
  } catch (error) {
    return { id, ...wrong('internal', error instanceof Error ? error.message : String(error)) };
  }
}

function readObject(bytes: Uint8Array): { line: Record<string, unknown> } | { error: LineProblem } {
  let text: string;
  let line: unknown;
  try {
    text = utf8.decode(bytes);
  } catch {
    return wrong('input', 'строка не в UTF-8');
  }
  try {
    line = JSON.parse(text);
  } catch (error) {
    return wrong('input', `не JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof line !== 'object' || line === null || Array.isArray(line)) return wrong('input', 'ждём объект JSON');
  return { line: line as Record<string, unknown> };
}

/** The complete lines that came with each chunk; `null` stands for a line that is too long to be kept. */
async function* linesOf(input: ByteStream): AsyncGenerator<(Uint8Array | null)[]> {
  let open: Uint8Array[] = [];
  let openBytes = 0;
  const keep = (part: Uint8Array) => {
    openBytes += part.length;
    if (openBytes > LONGEST_LINE_BYTES) open = [];
    else open.push(part);
  };
  const take = () => {
    const line = openBytes > LONGEST_LINE_BYTES ? null : open.length === 1 ? (open[0] ?? null) : Buffer.concat(open);
    open = [];
    openBytes = 0;
    return line;
  };
  for await (const chunk of input) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    const lines: (Uint8Array | null)[] = [];
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      keep(bytes.subarray(from, end));
      lines.push(take());
      from = end + 1;
    }
    if (from < bytes.length) keep(bytes.subarray(from));
    yield lines;
  }
  if (openBytes > 0) yield [take()];
}

function isBlank(line: Uint8Array | null): boolean {
  return line?.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d) ?? false;
}

export function wrong(code: string, message: string): { error: LineProblem } {
  return { error: { code, message } };
}
